// HTTP face of the own consents.
import { consentRoutes } from '../../../shared/consents.ts';
import { endpoint } from '../../platform/http.ts';
import { listConsents, readPolicy, recordConsent } from './own-consents.ts';

const own = { needs: 'account:own' } as const;

export const consentEndpoints = [
  endpoint(consentRoutes.list, own, (ctx) => listConsents(ctx)),
  endpoint(consentRoutes.record, { ...own, idempotent: false }, (ctx, { body }) => recordConsent(ctx, body)),
  endpoint(consentRoutes.read, own, (ctx, { body }) => readPolicy(ctx, body)),
];
