// Screens hear of clients and invoices without asking for each: every change is told, those of mails as changes of their client and their invoice, those of links as changes of their invoice.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { systemRoutes } from '../../shared/system.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());

/** What was told by the work, and of which record. */
async function toldBy(work: () => Promise<unknown>): Promise<string[]> {
  const { admin } = world.database;
  await admin.query('delete from changes');
  await work();
  const { rows } = await admin.query('select distinct kind, subject_id from changes where tenant_id = $1', [
    business.tenantId,
  ]);
  return rows.map((row) => `${row.kind} ${row.subject_id}`).sort();
}

it('tells every change once it is true', async () => {
  const as = business.owner;
  const clientId = newId();
  const id = newId();
  const client = [`client ${clientId}`];
  const invoice = [`invoice ${id}`];
  const both = [...client, ...invoice];
  const line = { description: 'Hizmet', quantity: '1', unit: 'C62', unitPrice: '10', vatRate: '20' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const made = { as, body: { id: clientId, kind: 'person', name: 'Ayla' } };
  expect(await toldBy(() => world.call(clientRoutes.create, made))).toEqual(client);
  const changed = { as, params: { id: clientId }, ifMatch: 1, body: { name: 'Ayla Gürsoy' } };
  expect(await toldBy(() => world.call(clientRoutes.update, changed))).toEqual(client);
  expect(await toldBy(() => world.call(invoiceRoutes.create, { as, body: { id, clientId, lines } }))).toEqual(invoice);
  const on = { as, params: { id } };
  expect(await toldBy(() => world.call(invoiceRoutes.update, { ...on, ifMatch: 1, body: { notes: 'x' } }))).toEqual(
    invoice,
  );
  expect(await toldBy(() => world.call(invoiceRoutes.issue, on))).toEqual(invoice);
  expect(await toldBy(() => world.run.all('invoice-pdf'))).toEqual(invoice);
  expect(await toldBy(() => world.call(invoiceRoutes.send, { ...on, body: { to: 'a@b.example' } }))).toEqual(both);
  expect(await toldBy(() => world.run.all('invoice-mail'))).toEqual(both);
  const [mail] = world.ports.mails;
  const at = new Date().toISOString();
  world.service.events = [{ deliveryId: mail?.id ?? '', providerEventId: newId(), kind: 'delivered', at }];
  expect(await toldBy(() => world.call(systemRoutes.sendgridEvents, { body: [] }))).toEqual(both);
  const token = /#([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
  expect(await toldBy(() => world.call(portalRoutes.open, { body: { token } }))).toEqual(invoice);
  const { body } = await world.call(invoiceRoutes.get, on);
  const link = { as, params: { id: body.links[0]?.id ?? '' } };
  expect(await toldBy(() => world.call(deliveryRoutes.revokeLink, link))).toEqual(invoice);
  expect(await toldBy(() => world.call(invoiceRoutes.cancel, { ...on, body: { reason: 'x' } }))).toEqual(invoice);
  expect(await toldBy(() => world.call(invoiceRoutes.issue, on))).toEqual([]);
});
