// The job that prints invoices: once is enough, twice changes nothing, and what cannot be printed is said so.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const line = { description: 'Şehir içi ulaşım', quantity: '3', unit: 'C62', unitPrice: '42.5', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const on = (id: string) => ({ as: business.owner, params: { id } });

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const body = { kind: 'company', name: 'Gökkuşağı Yazılım' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
});
afterAll(() => world.close());

const draft = async () =>
  (await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId, lines } })).body;

async function issued(): Promise<string> {
  const { id } = await draft();
  await world.call(invoiceRoutes.issue, on(id));
  return id;
}

const get = async (id: string) => (await world.call(invoiceRoutes.get, on(id))).body;
const keysOf = (id: string) => [...world.ports.files.keys()].filter((key) => key.includes(id));
const bytesAt = (key: string) => world.ports.files.get(key)?.bytes;
const outbox = async () =>
  (await world.database.admin.query(`select from outbox where queue = 'invoice-pdf'`)).rowCount;

describe('after issue', () => {
  it('prints to one fixed key and says that it is ready; a second delivery does nothing', async () => {
    const id = await issued();
    expect(await outbox()).toBe(1);
    const [sent] = await world.run.all('invoice-pdf');
    const key = `${business.tenantId}/invoices/${id}/issued.pdf`;
    expect(keysOf(id)).toEqual([key]);
    const bytes = bytesAt(key);
    expect(
      Buffer.from(bytes ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const ready = await get(id);
    expect(ready.pdfState).toBe('ready');
    expect(await outbox()).toBe(0);
    world.ports.files.delete(key);
    if (sent) await world.run.deliver(sent);
    expect(keysOf(id)).toEqual([]);
    expect(await get(id)).toEqual(ready);
  });

  it('draws the same bytes when a crash made it forget that it had drawn them', async () => {
    const id = await issued();
    const [sent] = world.run.waiting('invoice-pdf');
    const { rows } = await world.database.admin.query(`select * from outbox where queue = 'invoice-pdf'`);
    await world.run.all('invoice-pdf');
    const [key = ''] = keysOf(id);
    const first = bytesAt(key);
    const { tenant_id, id: messageId, queue, body, request_id } = rows[0];
    await world.database.admin.query(
      'insert into outbox (tenant_id, id, queue, body, request_id) values ($1, $2, $3, $4, $5)',
      [tenant_id, messageId, queue, body, request_id],
    );
    await world.database.admin.query(`update invoices set pdf_state = 'pending' where id = $1`, [id]);
    if (sent) await world.run.deliver(sent);
    expect(keysOf(id)).toEqual([key]);
    expect(Buffer.compare(bytesAt(key) ?? Buffer.alloc(0), first ?? Buffer.alloc(1))).toBe(0);
    expect((await get(id)).pdfState).toBe('ready');
  });

  it('says so when the print failed for good, and asking for the PDF draws it then, for the portal too', async () => {
    const id = await issued();
    const [sent] = world.run.waiting('invoice-pdf');
    world.ports.sent.length = 0;
    const { blobs } = world.app.ports;
    world.app.ports.blobs = { ...blobs, put: () => Promise.reject(new Error('The store is away.')) };
    if (!sent) throw new Error('Nothing was queued.');
    await expect(world.run.deliver(sent, 1)).rejects.toThrow();
    expect((await get(id)).pdfState).toBe('pending');
    await expect(world.run.deliver(sent, 5)).rejects.toThrow();
    world.app.ports.blobs = blobs;
    expect((await get(id)).pdfState).toBe('failed');
    const { status, headers } = await world.call(invoiceRoutes.pdf, on(id));
    expect([status, headers['location']?.includes(`${id}/issued.pdf`)]).toEqual([302, true]);
    expect(keysOf(id)).toHaveLength(1);
    expect((await get(id)).pdfState).toBe('pending');
    await world.run.all('invoice-pdf');
    expect((await get(id)).pdfState).toBe('ready');
  });
});

it('prints a cancelled invoice anew, under a key of its own', async () => {
  const id = await issued();
  await world.run.all('invoice-pdf');
  await world.call(invoiceRoutes.cancel, { ...on(id), body: { reason: 'x' } });
  expect((await get(id)).pdfState).toBe('pending');
  await world.run.all('invoice-pdf');
  expect((await get(id)).pdfState).toBe('ready');
  expect(keysOf(id).map((key) => key.split('/').at(-1))).toEqual(['issued.pdf', 'cancelled.pdf']);
});

it('prints what was issued, not what the records say today', async () => {
  const id = await issued();
  await world.call(clientRoutes.update, { ...on(clientId), ifMatch: 1, body: { name: 'Yeni Ad A.Ş.' } });
  await world.run.all('invoice-pdf');
  const [before] = keysOf(id).map(bytesAt);
  await world.database.admin.query(`update tenants set name = 'Başka Ad' where id = $1`, [business.tenantId]);
  world.ports.files.clear();
  await world.call(invoiceRoutes.pdf, on(id));
  const [after] = keysOf(id).map(bytesAt);
  expect(Buffer.compare(after ?? Buffer.alloc(0), before ?? Buffer.alloc(1))).toBe(0);
});

describe('the preview of a draft', () => {
  it('is drawn at once, and only the latest is kept', async () => {
    const { id } = await draft();
    const first = await world.call(invoiceRoutes.pdf, on(id));
    expect(first.status).toBe(302);
    expect(first.headers['location']).toContain('taslak.pdf');
    const [key = ''] = keysOf(id);
    const before = bytesAt(key);
    await world.call(invoiceRoutes.update, { ...on(id), ifMatch: 1, body: { notes: 'Başka' } });
    await world.call(invoiceRoutes.pdf, on(id));
    expect(keysOf(id)).toEqual([key]);
    expect(Buffer.compare(bytesAt(key) ?? Buffer.alloc(0), before ?? Buffer.alloc(0))).not.toBe(0);
    expect((await get(id)).pdfState).toBe('none');
  });

  it('goes with the draft, whether that is issued or deleted', async () => {
    const [kept, gone] = [await draft(), await draft()];
    for (const { id } of [kept, gone]) await world.call(invoiceRoutes.pdf, on(id));
    await world.call(invoiceRoutes.issue, on(kept.id));
    await world.run.all('invoice-pdf');
    expect(keysOf(kept.id).map((key) => key.split('/').at(-1))).toEqual(['issued.pdf']);
    await world.call(invoiceRoutes.remove, on(gone.id));
    const [sent] = await world.run.all('invoice-preview-gone');
    expect(keysOf(gone.id)).toEqual([]);
    if (sent) await world.run.deliver(sent);
    expect(keysOf(gone.id)).toEqual([]);
  });
});
