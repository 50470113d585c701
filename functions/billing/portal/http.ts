// HTTP face of the portal and of the links that lead to it.
import { deliveryRoutes } from '../../../shared/deliveries.ts';
import { invoiceRoutes } from '../../../shared/invoices.ts';
import { portalRoutes } from '../../../shared/portal.ts';
import type { Context } from '../../platform/context.ts';
import { withOpenDocument } from '../../platform/cookies.ts';
import { endpoint, redirect, reply, type RequestFacts } from '../../platform/http.ts';
import { createLink, revokeLink } from './links.ts';
import {
  closeDocuments,
  getPortalFile,
  getPortalInvoice,
  getPortalLogo,
  getPortalPdf,
  openDocument,
  sessionMs,
} from './portal.ts';

const send = { needs: 'invoices:send' } as const;
const portal = { needs: 'portal:invoice' } as const;

async function open(ctx: Context, token: string, { cookies }: RequestFacts) {
  const opened = await openDocument(ctx, token);
  const cookie = {
    audience: 'client' as const,
    value: withOpenDocument(cookies.client, opened),
    maxAgeSeconds: sessionMs / 1000,
  };
  return reply({ linkId: opened.linkId, kind: 'invoice' as const }, { setCookies: [cookie] });
}

async function close(ctx: Context, { cookies }: RequestFacts) {
  await closeDocuments(ctx, cookies.client);
  return reply(undefined, { setCookies: [{ audience: 'client' as const, value: '', maxAgeSeconds: 0 }] });
}

export const portalEndpoints = [
  // Never stored for a repeated call: the answer holds a secret that is shown once.
  endpoint(invoiceRoutes.createLink, { ...send, idempotent: false }, (ctx, { params }) => createLink(ctx, params.id)),
  endpoint(deliveryRoutes.revokeLink, send, (ctx, { params }) => revokeLink(ctx, params.id)),
  endpoint(
    portalRoutes.open,
    { needs: 'public', from: 'portal', idempotent: false, rate: { points: 30, seconds: 60 } },
    (ctx, { body, request }) => open(ctx, body.token, request),
  ),
  endpoint(portalRoutes.invoice, portal, (ctx, { params }) => getPortalInvoice(ctx, params.id)),
  endpoint(portalRoutes.pdf, portal, async (ctx, { params }) => redirect(await getPortalPdf(ctx, params.id))),
  endpoint(portalRoutes.logo, portal, async (ctx, { params }) => redirect(await getPortalLogo(ctx, params.id))),
  endpoint(portalRoutes.file, portal, async (ctx, { params }) =>
    redirect(await getPortalFile(ctx, params.id, params.fileId)),
  ),
  endpoint(portalRoutes.close, { needs: 'public', from: 'portal', idempotent: false }, (ctx, { request }) =>
    close(ctx, request),
  ),
];
