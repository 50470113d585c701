// Passkeys: added with a fresh proof, used to come in and to prove who one is, each challenge once, each for its person alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountRoutes } from '../../shared/accounts.ts';
import { newId } from '../../shared/ids.ts';
import { passkeyRoutes } from '../../shared/passkeys.ts';
import { userRoutes } from '../../shared/users.ts';
import { softAuthenticator } from '../support/authenticator.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { mailsTo, makePerson, mountIdentity, sessionIn, type Person } from './identity-support.ts';

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

const origin = 'http://localhost:24000';
type Device = ReturnType<typeof softAuthenticator>;
type Options = { challenge: string };
const optionsOf = (answer: { body: unknown }) => (answer.body as { options: Options }).options;
const begin = (session?: string) => mounted.call(passkeyRoutes.begin, { session, body: {} });
const add = (session: string | undefined, made: object, name = 'Telefon') =>
  mounted.call(passkeyRoutes.add, { session, body: { name, made } });
const beginSignIn = async () => optionsOf(await mounted.call(passkeyRoutes.beginSignIn, { body: {} }));
const signInWith = (shown: object) => mounted.call(passkeyRoutes.signIn, { body: { shown } });
const list = async (session: string) =>
  ((await mounted.call(passkeyRoutes.list, { session })).body as { items: { id: string; name: string }[] }).items;
const makeOld = (person: Person) =>
  database.admin.query("update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1", [
    person.me.user.id,
  ]);

async function withPasskey(): Promise<{ person: Person; device: Device; id: string }> {
  const person = await makePerson(mounted);
  const device = softAuthenticator(origin);
  const added = await add(person.session, device.make(optionsOf(await begin(person.session))));
  expect(added.status, added.text).toBe(201);
  return { person, device, id: (added.body as { id: string }).id };
}

describe('adding a passkey', () => {
  test('lists it by its name and writes to tell the person', async () => {
    const { person } = await withPasskey();
    expect(await list(person.session)).toMatchObject([{ name: 'Telefon', isBackedUp: false, lastUsedAt: null }]);
    await mounted.runJobs();
    expect(mailsTo(mounted, person.email).at(-1)?.subject).toBe('Geçiş anahtarı eklendi');
  });

  test('takes each challenge once, and only of the person it was made for', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    const options = optionsOf(await begin(person.session));
    const made = softAuthenticator(origin).make(options);
    expect((await add(other.session, made)).status).toBe(422);
    expect((await add(person.session, made)).status).toBe(201);
    expect((await add(person.session, softAuthenticator(origin).make(options))).status).toBe(422);
    const signInOptions = await beginSignIn();
    expect((await add(person.session, softAuthenticator(origin).make(signInOptions))).status).toBe(422);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { rpId: 'evil.example' }],
    ['no verification of the person', { isVerified: false }],
    ['a challenge that is not ours', { challenge: 'AAAA' }],
  ])('refuses %s', async (_, twist) => {
    const person = await makePerson(mounted);
    const made = softAuthenticator(origin).make(optionsOf(await begin(person.session)), twist);
    expect(await add(person.session, made)).toMatchObject({ status: 422, body: { key: 'account.passkeyWrong' } });
    expect(await list(person.session)).toEqual([]);
  });

  test('refuses one that is known, a session that is none, a stale proof and nonsense', async () => {
    const { person, device } = await withPasskey();
    const again = device.make(optionsOf(await begin(person.session)));
    expect(await add(person.session, again)).toMatchObject({ status: 409, body: { key: 'account.passkeyKnown' } });
    expect([(await begin()).status, (await add(undefined, again)).status]).toEqual([401, 401]);
    expect((await add(person.session, {})).status).toBe(400);
    const clientDataJSON = Buffer.from('null').toString('base64url');
    const nonsense = { ...again, response: { ...again.response, clientDataJSON } };
    expect((await add(person.session, nonsense)).status).toBe(422);
    await makeOld(person);
    expect(await begin(person.session)).toMatchObject({ status: 403, body: { key: 'stepUp' } });
    expect(await add(person.session, again)).toMatchObject({ status: 403, body: { key: 'stepUp' } });
  });
});

describe('signing in with a passkey', () => {
  test('begins a session of the second level, and takes the challenge once', async () => {
    const { person, device } = await withPasskey();
    const shown = device.show(await beginSignIn());
    const answer = await signInWith(shown);
    expect(answer).toMatchObject({ status: 200, body: { user: { email: person.email } } });
    expect((await mounted.call(userRoutes.me, { session: sessionIn(answer) })).status).toBe(200);
    const { rows } = await database.admin.query('select max(level) as level from sessions where user_id = $1', [
      person.me.user.id,
    ]);
    expect(rows).toEqual([{ level: 2 }]);
    expect((await signInWith(shown)).status).toBe(422);
    expect((await list(person.session))[0]).not.toMatchObject({ lastUsedAt: null });
  });

  test('refuses a copy whose counter went back', async () => {
    const { device } = await withPasskey();
    expect((await signInWith(device.show(await beginSignIn(), { counter: 5 }))).status).toBe(200);
    expect((await signInWith(device.show(await beginSignIn(), { counter: 5 }))).status).toBe(422);
    expect((await signInWith(device.show(await beginSignIn(), { counter: 6 }))).status).toBe(200);
  });

  test('says the same for an unknown passkey, a wrong origin, and a signature of another key', async () => {
    const { device } = await withPasskey();
    const stranger = softAuthenticator(origin);
    const forged = stranger.show(await beginSignIn());
    const own = device.show(await beginSignIn());
    const answers = [
      await signInWith(stranger.show(await beginSignIn())),
      await signInWith(device.show(await beginSignIn(), { origin: 'https://evil.example' })),
      await signInWith(device.show(await beginSignIn(), { isVerified: false })),
      await signInWith({ ...own, response: forged.response }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 422, body: { key: 'account.passkeyWrong' }, cookies: [] });
    }
    expect((await signInWith({ id: 'x' })).status).toBe(400);
    const foreign = await mounted.call(passkeyRoutes.beginSignIn, { body: {}, origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
  });

  test('proves to a session who one is, and only by a passkey of the own', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    await makeOld(one.person);
    const prove = async (device: Device) =>
      mounted.call(accountRoutes.stepUp, {
        session: one.person.session,
        body: { passkey: device.show(await beginSignIn()) },
      });
    expect((await prove(other.device)).status).toBe(422);
    expect((await begin(one.person.session)).status).toBe(403);
    const answer = await prove(one.device);
    expect(answer.status).toBe(204);
    expect((await begin(sessionIn(answer))).status).toBe(200);
  });
});

describe('naming and removing', () => {
  const rename = (session: string | undefined, id: string, name = 'Dizüstü') =>
    mounted.call(passkeyRoutes.rename, { session, params: { id }, body: { name } });
  const remove = (session: string | undefined, id: string) =>
    mounted.call(passkeyRoutes.remove, { session, params: { id } });

  test('are for the own alone; a removed one opens nothing', async () => {
    const [{ person, device, id }, other] = [await withPasskey(), await withPasskey()];
    expect((await rename(other.person.session, id)).status).toBe(404);
    expect((await remove(other.person.session, id)).status).toBe(404);
    expect((await rename(person.session, id)).body).toMatchObject({ name: 'Dizüstü' });
    expect((await rename(person.session, id, '')).status).toBe(400);
    expect((await remove(person.session, id)).status).toBe(204);
    expect((await remove(person.session, id)).status).toBe(404);
    expect((await signInWith(device.show(await beginSignIn()))).status).toBe(422);
    expect([(await rename(undefined, newId())).status, (await remove(undefined, newId())).status]).toEqual([401, 401]);
    expect((await mounted.call(passkeyRoutes.list)).status).toBe(401);
    await makeOld(other.person);
    expect((await remove(other.person.session, other.id)).status).toBe(403);
  });
});
