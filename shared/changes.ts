// What changed lately, so that a screen shows each state as it truly is without a reload.
import * as z from 'zod';
import { route } from './route.ts';

export const ChangeKind = z.enum([
  'tenant',
  'client',
  'invoice',
  'view',
  'file',
  'member',
  'payment',
  'product',
  'tag',
  'customField',
  'import',
  'export',
  'tenantExport',
  'tenantImport',
]);

// PostgreSQL counts transactions in 64 bits; past that, and not before, a number is no cursor of ours.
const fitsTransactionCount = (text: string) => /^\d+$/.test(text) && BigInt(text) < 2n ** 64n;

/** `cursor` is opaque; a change may be told twice, never left out. */
export const Changes = z.strictObject({
  cursor: z.string(),
  changes: z.array(z.strictObject({ kind: ChangeKind, id: z.uuid() })),
});
export type Changes = z.infer<typeof Changes>;

export const changeRoutes = {
  since: route('GET /changes', {
    summary: 'Records changed since a cursor; without one, only the cursor of now',
    query: z.strictObject({
      since: z
        .string()
        .regex(/^\d{1,20}$/)
        .refine(fitsTransactionCount, { error: 'field.cursor' })
        .optional(),
    }),
    response: Changes,
  }),
};
