// Correct: whatever is written down about a client, a person, a product or the business can be put right by a person, or says here why not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints as crm } from '../../functions/crm/index.ts';
import { endpoints as identity } from '../../functions/identity/index.ts';
import { addressBookRoutes } from '../../shared/addresses.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { customFieldRoutes } from '../../shared/custom-fields.ts';
import { memberRoutes } from '../../shared/members.ts';
import { noteRoutes } from '../../shared/notes.ts';
import { productRoutes } from '../../shared/products.ts';
import type { Route } from '../../shared/route.ts';
import { tagRoutes } from '../../shared/tags.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
const ids: Record<string, string> = {};

type Kept = { id: string; version?: number };
const make = async (route: Route, body: object, params: Record<string, string> = {}): Promise<string> => {
  const answer = await mounted.call(route, { session: world.members.owner.token, params, body });
  expect([200, 201], answer.text).toContain(answer.status);
  return (answer.body as Kept).id;
};

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints: [...identity, ...crm] });
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
  world = await makeWorld(database.admin);
  const field = { type: 'text', choices: [], isRequired: false };
  const clientField = await make(customFieldRoutes.create, { ...field, subject: 'client', label: 'Bölge' });
  const productField = await make(customFieldRoutes.create, { ...field, subject: 'product', label: 'Raf' });
  const clientId = await make(clientRoutes.create, { kind: 'company', name: 'Toros' });
  const product = await make(productRoutes.create, { name: 'Analiz' });
  Object.assign(ids, {
    clientField,
    productField,
    clients: clientId,
    products: product,
    client_contacts: await make(contactRoutes.create, { name: 'Ayşe', role: 'other' }, { id: clientId }),
    client_addresses: await make(
      addressBookRoutes.create,
      { kind: 'branch', label: 'Depo', country: 'TR' },
      { id: clientId },
    ),
    client_notes: await make(noteRoutes.create, { text: 'yanlış' }, { id: clientId }),
    tags: await make(tagRoutes.create, { name: 'Bayi', colour: 'blue' }),
    custom_fields: clientField,
    members: world.members.sales.userId,
    tenants: world.tenantId,
    users: world.members.owner.userId,
  });
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

/** What the house itself notes about a record, and its place; the same in every table. */
const ofHouse = ['tenant_id', 'id', 'version', 'created_at', 'updated_at', 'search'];
const byArchiving = { archived_at: 'set and cleared by archive and restore' };
const ofClient = { client_id: 'whose it is; a record of the wrong client is deleted and entered there' };

type Correctable = {
  route: Route;
  /** Column that holds the id of the record. */
  key?: string;
  /** New values by column; the test names a column that neither this nor `because` knows. */
  values: () => Record<string, unknown>;
  because?: Record<string, string>;
};

const account = { iban: 'TR330006100519786457841326', label: null, bankName: 'Örnek Bankası', currency: 'TRY' };
const place = { district: 'Kadıköy', city: 'İstanbul', postal_code: '34710', country: 'DE' };
const tables: Record<string, Correctable> = {
  clients: {
    route: clientRoutes.update,
    values: () => ({
      ...{ kind: 'person', name: 'Toros Ltd.', email: 'a@toros.example', phone: '+90 212 555 12 12' },
      ...{ contact_name: 'Ayşe K.', tax_number: '1234567890', tax_office: 'Kadıköy', address_line: 'Bağdat Cad. 1' },
      ...{ ...place, currency: 'EUR', language: 'en', payment_days: 7, discount_rate: '5', is_bilingual: true },
      ...{ notes: 'düzeltildi', custom_fields: { [ids['clientField'] ?? '']: 'Ege' } },
    }),
    because: { ...byArchiving, merged_into: 'set and cleared by merging and taking it back' },
  },
  client_contacts: {
    route: contactRoutes.update,
    values: () => ({
      name: 'Ayşe Kaya',
      role: 'billing',
      email: 'b@toros.example',
      phone: '+90 532 000 00 01',
      is_primary: false,
    }),
    because: ofClient,
  },
  client_addresses: {
    route: addressBookRoutes.update,
    values: () => ({
      kind: 'delivery',
      label: 'Şube',
      address_line: 'Sahil 2',
      ...place,
      phone: '+90 532 000 00 02',
      is_default: true,
    }),
    because: ofClient,
  },
  client_notes: {
    route: noteRoutes.update,
    values: () => ({ text: 'doğru' }),
    because: { ...ofClient, author_id: 'who wrote it is a fact' },
  },
  products: {
    route: productRoutes.update,
    values: () => ({
      ...{ kind: 'service', code: 'A-1', name: 'Analiz II', description: 'uzun', unit: 'HUR', vat_rate: '0' },
      ...{ prices: [{ currency: 'TRY', unitPrice: '10' }], prices_include_vat: true, exemption_code: '301' },
      ...{ withholding_code: '602', custom_fields: { [ids['productField'] ?? '']: 'B2' } },
    }),
    because: byArchiving,
  },
  tags: { route: tagRoutes.update, values: () => ({ name: 'Toptancı', colour: 'red' }) },
  custom_fields: {
    route: customFieldRoutes.update,
    values: () => ({ label: 'Bölge adı', is_required: true }),
    because: {
      ...byArchiving,
      subject: 'whose field it is: another one is another field',
      type: 'values of the old type would no longer be values',
      choices: 'of fields that are no choice there are none; their own test renames them',
      position: 'by the order of the list',
    },
  },
  members: {
    route: memberRoutes.update,
    key: 'user_id',
    values: () => ({ role: 'viewer' }),
    because: { user_id: 'who it is', last_entered_at: 'noted by the gate' },
  },
  users: {
    route: userRoutes.updateMe,
    values: () => ({ name: 'Deniz Yılmaz', language: 'en' }),
    because: {
      email: 'changed by a mail to the new address and one to the old',
      password_hash: 'changed by whoever knows the password or holds a link',
      email_verified_at: 'a fact',
      password_changed_at: 'a fact',
      picture_id: 'by uploading another one',
    },
  },
  tenants: {
    route: tenantRoutes.update,
    values: () => ({
      ...{ name: 'Deniz Ltd.', language: 'en', currency: 'EUR', time_zone: 'Europe/Berlin', tax_number: 'DE136695976' },
      ...{
        tax_office: 'Berlin',
        address_line: 'Sahil 1',
        ...place,
        email: 'c@deniz.example',
        phone: '+90 532 000 00 03',
      },
      ...{ website: 'https://deniz.example', payment_days: 21, payment_terms: [{ name: 'Ay sonu', days: 30 }] },
      ...{ invoice_series: 'DNZ', return_series: 'IAD', invoice_notes: 'Teşekkürler', brand_colour: '#0f766e' },
      ...{ legal_form: 'limited', units: ['HUR'], vat_rates: ['20'], number_pattern: '{series}{year}{number:6}' },
      ...{ invoice_design: 'modern', bank_accounts: [account] },
    }),
    because: { logo_key: 'by uploading another one' },
  },
};

/** Tables that name a client and whose rows are no fields to correct: what puts a wrong one right instead. */
const facts: Record<string, string> = {
  invoices: 'drafts are edited as a whole; an issued one is a fact, which a return or a cancellation puts right',
  payments: 'a payment is voided and entered anew',
  deliveries: 'a mail that left has left; its address is corrected at the client',
  files: 'a wrong file is deleted and uploaded anew',
  client_tags: 'tags are put on and taken off',
  privacy_requests: 'open ones are corrected by PATCH /privacy-requests/{id}; an answered one is history',
  restrictions: 'in force or lifted, with their times: history that nobody rewrites',
  reminder_holds: 'set anew, or taken away',
  statement_mails: 'says which mail carried which period: a fact',
  statement_opt_outs: 'chosen anew, or taken away',
};

test('every table that names a client is corrected here or says what puts it right', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'client_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const known = [...Object.keys(tables), ...Object.keys(facts)];
  expect(rows.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const rowOf = async (table: string) => {
  const key = tables[table]?.key ?? 'id';
  const own = key === 'user_id' ? ` and tenant_id = '${world.tenantId}'` : '';
  const sql = `select to_jsonb(t) as row from ${table} t where ${key} = $1${own}`;
  return (await database.admin.query<{ row: Record<string, unknown> }>(sql, [ids[table]])).rows[0]?.row ?? {};
};
/** Numbers come back as numbers, whatever they were typed as. */
const told = (value: unknown) => (typeof value === 'number' ? String(value) : value);

describe.each(Object.entries(tables))('%s', (table, { route, values, because = {} }) => {
  test('names every column once: as something to correct, or with a reason', async () => {
    const { rows } = await database.admin.query<{ column: string }>(
      `select column_name as column from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [table],
    );
    const known = [...Object.keys(values()), ...Object.keys(because)];
    const columns = rows.map(({ column }) => column).filter((column) => !ofHouse.includes(column));
    expect(known.toSorted()).toEqual(columns.toSorted());
  });

  test.each(Object.keys(values()))('%s is put right', async (column) => {
    const wanted = values()[column];
    const before = await rowOf(table);
    const answer = await mounted.call(route, {
      session: world.members.owner.token,
      params: route.path.includes('{id}') ? { id: ids[table] ?? '' } : {},
      body: { [camel(column)]: wanted },
      ...(typeof before['version'] === 'number' ? { ifMatch: before['version'] } : {}),
    });
    expect(answer.status, answer.text).toBe(200);
    expect(told((await rowOf(table))[column])).toEqual(wanted === null ? null : told(wanted));
    expect(told(before[column])).not.toEqual(told(wanted));
  });
});
