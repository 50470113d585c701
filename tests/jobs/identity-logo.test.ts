// A replaced logo and the invoices that were printed with it: documents keep the picture they were issued with.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as billing from '../../functions/billing/index.ts';
import * as crm from '../../functions/crm/index.ts';
import * as identity from '../../functions/identity/index.ts';
import { OldLogo } from '../../functions/identity/tenants/messages.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  const endpoints = [...identity.endpoints, ...crm.endpoints, ...billing.endpoints];
  mounted = mount({ database, endpoints, jobs: identity.jobs });
  world = await makeWorld(database.admin);
  session = world.members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function nameLogo(): Promise<string> {
  const key = `${world.tenantId}/logo/${newId()}.png`;
  await mounted.ports.blobs.put(key, Buffer.from('a picture'), { contentType: 'image/png' });
  await database.admin.query('update tenants set logo_key = $2 where id = $1', [world.tenantId, key]);
  return key;
}

async function issueInvoice(): Promise<void> {
  const { body: tenant } = await mounted.call(tenantRoutes.get, { session });
  const seller = { taxNumber: '10000000146', taxOffice: 'Kadıköy', addressLine: 'Bağdat Cad. 12', city: 'İstanbul' };
  await mounted.call(tenantRoutes.update, { session, ifMatch: (tenant as { version: number }).version, body: seller });
  const client = await mounted.call(clientRoutes.create, { session, body: { kind: 'company', name: 'Ege Rüzgârı' } });
  const line = {
    description: 'Danışmanlık',
    quantity: '1',
    unit: 'C62',
    unitPrice: '100',
    vatRate: '20',
    discountRate: null,
    discountMinor: null,
  };
  const body = { clientId: (client.body as { id: string }).id, lines: [line] };
  const draft = await mounted.call(invoiceRoutes.create, { session, body });
  expect(draft.status, draft.text).toBe(201);
  const { id, version } = draft.body as { id: string; version: number };
  const issued = await mounted.call(invoiceRoutes.issue, { session, params: { id }, ifMatch: version });
  expect(issued.status, issued.text).toBe(200);
}

async function clear(): Promise<void> {
  const message = mounted.ports.sent.findLast(({ queue }) => queue === OldLogo.queue)?.message;
  const job = identity.jobs.find(({ queue }) => queue === OldLogo.queue);
  await job?.handle(mounted.app, message, { requestId: newId(), dequeueCount: 1 });
}

test('a logo that an issued invoice was printed with stays, and one that none was printed with goes', async () => {
  const printed = await nameLogo();
  await issueInvoice();
  await mounted.call(tenantRoutes.removeLogo, { session });
  await clear();
  expect(mounted.ports.files.has(printed)).toBe(true);

  const unused = await nameLogo();
  await mounted.call(tenantRoutes.removeLogo, { session });
  await clear();
  expect(mounted.ports.files.has(unused)).toBe(false);
  expect(mounted.ports.files.has(printed)).toBe(true);
});
