// Merging clients over HTTP: everything moves, nothing that was issued changes, and undoing puts back exactly what moved.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { moves } from '../../functions/crm/client-merges/moves.ts';
import { addressBookRoutes } from '../../shared/addresses.ts';
import { balanceRoutes } from '../../shared/balances.ts';
import { bulkRoutes } from '../../shared/bulk.ts';
import { clientMergeRoutes, type MergeInput } from '../../shared/client-merges.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { customFieldRoutes } from '../../shared/custom-fields.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { noteRoutes } from '../../shared/notes.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { tagRoutes } from '../../shared/tags.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());
afterEach(() => void (world.time.now = null));

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const addClient = async (body: object = {}, to = business) =>
  (
    await world.call(clientRoutes.create, {
      as: to.owner,
      body: { kind: 'company', name: 'Kuzey Işığı A.Ş.', ...body },
    })
  ).body.id;
const see = async (id: string) => (await world.call(clientRoutes.get, on(id))).body;
const line = {
  description: 'Hizmet',
  quantity: '1',
  unit: 'C62',
  vatRate: '20',
  discountRate: null,
  discountMinor: null,
};

async function draft(clientId: string, units: number): Promise<Invoice> {
  const body = { clientId, pricesIncludeVat: true, lines: [{ ...line, unitPrice: String(units) }] };
  return (await world.call(invoiceRoutes.create, { as: business.owner, body })).body;
}
const invoiced = async (clientId: string, units: number): Promise<Invoice> =>
  (await world.call(invoiceRoutes.issue, on((await draft(clientId, units)).id))).body;
async function paid(clientId: string, amountMinor: number, to?: Invoice) {
  const allocations = to ? [{ invoiceId: to.id, amountMinor }] : [];
  const body = { clientId, paymentDate: '2026-01-15', currency: 'TRY', amountMinor, method: 'bank', allocations };
  const answer = await world.call(paymentRoutes.create, { as: business.owner, body });
  expect(answer.status).toBe(201);
  return answer.body;
}
const merge = (id: string, otherId: string, input: Partial<MergeInput> = {}, as = business.owner) =>
  world.call(clientMergeRoutes.merge, { ...on(id, as), body: { otherId, take: [], takeCustom: [], ...input } });
const undo = (id: string, as = business.owner) => world.call(clientMergeRoutes.undo, on(id, as));
const owed = async (id: string) =>
  (await world.call(balanceRoutes.get, on(id))).body.balances.map(({ balanceMinor }) => balanceMinor);

/** Everything that names one of the clients, as it stands in every table. */
async function everythingOf(ids: string[]) {
  const tables = Object.keys(moves).map(async (name) => {
    const { rows } = await world.database.admin.query(
      `select to_jsonb(t) - '{version,updated_at,search}'::text[] as found from ${name} t where client_id = any($1) order by to_jsonb(t) ->> 'id', to_jsonb(t)::text`,
      [ids],
    );
    return [name, rows.map(({ found }) => found)];
  });
  const clients = await world.database.admin.query(
    `select to_jsonb(c) - '{version,updated_at,search}'::text[] as found from clients c where id = any($1) order by id`,
    [ids],
  );
  return { ...Object.fromEntries(await Promise.all(tables)), clients: clients.rows.map(({ found }) => found) };
}

/** Two clients with something in every table that names one. */
async function fullPair(): Promise<[string, string]> {
  const pair: [string, string] = [
    await addClient({ email: 'a@kuzey.example', contactName: 'Ayşe Yılmaz', city: 'İzmir' }),
    await addClient({ name: 'Kuzey Isigi', email: 'b@kuzey.example', contactName: 'Zeki Müren', phone: '+90 232 1' }),
  ];
  const tag = async (name: string) =>
    (await world.call(tagRoutes.create, { as: business.owner, body: { name: `${name} ${newId().slice(-12)}` } })).body
      .id;
  const [shared, single] = [await tag('Ortak'), await tag('Tek')];
  await world.call(tagRoutes.tagClients, { ...on(shared), body: { ids: pair } });
  await world.call(tagRoutes.tagClients, { ...on(single), body: { ids: [pair[1]] } });
  for (const id of pair) {
    await paid(id, 4_000, await invoiced(id, 100));
    await paid(id, 1_500);
    await draft(id, 30);
    await world.call(contactRoutes.create, { ...on(id), body: { name: 'Yedek' } });
    await world.call(noteRoutes.create, { ...on(id, business.people.sales), body: { text: 'Vadeye uyar' } });
    await world.call(addressBookRoutes.create, {
      ...on(id),
      body: { kind: 'delivery', label: 'Depo', city: 'Manisa' },
    });
    await recordsBehind(id);
  }
  return pair;
}

/** What other wings write about a client, made behind their back. */
async function recordsBehind(clientId: string): Promise<void> {
  const { admin } = world.database;
  const values = [business.tenantId, clientId, newId()];
  for (const text of [
    `insert into files (tenant_id, id, purpose, client_id, name, content_type, size_bytes)
     values ($1, $3, 'attachment', $2, 'Sözleşme.pdf', 'application/pdf', 10)`,
    `insert into deliveries (tenant_id, id, client_id, kind, language, recipient, subject)
     values ($1, $3, $2, 'free', 'tr', 'a@kuzey.example', 'Merhaba')`,
    `insert into privacy_requests (tenant_id, id, client_id, kind, name, received_date)
     values ($1, $3, $2, 'access', 'Ayşe Yılmaz', '2026-01-05')`,
    `insert into restrictions (tenant_id, id, client_id, reason, restricted_at) values ($1, $3, $2, 'İtiraz inceleniyor', now())`,
    `insert into statement_mails (tenant_id, delivery_id, client_id, month, from_date, to_date, currency)
     values ($1, $3, $2, '2026-01-01', '2026-01-01', '2026-01-31', 'TRY')`,
  ])
    await admin.query(text, values);
  const own = values.slice(0, 2);
  await admin.query(
    'insert into reminder_holds (tenant_id, subject_id, client_id, created_at) values ($1, $2, $2, now())',
    own,
  );
}

describe('a merge', () => {
  it('moves everything, changes nothing that was issued, adds the balances up, and leaves a way', async () => {
    const [survivor, merged] = await fullPair();
    const before = await everythingOf([survivor, merged]);
    const { status, body } = await merge(survivor, merged, { take: ['email', 'phone'] });
    expect([status, body.invoiceCount, body.paymentCount]).toEqual([201, 2, 2]);
    expect(body).toMatchObject({ survivorId: survivor, mergedId: merged, mergedName: 'Kuzey Isigi', undoneAt: null });
    const after = await everythingOf([survivor, merged]);
    for (const name of Object.keys(moves).filter((table) => !moves[table]?.unless && !moves[table]?.copy)) {
      expect(after[name].length, name).toBe(before[name].length);
      expect(new Set(after[name].map((row: { client_id: string }) => row.client_id)), name).toEqual(
        new Set([survivor]),
      );
    }
    const printed = (all: typeof before) =>
      all.invoices.map(({ id, buyer, number }: Invoice) => ({ id, buyer, number }));
    expect(printed(after)).toEqual(expect.arrayContaining(printed(before)));
    expect(await owed(survivor)).toEqual([2 * (10_000 - 5_500)]);
    expect(await owed(merged)).toEqual([]);
    const kept = await see(survivor);
    expect(kept).toMatchObject({ email: 'b@kuzey.example', phone: '+90 232 1', city: 'İzmir' });
    expect([kept.contactName, kept.tagIds.length]).toEqual(['Ayşe Yılmaz', 2]);
    const gone = await see(merged);
    expect([gone.mergedInto, gone.archivedAt !== null]).toEqual([survivor, true]);
    const archived = await world.call(clientRoutes.list, { as: business.owner, query: { state: 'all', limit: 100 } });
    expect(archived.body.items.map(({ id }) => id)).not.toContain(merged);
    const primary = after.client_contacts.filter((row: { is_primary: boolean }) => row.is_primary);
    expect(primary.map((row: { name: string }) => row.name)).toEqual(['Ayşe Yılmaz']);
  });

  it('is undone exactly, whatever moved', async () => {
    const [survivor, merged] = await fullPair();
    const before = await everythingOf([survivor, merged]);
    const { body } = await merge(survivor, merged, { take: ['email', 'phone', 'name'] });
    const { status, body: undone } = await undo(body.id);
    expect([status, undone.undoneAt !== null]).toEqual([200, true]);
    expect(await everythingOf([survivor, merged])).toEqual(before);
    expect((await world.call(clientMergeRoutes.list, on(survivor))).body).toMatchObject([{ id: body.id }]);
    expect((await undo(body.id)).problem.key).toBe('merge.undone');
    expect((await merge(survivor, merged)).status).toBe(201);
  });

  it('gives the only primary contact to a client without one, and takes it back', async () => {
    const [survivor, merged] = [await addClient(), await addClient({ contactName: 'Zeki Müren' })];
    const { body } = await merge(survivor, merged);
    expect((await see(survivor)).contactName).toBe('Zeki Müren');
    await undo(body.id);
    expect([(await see(survivor)).contactName, (await see(merged)).contactName]).toEqual([null, 'Zeki Müren']);
  });

  it('leaves with the survivor what was written since, also in a field that was taken', async () => {
    const [survivor, merged] = [
      await addClient({ city: 'İzmir' }),
      await addClient({ city: 'Manisa', phone: '12345' }),
    ];
    const { body } = await merge(survivor, merged, { take: ['city', 'phone'] });
    const fresh = await invoiced(survivor, 70);
    const { version } = await see(survivor);
    await world.call(clientRoutes.update, { ...on(survivor), ifMatch: version, body: { city: 'Aydın' } });
    await undo(body.id);
    expect(await see(survivor)).toMatchObject({ city: 'Aydın', phone: null });
    expect((await world.call(invoiceRoutes.get, on(fresh.id))).body.clientId).toBe(survivor);
  });

  it('takes the chosen ones of the business’s own fields, and gives them back', async () => {
    const field = async () =>
      (
        await world.call(customFieldRoutes.create, {
          as: business.owner,
          body: { subject: 'client', label: newId().slice(0, 20), type: 'text' },
        })
      ).body.id;
    const [one, two] = [await field(), await field()];
    const survivor = await addClient({ customFields: { [one]: 'Eski' } });
    const merged = await addClient({ customFields: { [one]: 'Yeni', [two]: 'İki' } });
    const { body } = await merge(survivor, merged, { takeCustom: [one, two] });
    expect((await see(survivor)).customFields).toEqual({ [one]: 'Yeni', [two]: 'İki' });
    await undo(body.id);
    expect((await see(survivor)).customFields).toEqual({ [one]: 'Eski' });
  });

  it('of the same two by two people at once happens once, in whichever direction', async () => {
    const [one, two] = await fullPair();
    const answers = await Promise.all([merge(one, two), merge(two, one), merge(one, two)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await owed(one)).toHaveLength(answers[1]?.status === 201 ? 0 : 1);
  });

  it('catches what is written at the same time: an invoice either moves along or is refused', async () => {
    const [survivor, merged] = [await addClient(), await addClient()];
    const body = { clientId: merged, lines: [{ ...line, unitPrice: '10' }] };
    const writing = Array.from({ length: 8 }, () => world.call(invoiceRoutes.create, { as: business.owner, body }));
    await Promise.all([...writing, merge(survivor, merged)]);
    const { rows } = await world.database.admin.query('select from invoices where client_id = $1', [merged]);
    expect(rows).toEqual([]);
  });

  it('brings a deleted draft back to the client that stayed', async () => {
    const [survivor, merged] = [await addClient(), await addClient()];
    const { id } = await draft(merged, 10);
    await world.call(bulkRoutes.removeDrafts, { as: business.owner, body: { ids: [id] } });
    await merge(survivor, merged);
    await world.call(bulkRoutes.restoreDrafts, { as: business.owner, body: { ids: [id] } });
    expect((await world.call(invoiceRoutes.get, on(id))).body.clientId).toBe(survivor);
  });
});

describe('the database', () => {
  it('knows how the records of every table that names a client move', async () => {
    const { rows } = await world.database.admin.query(
      `select c.relname as name, exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'check_moved') as is_guarded
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attname = 'client_id' and not a.attisdropped and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
    );
    const hint =
      'a table with client_id needs a line in moves.ts, and `call app.moves_with_client(…)` in its migration';
    expect(
      rows.map(({ name }) => name),
      hint,
    ).toEqual(Object.keys(moves).sort());
    expect(
      rows.filter(({ is_guarded: isGuarded }) => !isGuarded).map(({ name }) => name),
      hint,
    ).toEqual([]);
  });

  it('lets a record change its client by a merge alone, and nothing else of it on the way', async () => {
    const [one, two] = [await addClient(), await addClient()];
    const { id } = await invoiced(one, 10);
    const payment = await paid(one, 500);
    const { admin } = world.database;
    for (const [name, record] of [
      ['invoices', id],
      ['payments', payment.id],
    ])
      await expect(admin.query(`update ${name} set client_id = $2 where id = $1`, [record, two])).rejects.toThrow(
        'a record changes its client only by a merge',
      );
    await admin.query('begin');
    await admin.query(
      `insert into client_merges (tenant_id, id, survivor_id, merged_id, before, taken) values ($1, gen_random_uuid(), $2, $3, '{}', '{}')`,
      [business.tenantId, two, one],
    );
    const both = admin.query('update invoices set client_id = $2, notes = $3 where id = $1', [id, two, 'Başka']);
    await expect(both).rejects.toThrow('a record changes its client only by a merge');
    await admin.query('rollback');
    await expect(admin.query(`update clients set merged_into = $2 where id = $1`, [one, two])).rejects.toThrow(
      'a merged client is archived',
    );
  });
});
