// Under which keys of the vault secrets are sealed, for the house's staff.
import * as z from 'zod';
import { route } from './route.ts';

export const SealedCount = z.strictObject({
  /** `authenticators` or `mail_servers`. */
  what: z.string(),
  /** Name and version of the key, never the key. */
  keyId: z.string(),
  count: z.int(),
  isNewest: z.boolean(),
});
export const KeyReport = z.strictObject({
  newestKeyId: z.string(),
  sealed: z.array(SealedCount),
  /** How many secrets stand under older keys; zero before an older key is disabled. */
  staleCount: z.int(),
});
export type KeyReport = z.infer<typeof KeyReport>;

export const ResealReport = KeyReport.extend({
  resealed: z.int(),
  /** Secrets that did not open where they stand: each is somebody's sign-in or mail server, and is left as it was. */
  failed: z.int(),
});
export type ResealReport = z.infer<typeof ResealReport>;

export const keyRoutes = {
  show: route('GET /operator/keys', { summary: 'How many secrets stand under which key', response: KeyReport }),
  reseal: route('POST /operator/keys/reseal', {
    summary: 'Seal everything anew that stands under an older key',
    response: ResealReport,
    status: 200,
  }),
};
