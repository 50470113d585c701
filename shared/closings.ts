// The deletion of a business: asked for by an owner, thirty days to take it back, then for good.
import * as z from 'zod';
import { route } from './route.ts';

/** How long a business can still be read, exported and taken back. */
export const closingDays = 30;
/** Until then a deleted business may lie in backups. */
export const backupDays = 7;

/** An issued invoice is kept through the tenth year after that of its issue. */
export const yearsKept = 10;

export const Closing = z.strictObject({
  requestedAt: z.iso.datetime(),
  requestedBy: z.string().nullable(),
  /** From this instant on nothing brings it back. */
  dueAt: z.iso.datetime(),
});
export type Closing = z.infer<typeof Closing>;

const Count = z.int().min(0);

/** The truth before anybody decides: what goes, and what the law keeps. */
export const ClosingOutlook = z.strictObject({
  closing: Closing.nullable(),
  goes: z.strictObject({
    members: Count,
    clients: Count,
    products: Count,
    drafts: Count,
    payments: Count,
    files: Count,
    mails: Count,
  }),
  /** Invoices issued here stay in a write-once archive without the business's other data, until the tenth year after their own. */
  keeps: z.strictObject({ invoices: Count, archived: Count, lastYear: z.int().nullable() }),
});
export type ClosingOutlook = z.infer<typeof ClosingOutlook>;

export const closingRoutes = {
  look: route('GET /tenant/closing', {
    summary: 'What a deletion of the own business takes and keeps, and whether one is under way',
    response: ClosingOutlook,
  }),
  ask: route('POST /tenant/closing', {
    summary:
      'Have the own business deleted in thirty days; needs its name, typed again, and a recent proof of who it is',
    body: z.strictObject({ name: z.string().max(200) }),
    response: Closing,
  }),
  takeBack: route('DELETE /tenant/closing', { summary: 'Keep the own business after all' }),
};
