// After a rotation of the vault's key everything follows the newest one, opens as before, and what is left is counted.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { keySchedules } from '../../functions/compliance/keys/jobs.ts';
import { sealedTables } from '../../functions/compliance/keys/store.ts';
import { sealedWith } from '../../functions/integrations/secrets/envelope.ts';
import { newId } from '../../shared/ids.ts';
import { keyRoutes, type KeyReport, type ResealReport } from '../../shared/operator-keys.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { makeWorld, type World } from '../support/world.ts';

const keys = [1, 2].map((count) => ({
  id: `data-key/${String(count).repeat(32)}`,
  bytes: new Uint8Array(32).fill(count),
}));
const ring = (newest: number) =>
  sealedWith({
    newest: async () => keys[newest] ?? Promise.reject(new Error('no key')),
    byId: async (id) => keys.find((key) => key.id === id) ?? Promise.reject(new Error('no key')),
  });

let database: TestDatabase;
let mounted: Mounted;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  world = await makeWorld(database.admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const seedPlace = (userId: string, id: string) => ({ owner: userId, kind: 'totp-seed', recordId: id });
const passwordPlace = () => ({ owner: world.tenantId, kind: 'smtp-password', recordId: world.tenantId });

/** An authenticator for each member and the password of a mail server, all under the first key. */
beforeEach(async () => {
  const { admin } = database;
  await admin.query('delete from authenticators; delete from mail_servers; delete from job_failures');
  for (const { userId } of Object.values(world.members)) {
    const id = newId();
    const { keyId, bytes } = await ring(0).seal(seedPlace(userId, id), `SEED-${userId}`);
    await admin.query('insert into authenticators (user_id, id, seed_key_id, seed) values ($1, $2, $3, $4)', [
      ...[userId, id, keyId],
      Buffer.from(bytes),
    ]);
  }
  const { keyId, bytes } = await ring(0).seal(passwordPlace(), 'gizli parola');
  await admin.query(
    `insert into mail_servers (tenant_id, host, port, username, password_key_id, password_sealed, from_name, from_address, checked_at)
     values ($1, 'smtp.ornek.example', 587, 'ben', $2, $3, 'Ben', 'ben@ornek.example', now())`,
    [world.tenantId, keyId, Buffer.from(bytes)],
  );
  mounted.app.ports.secrets = ring(1);
});

const show = async () =>
  ((await mounted.call(keyRoutes.show, { operator: operatorToken })) as Answered<KeyReport>).body;
const reseal = async () =>
  ((await mounted.call(keyRoutes.reseal, { operator: operatorToken })) as Answered<ResealReport>).body;
type Seed = { user_id: string; id: string; seed_key_id: string; seed: Buffer };
const seeds = async () => (await database.admin.query<Seed>('select * from authenticators order by id')).rows;

const mailServer = async () => {
  const { rows } = await database.admin.query<{ password_key_id: string; password_sealed: Buffer }>(
    'select password_key_id, password_sealed from mail_servers',
  );
  return { keyId: rows[0]?.password_key_id ?? '', bytes: rows[0]?.password_sealed ?? Buffer.alloc(0) };
};

test('every place with a sealed secret is known', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and column_name like '%key\\_id' order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(sealedTables.map(({ name, keyId }) => `${name}.${keyId}`));
});

test('what stands under an older key is counted, sealed anew, opens as before, and a second run finds nothing', async () => {
  const people = Object.keys(world.members).length;
  expect(await show()).toMatchObject({ newestKeyId: keys[1]?.id, staleCount: people + 1 });
  expect(await reseal()).toMatchObject({ resealed: people + 1, failed: 0, staleCount: 0 });
  for (const { user_id: userId, id, seed_key_id: keyId, seed } of await seeds()) {
    const opened = await ring(1).open(seedPlace(userId, id), { keyId, bytes: seed });
    expect(opened).toEqual({ secret: `SEED-${userId}`, isStale: false });
  }
  expect(await ring(1).open(passwordPlace(), await mailServer())).toEqual({ secret: 'gizli parola', isStale: false });
  const before = [await seeds(), await mailServer()];
  expect(await reseal()).toMatchObject({ resealed: 0, failed: 0 });
  expect([await seeds(), await mailServer()]).toEqual(before);
  expect((await show()).sealed.every(({ isNewest }) => isNewest)).toBe(true);
});

test('one that does not open is left as it was, does not hold up the others, and the timer says so', async () => {
  const [first] = await seeds();
  const broken = Buffer.from(first?.seed ?? []);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  await database.admin.query('update authenticators set seed = $2 where id = $1', [first?.id, broken]);
  const base = { ...mounted.app, requestId: newId(), isPastDue: false };
  await expect(keySchedules[0]?.run(base)).rejects.toThrow('1 secrets could not be sealed anew');
  expect((await seeds())[0]).toMatchObject({ seed: broken, seed_key_id: keys[0]?.id });
  expect(await show()).toMatchObject({ staleCount: 1 });
});

test('a secret that is saved while its former one is being sealed stays as it was saved', async () => {
  const [first] = await seeds();
  const saved = await ring(1).seal(seedPlace(first?.user_id ?? '', first?.id ?? ''), 'NEW');
  const password = await ring(1).seal(passwordPlace(), 'yeni parola');
  const save = (text: string, id: string, { keyId, bytes }: typeof saved) =>
    database.admin.query(text, [id, Buffer.from(bytes), keyId]);
  const secrets = ring(1);
  mounted.app.ports.secrets = {
    ...secrets,
    seal: async (place, secret) => {
      const { recordId, kind } = place;
      if (recordId === first?.id)
        await save('update authenticators set seed = $2, seed_key_id = $3 where id = $1', recordId, saved);
      if (kind === 'smtp-password')
        await save(
          'update mail_servers set password_sealed = $2, password_key_id = $3 where tenant_id = $1',
          recordId,
          password,
        );
      return secrets.seal(place, secret);
    },
  };
  expect(await reseal()).toMatchObject({ failed: 0, staleCount: 0 });
  expect(Buffer.from(saved.bytes).equals((await seeds())[0]?.seed ?? Buffer.alloc(0))).toBe(true);
  expect(Buffer.from(password.bytes).equals((await mailServer()).bytes)).toBe(true);
});
