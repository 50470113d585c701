// The printed statement: drawn when asked for, from the facts as they stand, in the client's own language.
import type { Statement, StatementQuery } from '../../../shared/balances.ts';
import type { Client } from '../../../shared/clients.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { buyerOf, sellerOf } from '../invoices/compose.ts';
import { getStatement } from './balances.ts';

/** Up to here drawing takes a few milliseconds; beyond, the worker does it. */
const ENTRIES_IN_THREAD_MAX = 50;

export type PrintedStatement = {
  statement: Statement;
  client: Client;
  tenant: Tenant;
  fileName: string;
  bytes: Uint8Array;
};

/**
 * The statement of a period as a PDF: for a download, or as the attachment of a mail.
 * @throws Problem as `getStatement`
 */
export async function printStatement(ctx: Context, clientId: string, asked: StatementQuery): Promise<PrintedStatement> {
  const [clients, tenants] = await flush(ctx, [clientStatements.get(clientId), ownTenant()]);
  const [client, tenant] = [one(clients), one(tenants)];
  const statement = await getStatement(ctx, clientId, asked);
  const { logoKey, ...seller } = sellerOf(tenant, asked.currency ?? tenant.currency);
  const logo = logoKey ? await ctx.ports.blobs.get(logoKey) : null;
  const language = client.language ?? tenant.language;
  const document = { statement, language, seller, buyer: buyerOf(client), logo, datedAt: ctx.clock().toISOString() };
  const count = statement.parts.reduce((sum, part) => sum + part.entries.length, 0);
  const { bytes, warning } =
    count > ENTRIES_IN_THREAD_MAX
      ? await (await import('../documents/drawing-thread.ts')).drawInWorker(document)
      : (await import('../documents/draw-document.ts')).drawAccount(document);
  if (warning) ctx.log.warn({ clientId }, warning);
  const fileName = `${language === 'tr' ? 'hesap-ekstresi' : 'account-statement'}-${statement.from}-${statement.to}.pdf`;
  return { statement, client, tenant, fileName, bytes };
}

/** A short-lived address of the PDF; of each client and period only the latest drawing is kept. */
export async function linkToStatement(ctx: Context, clientId: string, asked: StatementQuery): Promise<string> {
  const { statement, tenant, fileName, bytes } = await printStatement(ctx, clientId, asked);
  const key = `${tenant.id}/statements/${clientId}/${statement.from}-${statement.to}-${asked.currency ?? 'all'}.pdf`;
  const contentType = 'application/pdf';
  await ctx.ports.blobs.put(key, bytes, { contentType });
  return ctx.ports.blobs.link(key, { fileName, contentType, minutes: 10, disposition: 'inline' });
}
