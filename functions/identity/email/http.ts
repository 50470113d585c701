// Routes of changing the own address.
import { accountRoutes } from '../../../shared/accounts.ts';
import { endpoint } from '../../platform/http.ts';
import { askForEmail, confirmEmail, undoEmail } from './email.ts';

const dangerous = { needs: 'account:own', idempotent: false, needsRecentSignIn: true } as const;
const open = { needs: 'public', idempotent: false, from: 'app', rate: { points: 100, seconds: 3600 } } as const;

export const emailEndpoints = [
  endpoint(accountRoutes.askForEmail, dangerous, (ctx, { body }) => askForEmail(ctx, body.email)),
  endpoint(accountRoutes.confirmEmail, open, (ctx, { body }) => confirmEmail(ctx, body.token)),
  endpoint(accountRoutes.undoEmail, open, (ctx, { body }) => undoEmail(ctx, body.token)),
];
