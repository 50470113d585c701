// The designs in which an invoice can be drawn: layout only, the same facts in each.
import * as z from 'zod';

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
