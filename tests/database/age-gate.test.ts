// No account without the proof of age: the code's one gate at the birthday's edge by invitation, and the database behind every way in.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertUser } from '../../functions/identity/users/store.ts';
import { asPerson } from '../../functions/identity/users/identity-scope.ts';
import { endpoints } from '../../functions/identity/index.ts';
import { jobs } from '../../functions/office/index.ts';
import { flush } from '../../functions/platform/flush.ts';
import { command } from '../../functions/platform/statement.ts';
import { newId } from '../../shared/ids.ts';
import { memberRoutes } from '../../shared/members.ts';
import { policies } from '../../shared/policies.ts';
import { goodPassword } from '../http/identity-support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { contextOf, makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let now: Date;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints, jobs, clock: () => now });
  world = await makeWorld(admin);
});
beforeEach(() => {
  now = new Date();
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const hash = `$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`;
const accounts = async (email: string) => (await admin.query('select from users where email = $1', [email])).rowCount;

/** Adds an account as the code of any way in would, with what else is in its transaction. */
async function makeAccount(
  email: string,
  userId: string,
  consent: 'given' | 'refused' | 'other' | 'none',
): Promise<void> {
  const ctx = asPerson(contextOf(mounted.app, world.members.owner, 'account:own'), { email });
  const fact = command(
    `insert into consents (id, user_id, purpose, is_given, version, text_hash, language, method, at)
     values ($1, $2, $3, $4, '16+', sha256('x'), 'tr', 'signUp', now())`,
    [newId(), userId, consent === 'other' ? 'terms' : 'age', consent !== 'refused'],
  );
  await flush(ctx, [
    command("select set_config('app.user_id', $1, true)", [userId]),
    insertUser({ id: userId, email, name: 'Ayşe', language: 'tr', passwordHash: hash }),
    ...(consent === 'none' ? [] : [fact]),
  ]);
}

test('an account comes into being with the proof of age in its transaction', async () => {
  const email = `${newId()}@example.com`;
  await makeAccount(email, newId(), 'given');
  expect(await accounts(email)).toBe(1);
});

test.each(['none', 'refused', 'other'] as const)('without it there is none: %s', async (consent) => {
  const email = `${newId()}@example.com`;
  const refused = { key: 'unprocessable', kind: 'unprocessable' };
  await expect(makeAccount(email, newId(), consent)).rejects.toMatchObject(refused);
  expect(await accounts(email)).toBe(0);
});

async function invited(email: string): Promise<string> {
  const body = { email, role: 'sales' };
  await mounted.call(memberRoutes.invite, { session: world.members.owner.token, body });
  await mounted.runJobs();
  const mail = mounted.ports.mails.findLast(({ to }) => to.address === email);
  return /invitation#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
}

// In Istanbul a day begins at 21:00 UTC. Of 29 February every sixteenth year has one too, save 2100: then it is 1 March.
test.each([
  ['2010-11-25', '2026-11-24T20:59:59.999Z', 403],
  ['2010-11-25', '2026-11-24T21:00:00.000Z', 200],
  ['2008-02-29', '2024-02-28T20:59:59.999Z', 403],
  ['2008-02-29', '2024-02-28T21:00:00.000Z', 200],
  ['2084-02-29', '2100-02-28T20:59:59.999Z', 403],
  ['2084-02-29', '2100-02-28T21:00:00.000Z', 200],
])('invited, born %s, answering at %s: %i', async (birthDate, at, status) => {
  const email = `${newId()}@example.com`;
  const token = await invited(email);
  now = new Date(at);
  const person = {
    name: 'Ayşe Yılmaz',
    password: goodPassword,
    birthDate,
    language: 'tr',
    acceptedTermsVersion: policies.terms.version,
    acceptedPrivacyVersion: policies.privacy.version,
  };
  const answer = await mounted.call(memberRoutes.accept, { body: { token, person } });
  expect(answer.status).toBe(status);
  expect(await accounts(email)).toBe(status === 200 ? 1 : 0);
  // Who is turned away leaves nothing, and may come back in time.
  expect(answer.text).not.toContain(birthDate);
});
