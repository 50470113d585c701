// Files beside an invoice in the database: the portal's role reads those of its own document that are shown, and nothing else of them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { storedFile } from '../support/stored-file.ts';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());

async function draft(): Promise<string> {
  const as = business.owner;
  const client = await world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Likya Yat' } });
  return (await world.call(invoiceRoutes.create, { as, body: { clientId: client.body.id } })).body.id;
}

it('the portal’s role sees no file but its document’s own, and writes down that it was opened, nothing else', async () => {
  const [invoice, elsewhere] = [await draft(), await draft()];
  const shared = { is_shared: true };
  const mine = await storedFile(world, business, { invoice }, shared);
  await storedFile(world, business, { invoice });
  await storedFile(world, business, { invoice: elsewhere }, shared);
  const { admin } = world.database;
  await admin.query('begin');
  try {
    const settings = { tenant_id: business.tenantId, document_id: invoice };
    for (const [name, value] of Object.entries(settings))
      await admin.query('select set_config($1, $2, true)', [`app.${name}`, value]);
    await admin.query('set local role app_portal');
    expect((await admin.query('select id from files')).rows).toEqual([{ id: mine }]);
    expect((await admin.query('update files set first_opened_at = now()')).rowCount).toBe(1);
    await admin.query('savepoint tried');
    for (const text of ['select sha256 from files', 'update files set is_shared = false', 'delete from files']) {
      await expect(admin.query(text), text).rejects.toThrow('permission denied');
      await admin.query('rollback to savepoint tried');
    }
  } finally {
    await admin.query('rollback');
  }
});
