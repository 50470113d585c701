// What the designs of invoices are called.
import type { InvoiceDesign } from '@crmfex/shared/invoice-designs.ts';
import { m } from './paraglide/messages.js';

const names: Record<InvoiceDesign, () => string> = {
  classic: m.designs_classic,
  modern: m.designs_modern,
  compact: m.designs_compact,
};
const texts: Record<InvoiceDesign, () => string> = {
  classic: m.designs_classic_text,
  modern: m.designs_modern_text,
  compact: m.designs_compact_text,
};

export const designName = (design: InvoiceDesign) => names[design]();
/** What it is good for, in a few words. */
export const designText = (design: InvoiceDesign) => texts[design]();
