// The own consents over HTTP: facts that are only added, each about the text that is in force.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentRoutes, type OwnConsents } from '../../shared/consents.ts';
import { policies } from '../../shared/policies.ts';
import type { Route } from '../../shared/route.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { CallOptions, Mounted } from '../support/mount.ts';
import { makePerson, mountIdentity } from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

type Loose = { status: number; body: OwnConsents & { key: string } };
const ask = async (route: Route, options: CallOptions): Promise<Loose> => mounted.call(route, options);
const { version } = policies.terms;

test('what was agreed to at sign-up is seen, taken back and given again, each as a new fact', async () => {
  const { session } = await makePerson(mounted);
  const first = await ask(consentRoutes.list, { session });
  expect(first.body.items.map(({ purpose, method }) => [purpose, method]).sort()).toEqual([
    ['age', 'signUp'],
    ['privacy', 'signUp'],
    ['terms', 'signUp'],
  ]);
  expect(first.body.pending).toEqual([]);
  const off = await ask(consentRoutes.record, { session, body: { purpose: 'terms', version, isGiven: false } });
  expect(off.body.pending).toEqual(['terms']);
  expect(off.body.items).toHaveLength(4);
  const on = await ask(consentRoutes.record, {
    session,
    body: { purpose: 'terms', version, isGiven: true },
    language: 'en',
  });
  expect(on.body.pending).toEqual([]);
  expect(on.body.items[0]).toMatchObject({ purpose: 'terms', isGiven: true, method: 'account', language: 'en' });
  const { rows } = await database.admin.query(
    `select encode(text_hash, 'hex') as hash from consents where method = 'account' order by at`,
  );
  expect(rows).toEqual([{ hash: policies.terms.sha256.en }, { hash: policies.terms.sha256.en }]);
  await expect(database.admin.query('delete from consents')).rejects.toThrow(/only takes new rows/);
});

test('nobody agrees to a text that is not in force, to no text, or for somebody else', async () => {
  const { session } = await makePerson(mounted);
  const other = await makePerson(mounted);
  const record = (body: object, who: string | undefined = session) => ask(consentRoutes.record, { session: who, body });
  expect((await record({ purpose: 'terms', version: '2020-01-01', isGiven: true })).status).toBe(409);
  expect((await record({ purpose: 'age', version, isGiven: true })).status).toBe(400);
  expect((await ask(consentRoutes.record, { body: { purpose: 'terms', version, isGiven: true } })).status).toBe(401);
  expect((await ask(consentRoutes.list, {})).status).toBe(401);
  await record({ purpose: 'terms', version, isGiven: false });
  expect((await ask(consentRoutes.list, { session: other.session })).body.items).toHaveLength(3);
});

test('taking back is as easy as giving: one call each, the same fields, and what was is not touched by it', async () => {
  const { session } = await makePerson(mounted);
  const facts = async () => (await ask(consentRoutes.list, { session })).body.items.map(({ id }) => id);
  const before = await facts();
  for (const isGiven of [false, true, false])
    expect((await ask(consentRoutes.record, { session, body: { purpose: 'terms', version, isGiven } })).status).toBe(
      200,
    );
  const after = await facts();
  expect(after).toHaveLength(before.length + 3);
  expect(after.slice(3)).toEqual(before);
});

test('a privacy policy is read and not agreed to: it is never missing, and there is nothing to take back', async () => {
  const { session } = await makePerson(mounted);
  const privacy = { purpose: 'privacy', version: policies.privacy.version };
  const off = await ask(consentRoutes.record, { session, body: { ...privacy, isGiven: false } });
  expect([off.status, off.body.key]).toEqual([422, 'policies.notAnAgreement']);
  const { body } = await ask(consentRoutes.list, { session });
  expect(body.pending).toEqual([]);
  expect(body.items).toHaveLength(3);
});
