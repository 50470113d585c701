// What a draft under the pen will look like, page by page: drawn from what is typed, kept nowhere.
import * as z from 'zod';
import { InvoiceInput } from './invoices.ts';
import { route } from './route.ts';

/** How many pages one answer carries: what a screen shows, and one to scroll into. */
export const previewPagesMax = 3;

export const PreviewRequest = z.strictObject({
  draft: InvoiceInput,
  /** Pages count from 1. */
  first: z.int().min(1).max(999),
  count: z.int().min(1).max(previewPagesMax),
});
export type PreviewRequest = z.infer<typeof PreviewRequest>;

export const Preview = z.strictObject({
  pageCount: z.int(),
  /** Those asked for that exist, each a picture of its own. */
  pages: z.array(z.strictObject({ number: z.int(), svg: z.string() })),
});
export type Preview = z.infer<typeof Preview>;

export const previewRoutes = {
  invoice: route('POST /invoices/preview', {
    summary: 'Pages of an unsaved draft as pictures, of the very document that becomes the PDF; changes nothing',
    body: PreviewRequest,
    response: Preview,
    status: 200,
  }),
};
