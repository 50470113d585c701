// The designs in which an invoice can be drawn: layout only, the same facts in each.
import * as z from 'zod';
import { Language } from './fields.ts';
import { route } from './route.ts';

/** As settings show them. */
export const invoiceDesigns = ['classic', 'modern', 'compact'] as const;
export const InvoiceDesign = z.enum(invoiceDesigns);
/** How a document looks. */
export const looksShape = {
  /** Null follows the business. */
  design: InvoiceDesign.nullable(),
  /** Labels in Turkish and English, those of the document's language first. */
  isBilingual: z.boolean(),
};

export type InvoiceDesign = z.infer<typeof InvoiceDesign>;

/** What is under the pen in the settings and not yet kept. */
export const DesignPreviewQuestion = z.strictObject({
  design: InvoiceDesign,
  language: Language.optional(),
  isBilingual: z.literal('true').optional(),
  /** Without `#`; `none` draws without a colour, nothing with the one that is kept. */
  colour: z
    .string()
    .regex(/^([0-9a-f]{6}|none)$/)
    .optional(),
});
export type DesignPreviewQuestion = z.output<typeof DesignPreviewQuestion>;

export const designRoutes = {
  preview: route('GET /invoice-designs/preview', {
    summary: 'The first page of a made-up invoice of the business in a design, as an SVG picture',
    query: DesignPreviewQuestion,
    response: z.strictObject({ svg: z.string() }),
  }),
};
