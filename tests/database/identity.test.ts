// What the database itself refuses about people, consents and settings, whatever the code above it does.
import type pg from 'pg';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPerson } from '../../functions/identity/users/identity-scope.ts';
import { flush } from '../../functions/platform/flush.ts';
import { command, type Statement } from '../../functions/platform/statement.ts';
import { isIban } from '../../shared/iban.ts';
import { newId } from '../../shared/ids.ts';
import { isTaxNumber, isTckn, isVkn } from '../../shared/tax-number.ts';
import { makePerson, mountIdentity, type Person } from '../http/identity-support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { contextOf, jobContextOf, makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let person: Person;
let stranger: Person;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mountIdentity(database);
  world = await makeWorld(admin);
  person = await makePerson(mounted);
  stranger = await makePerson(mounted);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const denied = expect.objectContaining({ code: '42501' });
const asStaff = (...statements: Statement<never>[]) =>
  flush(contextOf(mounted.app, world.members.owner, 'account:own'), statements);
const publicContext = () => ({
  ...contextOf(mounted.app, world.members.owner, 'account:own'),
  caller: { kind: 'public' as const },
});
const asAddress = (email: string, ...statements: Statement<never>[]) =>
  flush(asPerson(publicContext(), { email }), statements);

/** Rows that a statement sees or touches, as somebody known by address. */
async function seenBy(email: string, text: string): Promise<number> {
  const client = await mounted.app.database.api.connect();
  try {
    await client.query('begin');
    await client.query('select gate.enter_identity_email($1)', [email]);
    return (await client.query(text)).rowCount ?? -1;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('consents', () => {
  test.each([
    ['update consents set version = $$x$$'],
    ['update consents set is_given = false where false'],
    ['delete from consents'],
    ['truncate consents'],
  ])('cannot be rewritten even by the administrator: %s', async (text) => {
    await expect(admin.query(text)).rejects.toEqual(denied);
  });

  test('keep their person from being deleted', async () => {
    // PostgreSQL 18 calls it restrict_violation, 17 foreign_key_violation.
    const code: unknown = expect.stringMatching(/^23(001|503)$/);
    await expect(admin.query('delete from users where id = $1', [person.me.user.id])).rejects.toMatchObject({ code });
  });

  test('are written only for the person themselves', async () => {
    const insert = command(
      `insert into consents (id, user_id, purpose, version, text_hash, language, method, at)
       values ($1, $2, 'terms', '1', sha256(''), 'tr', 'signUp', now())`,
      [newId(), stranger.me.user.id],
    );
    await expect(asAddress(person.email, insert)).rejects.toEqual(denied);
    await expect(asStaff(insert)).rejects.toEqual(denied);
  });
});

describe('somebody who is not signed in', () => {
  test('sees one address and nobody else', async () => {
    for (const table of ['users', 'members', 'sessions']) {
      const column = table === 'sessions' ? 'id' : '*';
      expect(await seenBy(person.email, `select ${column} from ${table}`)).toBe(1);
      expect(await seenBy('nobody@ornek.com.tr', `select ${column} from ${table}`)).toBe(0);
    }
    expect(await seenBy(person.email, 'select id from tenants')).toBe(1);
    expect(await seenBy(person.email, "update users set password_hash = '$argon2id$v=19$x'")).toBe(1);
    expect(await seenBy(person.email, 'delete from sessions')).toBe(1);
  });

  test('reads nothing at all without stepping in, and nothing of others with a dead token', async () => {
    await expect(mounted.app.database.api.query('select from public.users')).rejects.toEqual(denied);
    const client = await mounted.app.database.api.connect();
    await client.query('begin');
    await client.query("select gate.enter_identity_token($1, 'reset')", [Buffer.alloc(32)]);
    for (const table of ['users', 'members', 'sign_ups', 'user_tokens']) {
      expect((await client.query(`select * from ${table}`)).rowCount).toBe(0);
    }
    await client.query('rollback');
    client.release();
  });

  test('cannot join a business that is there already, found one in the scope of an address, or use the platform’s', async () => {
    const join = (tenantId: string) =>
      command("insert into members (tenant_id, user_id, role) values ($1, $2, 'owner')", [tenantId, person.me.user.id]);
    await expect(asAddress(person.email, join(world.tenantId))).rejects.toEqual(denied);
    await expect(asAddress(person.email, join('00000000-0000-7000-8000-000000000000'))).rejects.toEqual(denied);
    const found = command(
      "insert into tenants (id, name, language, currency, time_zone) values ($1, 'X', 'tr', 'TRY', 'Europe/Istanbul')",
      [newId()],
    );
    await expect(asAddress(person.email, found)).rejects.toEqual(denied);
  });

  test('cannot ask for a mail to another address', async () => {
    const text = `insert into mails (tenant_id, id, template, recipient, language) values (app.platform_tenant(), $1, 'passwordReset', $2, 'tr')`;
    await expect(asAddress(person.email, command(text, [newId(), stranger.email]))).rejects.toEqual(denied);
  });
});

describe('somebody who is signed in', () => {
  test.each([
    ['select password_hash from users'],
    ['select * from users'],
    ["update users set email = 'x@ornek.com.tr'"],
    ["update users set password_hash = '$argon2id$v=19$x'"],
    ['select token_hash from sessions'],
    [
      "insert into sessions (tenant_id, id, user_id, token_hash) select app.tenant_id(), gen_random_uuid(), app.user_id(), sha256('x')",
    ],
    ['update members set user_id = app.user_id()'],
    ["insert into members (tenant_id, user_id, role) select app.tenant_id(), app.user_id(), 'owner'"],
    ['select * from sign_ups'],
    ['select * from user_tokens'],
    ['select * from sign_in_failures'],
    ['delete from sign_ins'],
    ['delete from tenants'],
    ["insert into tenants (id, name) values (gen_random_uuid(), 'x')"],
  ])('may not: %s', async (text) => {
    await expect(asStaff(command(text))).rejects.toEqual(denied);
  });

  test('sees colleagues and no stranger, and changes no colleague', async () => {
    const client = await mounted.app.database.api.connect();
    await client.query('begin');
    await client.query("select gate.enter($1, 'staff', 'account:own')", [world.members.viewer.tokenHash]);
    const { rows } = await client.query<{ email: string }>('select email from users');
    expect(rows.map(({ email }) => email).sort()).toEqual(
      Object.values(world.members)
        .map(({ email }) => email)
        .sort(),
    );
    expect((await client.query("update users set name = 'Ben'")).rowCount).toBe(1);
    expect((await client.query('delete from sessions')).rowCount).toBe(1);
    expect((await client.query('select from sign_ins where user_id <> app.user_id()')).rowCount).toBe(0);
    await client.query('rollback');
    client.release();
  });
});

describe('a job', () => {
  test('sees people outside its business only while a mail of the platform is on its way to them', async () => {
    const client = await mounted.app.database.jobs.connect();
    const seen = async (tenantId: string) => {
      await client.query('begin');
      await client.query('select gate.enter_job($1, null)', [tenantId]);
      const { rows } = await client.query<{ email: string }>('select email from users');
      await client.query('rollback');
      return rows.map(({ email }) => email);
    };
    expect(await seen(world.tenantId)).not.toContain(person.email);
    const byPlatform = await seen('00000000-0000-7000-8000-000000000000');
    expect(byPlatform).toContain(person.email);
    expect(byPlatform).not.toContain(world.members.owner.email);
    client.release();
  });

  test('may not read a password', async () => {
    const ctx = jobContextOf(mounted.app, world.tenantId);
    await expect(flush(ctx, [command('select password_hash from users')])).rejects.toEqual(denied);
  });

  test('forgets what is past its time and keeps the rest', async () => {
    const old = async (table: string, set: string, where: string, values: unknown[]) => {
      await admin.query(`update ${table} set ${set} where ${where}`, values);
    };
    const third = await makePerson(mounted);
    await admin.query(
      "insert into sign_in_failures values (sha256('old'), 3, now() - interval '31 days', now()), (sha256('new'), 3, now(), now())",
    );
    await old('sign_ins', "at = now() - interval '31 days'", 'user_id = $1', [third.me.user.id]);
    await old('sessions', "last_seen_at = now() - interval '8 days'", 'user_id = $1', [third.me.user.id]);
    await old('mails', "created_at = now() - interval '31 days'", 'recipient = $1', [third.email]);
    await mounted.app.database.jobs.query('select gate.forget_identity()');
    const left = async (text: string, values: unknown[]) => (await admin.query(text, values)).rowCount;
    expect(await left('select from sign_ins where user_id = $1', [third.me.user.id])).toBe(0);
    expect(await left('select from sessions where user_id = $1', [third.me.user.id])).toBe(0);
    expect(await left('select from mails where recipient = $1', [third.email])).toBe(0);
    expect(await left("select from sign_in_failures where email_hash in (sha256('old'), sha256('new'))", [])).toBe(1);
    expect(await left('select from sign_ins where user_id = $1', [person.me.user.id])).toBe(1);
    expect(await left('select from sessions where user_id = $1', [person.me.user.id])).toBe(1);
    expect(await left('select from mails where recipient = $1', [person.email])).toBe(1);
    await expect(mounted.app.database.api.query('select gate.forget_identity()')).rejects.toEqual(denied);
  });
});

test('no function of ours may be called by everybody', async () => {
  const { rows } = await admin.query(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('app', 'gate') and has_function_privilege('public', p.oid, 'execute') order by 1`,
  );
  expect(rows).toEqual([]);
});

describe('settings of a business', () => {
  const check = async (name: string, values: string[]): Promise<boolean[]> => {
    const text = `select app.${name}(value) as holds from unnest($1::text[]) with ordinality as v (value, place) order by place`;
    const { rows } = await admin.query<{ holds: boolean }>(text, [values]);
    return rows.map(({ holds }) => holds);
  };

  test('agree with the contract about every VKN and TCKN', async () => {
    const digits = (length: number) =>
      fc
        .sample(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }), 5000)
        .map((all) => all.join(''));
    const numbers = [
      ...digits(10),
      ...digits(11),
      '10000000146',
      '4840847211',
      '',
      'abc',
      '1'.repeat(40),
      '１２３４５６７８９０',
    ];
    expect(await check('is_tax_number', numbers)).toEqual(numbers.map((number) => isVkn(number) || isTckn(number)));
    expect(numbers.filter(isVkn).length).toBeGreaterThan(100);
    expect(numbers.filter(isTckn).length).toBeGreaterThan(10);
  });

  test('take every EU VAT number that the contract takes', async () => {
    const numbers = [
      'DE123456789',
      'ATU12345678',
      'NL123456789B01',
      'IE1234567FA',
      'XIGD123',
      'ESX1234567X',
      'CY12345678L',
    ];
    expect(numbers.filter(isTaxNumber)).toEqual(numbers);
    expect(await check('is_tax_number', numbers)).toEqual(numbers.map(() => true));
  });

  test('take every IBAN that the contract takes, and none with a wrong checksum', async () => {
    const valid = [
      'TR330006100519786457841326',
      'DE89370400440532013000',
      'GB82WEST12345698765432',
      'MT84MALT011000012345MTLCAST001S',
      'NO9386011117947',
    ];
    const broken = valid
      .map((iban) => `${iban.slice(0, -2)}${iban.at(-1)}${iban.at(-2)}`)
      .filter((iban) => !valid.includes(iban));
    expect(valid.filter(isIban)).toEqual(valid);
    expect(await check('is_iban', valid)).toEqual(valid.map(() => true));
    const ours = await check('is_iban', broken);
    broken.forEach((iban, place) => expect([iban, ours[place]]).toEqual([iban, isIban(iban)]));
  });

  test('are refused when wrong, even without the contract before them', async () => {
    for (const [set, constraint] of [
      [`bank_accounts = '[{"iban": "TR330006100519786457841362", "currency": "TRY"}]'`, 'tenant_bank_accounts_hold'],
      [`bank_accounts = '[{"currency": "TRY"}]'`, 'tenant_bank_accounts_hold'],
      ["country = 'DE', number_pattern = '{series}{number:9}'", 'tenant_number_pattern_holds'],
      ["number_pattern = '{series}-{yy}-{number:4}'", 'a Turkish business numbers as the e-document rules say'],
      ["tax_number = '10000000147'", 'tenant_tax_number_holds'],
      [`logo_key = '${newId()}/logo/a.png'`, 'tenant_logo_is_its_own'],
    ]) {
      await expect(admin.query(`update tenants set ${set} where id = $1`, [world.tenantId])).rejects.toMatchObject({
        constraint,
      });
    }
  });
});
