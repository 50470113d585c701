// The own business: who may read and change it, what is refused, and that no other business ever notices.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tenantRoutes, type Tenant } from '../../shared/tenants.ts';
import { Role } from '../../shared/permissions.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';
import { mountIdentity } from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
  world = await makeWorld(database.admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const tenantOf = async (session: string): Promise<Tenant> => (await mounted.call(tenantRoutes.get, { session })).body;
const patch = (session: string | undefined, ifMatch: number | undefined, body: unknown) =>
  mounted.call(tenantRoutes.update, { session, ifMatch, body });

describe('GET /tenant', () => {
  test.each(Role.options)('shows the own business to every role: %s', async (role) => {
    const answer = await mounted.call(tenantRoutes.get, { session: world.members[role].token });
    expect(answer).toMatchObject({ status: 200, body: { id: world.tenantId } });
    expect(answer.headers['etag']).toBe(`"${(answer.body as Tenant).version}"`);
  });

  test('asks to sign in first', async () => {
    expect((await mounted.call(tenantRoutes.get)).status).toBe(401);
    expect((await mounted.call(tenantRoutes.get, { session: 'A'.repeat(43) })).status).toBe(401);
  });
});

describe('PATCH /tenant', () => {
  test('changes what is given, leaves the rest, and counts the version', async () => {
    const session = world.members.owner.token;
    const before = await tenantOf(session);
    const changes = {
      name: '  Çağdaş Ticaret A.Ş. ',
      taxNumber: '10000000146',
      taxOffice: 'Kadıköy',
      addressLine: 'Bağdat Cad. 12/3',
      city: 'İstanbul',
      legalForm: 'jointStock',
      bankAccounts: [
        { label: 'Ana hesap', bankName: null, iban: 'tr33 0006 1005 1978 6457 8413 26', currency: 'TRY' },
        { label: null, bankName: 'Commerzbank', iban: 'DE89370400440532013000', currency: 'EUR' },
      ],
      units: ['HUR', 'DAY'],
      vatRates: ['20', '8.5'],
      paymentTerms: [{ name: 'Peşin', days: 0 }],
      paymentDays: 30,
      brandColour: '#0a7d33',
    };
    const answer = await patch(session, before.version, changes);
    const bankAccounts = changes.bankAccounts.map((account) => ({
      ...account,
      iban: account.iban.replace(/\s/g, '').toUpperCase(),
    }));
    const expected = { ...before, ...changes, name: 'Çağdaş Ticaret A.Ş.', bankAccounts };
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...expected, version: before.version + 1, updatedAt: expect.any(String) });
    expect(answer.headers['etag']).toBe(`"${before.version + 1}"`);
    expect(await tenantOf(session)).toEqual(answer.body);
    const cleared = await patch(session, before.version + 1, { taxOffice: null });
    expect(cleared.body).toMatchObject({ taxOffice: null, taxNumber: '10000000146', version: before.version + 2 });
  });

  test('is told to the thirty-day log by the names of the fields, not their values', async () => {
    const session = world.members.admin.token;
    const { version } = await tenantOf(session);
    await patch(session, version, { phone: '+90 216 555 12 34' });
    const { rows } = await database.admin.query(
      "select detail from activity where kind = 'tenant.changed' order by id desc limit 1",
    );
    expect(rows).toEqual([{ detail: { fields: ['phone'] } }]);
  });

  test('needs the version that was read, and refuses an older one without writing', async () => {
    const session = world.members.owner.token;
    const before = await tenantOf(session);
    expect(await patch(session, undefined, { city: 'Ankara' })).toMatchObject({ status: 428 });
    const [one, other] = await Promise.all([
      patch(session, before.version, { city: 'Ankara' }),
      patch(session, before.version, { city: 'Bursa' }),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 412]);
    const after = await tenantOf(session);
    expect(after.version).toBe(before.version + 1);
    expect(after.city).toBe(one.status === 200 ? 'Ankara' : 'Bursa');
  });

  test.each([
    [
      'an IBAN with two digits swapped',
      { bankAccounts: [{ label: null, bankName: null, iban: 'TR330006100519786457841362', currency: 'TRY' }] },
      '#/bankAccounts/0/iban',
    ],
    ['no unit at all', { units: [] }, '#/units'],
    ['a unit twice', { units: ['C62', 'C62'] }, '#/units'],
    ['a rate beyond a hundred', { vatRates: ['20', '101'] }, '#/vatRates/1'],
    ['a term of years', { paymentTerms: [{ name: 'x', days: 366 }] }, '#/paymentTerms/0/days'],
    ['a legal form we do not know', { legalForm: 'empire' }, '#/legalForm'],
    ['a pattern without its count', { numberPattern: '{series}{year}' }, '#/numberPattern'],
    ['a pattern whose numbers would come again each year', { numberPattern: '{series}-{number:5}' }, '#/numberPattern'],
    ['a pattern of its own in Türkiye', { numberPattern: '{series}-{yy}-{number:5}' }, '#/numberPattern'],
    ['a TCKN whose checksum is wrong', { taxNumber: '10000000147' }, '#/taxNumber'],
    ['a VKN whose checksum is wrong', { taxNumber: '4840847212' }, '#/taxNumber'],
    ['an empty name', { name: ' ' }, '#/name'],
    ['no name', { name: null }, '#/name'],
    ['a currency we do not know', { currency: 'BTC' }, '#/currency'],
    ['a zone that is none', { timeZone: 'Mars/Base' }, '#/timeZone'],
    ['a series of four letters', { invoiceSeries: 'ABCD' }, '#/invoiceSeries'],
    ['a payment term of years', { paymentDays: 366 }, '#/paymentDays'],
    ['half a day', { paymentDays: 1.5 }, '#/paymentDays'],
    ['a website that is a script', { website: 'javascript:alert(1)' }, '#/website'],
    ['a colour that is more than that', { brandColour: '#fff;}' }, '#/brandColour'],
    ['a control character', { paymentTerms: [{ name: 'x\u0007', days: 1 }] }, '#/paymentTerms/0/name'],
    ['a field that only we set', { logoKey: 'x/logo/y.png' }, '#/logoKey'],
    ['a version of its own', { version: 9 }, '#/version'],
    ['another id', { id: '00000000-0000-7000-8000-000000000000' }, '#/id'],
  ])('refuses %s and names the field', async (_, body, pointer) => {
    const session = world.members.owner.token;
    const before = await tenantOf(session);
    const answer = await patch(session, before.version, body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ pointer })] } });
    expect(await tenantOf(session)).toEqual(before);
  });

  test.each(['accountant', 'sales', 'viewer'] as const)('is not for the role %s', async (role) => {
    const session = world.members[role].token;
    const before = await tenantOf(session);
    expect(await patch(session, before.version, { name: 'Benim' })).toMatchObject({ status: 403 });
    expect(await tenantOf(session)).toEqual(before);
  });

  test('is not for somebody who is signed out, nor for another page with the cookie', async () => {
    const session = world.members.owner.token;
    const { version } = await tenantOf(session);
    expect((await patch(undefined, version, { name: 'Benim' })).status).toBe(401);
    const foreign = { session, ifMatch: version, body: { name: 'Benim' }, origin: 'https://evil.example' };
    expect((await mounted.call(tenantRoutes.update, foreign)).status).toBe(403);
  });

  test('of one business leaves every other as it was', async () => {
    const other = await makeWorld(database.admin, 'Başka Ltd. Şti.');
    const before = await tenantOf(other.members.owner.token);
    const { version } = await tenantOf(world.members.owner.token);
    await patch(world.members.owner.token, version, { name: 'Yeni Ad' });
    expect(await tenantOf(other.members.owner.token)).toEqual(before);
  });

  test('shows as a change to whoever watches the business', async () => {
    const session = world.members.owner.token;
    const { version } = await tenantOf(session);
    const count = "select count(*)::int as n from changes where tenant_id = $1 and kind = 'tenant'";
    const { rows: before } = await database.admin.query(count, [world.tenantId]);
    await patch(session, version, { district: 'Kadıköy' });
    const { rows: after } = await database.admin.query(count, [world.tenantId]);
    expect(after[0].n).toBeGreaterThan(before[0].n);
  });
});
