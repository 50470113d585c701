// The password of an own mail server follows the newest key of the vault by itself, once, and never over a newer save.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobs } from '../../functions/office/index.ts';
import { mailServerSchedules } from '../../functions/office/mail-server/jobs.ts';
import { sealedWith } from '../../functions/integrations/secrets/envelope.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let tenantId: string;
const keys = [1, 2].map((count) => ({
  id: `data-key/${String(count).repeat(32)}`,
  bytes: new Uint8Array(32).fill(count),
}));
const ring = (newest: number) =>
  sealedWith({
    newest: async () => keys[newest] ?? Promise.reject(new Error('no key')),
    byId: async (id) => keys.find((key) => key.id === id) ?? Promise.reject(new Error('no key')),
  });
const place = () => ({ owner: tenantId, kind: 'smtp-password', recordId: tenantId });

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, jobs });
  ({ tenantId } = await makeWorld(database.admin));
  const { keyId, bytes } = await ring(0).seal(place(), 'gizli parola');
  await database.admin.query(
    `insert into mail_servers (tenant_id, host, port, username, password_key_id, password_sealed, from_name, from_address, checked_at)
     values ($1, 'smtp.ornek.example', 587, 'ben', $2, $3, 'Ben', 'ben@ornek.example', now())`,
    [tenantId, keyId, Buffer.from(bytes)],
  );
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function run(): Promise<{ keyId: string; bytes: Buffer }> {
  const [timer] = mailServerSchedules;
  await timer?.run({ ...mounted.app, requestId: newId(), isPastDue: false });
  expect(await mounted.runJobs()).toBe(1);
  const { rows } = await database.admin.query('select password_key_id, password_sealed from mail_servers');
  return { keyId: rows[0].password_key_id, bytes: rows[0].password_sealed };
}

it('is left alone under the newest key, sealed anew under a newer one, and opens as before', async () => {
  mounted.app.ports.secrets = ring(0);
  const before = await run();
  expect(before.keyId).toBe(keys[0]?.id);
  mounted.app.ports.secrets = ring(1);
  const after = await run();
  expect(after.keyId).toBe(keys[1]?.id);
  expect(await ring(1).open(place(), after)).toEqual({ secret: 'gizli parola', isStale: false });
  expect(await run()).toEqual(after);
  expect((await database.admin.query('select from outbox')).rowCount).toBe(0);
});

it('does not undo a password that is saved while the old one is being sealed', async () => {
  const saved = await ring(1).seal(place(), 'yeni parola');
  const old = await ring(0).seal(place(), 'eski parola');
  const set = (sealed: { keyId: string; bytes: Uint8Array }) =>
    database.admin.query('update mail_servers set password_key_id = $1, password_sealed = $2', [
      sealed.keyId,
      Buffer.from(sealed.bytes),
    ]);
  await set(old);
  const secrets = ring(1);
  mounted.app.ports.secrets = {
    ...secrets,
    seal: async (where, secret) => {
      await set(saved);
      return secrets.seal(where, secret);
    },
  };
  const after = await run();
  expect((await secrets.open(place(), after)).secret).toBe('yeni parola');
});
