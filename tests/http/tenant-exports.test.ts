// A whole business as one file: who may ask, what is in it, what is not, and that nothing of a neighbour ever is.
import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints, jobs } from '../../functions/compliance/index.ts';
import { removeExportsOver } from '../../functions/compliance/tenant-exports/make.ts';
import { jobs as officeJobs } from '../../functions/office/index.ts';
import { resendOutbox } from '../../functions/platform/resend.ts';
import { closingRoutes } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/permissions.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { tenantExportRoutes, type TenantExport } from '../../shared/tenant-exports.ts';
import { memoryContainers, type Files } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type CallOptions, type Mounted } from '../support/mount.ts';
import { memoryPorts } from '../support/ports.ts';
import { unzipped } from '../support/unzip.ts';
import { makeWorld, type World } from '../support/world.ts';

const own = 'Ters\\Bölü "Tırnak" A.Ş.\nİkinci satır\t😀';
const foreign = 'KOMŞU-KANARYA-4417';
const secret = Buffer.from('GİZLİ-MÜHÜR-9921'.repeat(4));
const dayMs = 24 * 3600_000;

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let neighbour: World;
const stored: Files = new Map();
let now: Date | null = null;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  const ports = memoryPorts();
  ports.containers = memoryContainers(ports.files, stored);
  mounted = mount({ database, endpoints, jobs: [...jobs, ...officeJobs], ports, clock: () => now ?? new Date() });
});
beforeEach(async () => {
  now = null;
  stored.clear();
  mounted.ports.mails.length = 0;
  world = await makeWorld(admin, 'Giden Ticaret');
  neighbour = await makeWorld(admin, foreign);
  await furnish(world, own);
  await furnish(neighbour, foreign);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const as = (role: Role, options: CallOptions = {}) => ({ session: world.members[role].token, ...options });
const ask = (role: Role = 'owner') => mounted.call(tenantExportRoutes.ask, as(role));
const list = async () => (await mounted.call(tenantExportRoutes.list, as('owner'))).body as TenantExport[];
const link = (id: string, options: CallOptions = {}) =>
  mounted.call(tenantExportRoutes.link, as('owner', { params: { id }, ...options }));
const remove = (id: string, options: CallOptions = {}) =>
  mounted.call(tenantExportRoutes.remove, as('owner', { params: { id }, ...options }));
const problem = ({ body }: { body: unknown }) => body as ProblemBody;
const blob = (id: string) => stored.get(`exports:${world.tenantId}/${id}.zip`);

/** Something with every type of column, a sealed secret, files of both kinds, and a line of the log. */
async function furnish({ tenantId, members }: World, text: string): Promise<void> {
  const clientId = newId();
  await admin.query(
    `insert into clients (tenant_id, id, kind, name, country, discount_rate) values ($1, $2, 'company', $3, 'TR', 12.3400)`,
    [tenantId, clientId, text],
  );
  await admin.query(
    `insert into client_notes (tenant_id, id, client_id, text, author_id) values ($1, $2, $3, $4, $5)`,
    [tenantId, newId(), clientId, text, members.owner.userId],
  );
  await admin.query(
    `insert into payments (tenant_id, id, kind, client_id, payment_date, currency, amount_minor, method, created_by)
     values ($1, $2, 'payment', $3, '2026-03-04', 'TRY', 9007199254, 'bank', $4)`,
    [tenantId, newId(), clientId, members.owner.userId],
  );
  await admin.query(
    `insert into mail_servers (tenant_id, host, port, username, password_key_id, password_sealed, from_name, from_address, checked_at)
     values ($1, 'smtp.example', 465, 'u', 'anahtar-adı', $2, 'a', 'a@smtp.example', now())`,
    [tenantId, secret],
  );
  const file = { bytes: Buffer.from(text.repeat(9_000)), contentType: 'application/pdf' };
  mounted.ports.files.set(`${tenantId}/invoices/1.pdf`, file);
  mounted.ports.files.set(`${tenantId}/exports/old.csv`, file);
  const entry = { id: newId(), tenantId, at: new Date().toISOString(), actorKind: 'user', actorId: 'x', kind: 'x' };
  await mounted.ports.activityLog.append({ ...entry, detail: { text } });
}

async function exported(): Promise<{ id: string; entries: Map<string, Buffer> }> {
  const { id } = (await ask()).body as TenantExport;
  await mounted.runJobs();
  return { id, entries: await unzipped(blob(id)?.bytes ?? Buffer.alloc(0)) };
}

const linesOf = (entries: Map<string, Buffer>, path: string) =>
  (entries.get(path)?.toString() ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
type Manifest = {
  counts: Record<string, number>;
  files: { path: string; rows?: number; bytes: number; sha256: string }[];
};
const manifestOf = (entries: Map<string, Buffer>) =>
  JSON.parse(entries.get('manifest.json')?.toString() ?? '') as Manifest;

describe('the file', () => {
  test('holds rows, files, people and log, each as the manifest says', async () => {
    const { id, entries } = await exported();
    const manifest = manifestOf(entries);
    expect([...entries.keys()].sort()).toEqual(['manifest.json', ...manifest.files.map(({ path }) => path)].sort());
    for (const { path, bytes, sha256, rows } of manifest.files) {
      const found = entries.get(path) ?? Buffer.alloc(0);
      expect([path, found.length, createHash('sha256').update(found).digest('hex')]).toEqual([path, bytes, sha256]);
      if (rows !== undefined) expect([path, linesOf(entries, path).length]).toEqual([path, rows]);
    }
    expect(linesOf(entries, 'tables/clients.jsonl')).toMatchObject([{ name: own, discount_rate: '12.3400' }]);
    expect(linesOf(entries, 'tables/payments.jsonl')).toMatchObject([
      { amount_minor: '9007199254', payment_date: '2026-03-04' },
    ]);
    expect(
      linesOf(entries, 'tables/people.jsonl')
        .map(({ role }) => role)
        .sort(),
    ).toEqual(['accountant', 'admin', 'owner', 'sales', 'viewer']);
    expect(entries.get('files/invoices/1.pdf')?.toString()).toBe(own.repeat(9_000));
    expect(linesOf(entries, 'activity.jsonl')).toContainEqual(
      expect.objectContaining({ kind: 'x', detail: { text: own } }),
    );
    const [row] = await list();
    expect(row).toMatchObject({
      id,
      state: 'ready',
      sizeBytes: blob(id)?.bytes.length,
      fileCount: 1,
      requestedByName: 'Test owner',
    });
    expect(row?.rowCount).toBe(manifest.counts['rows']);
  });

  test('fits the JSON Schema that lies in it, row by row', async () => {
    const { entries } = await exported();
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(JSON.parse(entries.get('schema.json')?.toString() ?? '') as object, 'export');
    expect(ajv.validate('export', manifestOf(entries))).toBe(true);
    let rows = 0;
    for (const path of entries.keys()) {
      const table = /^tables\/(\w+)\.jsonl$/.exec(path)?.[1] ?? (path === 'activity.jsonl' ? 'activity_log' : null);
      for (const line of table ? linesOf(entries, path) : []) {
        expect([path, ajv.validate(`export#/$defs/${String(table)}`, line), ajv.errors]).toEqual([path, true, null]);
        rows += 1;
      }
    }
    expect(rows).toBeGreaterThan(10);
    expect(
      ajv.validate('export#/$defs/clients', { ...linesOf(entries, 'tables/clients.jsonl')[0], version: '1' }),
    ).toBe(false);
  });

  test("holds not a byte of a neighbour's, no secret, and no id of another business", async () => {
    const { entries } = await exported();
    const bytes = Buffer.concat([...entries.values()]).toString();
    const strangers = [
      neighbour.tenantId,
      ...Object.values(neighbour.members).flatMap(({ userId, email }) => [userId, email]),
    ];
    for (const text of [foreign, ...strangers, secret.toString('hex'), 'anahtar-adı', 'argon2', 'old.csv'])
      expect([text, bytes.includes(text)]).toEqual([text, false]);
    const { rows } = await admin.query<{ hash: string }>(`select encode(token_hash, 'hex') as hash from sessions`);
    for (const { hash } of rows) expect(bytes.includes(hash)).toBe(false);
  });
});

describe('asking', () => {
  test.each<Role>(['admin', 'accountant', 'sales', 'viewer'])('is for owners alone, not for %s', async (role) => {
    expect((await ask(role)).status).toBe(403);
    expect((await mounted.call(tenantExportRoutes.list, as(role))).status).toBe(403);
  });

  test('wants a session, and a fresh one, as does taking the file', async () => {
    const { id } = await exported();
    expect((await mounted.call(tenantExportRoutes.ask)).status).toBe(401);
    await admin.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      world.members.owner.userId,
    ]);
    expect([problem(await ask()).key, problem(await link(id)).key]).toEqual(['stepUp', 'stepUp']);
  });

  test('twice while one is being made is a conflict in words', async () => {
    expect((await ask()).status).toBe(201);
    const again = await ask();
    expect([again.status, problem(again).key]).toEqual([409, 'tenantExport.running']);
    expect(problem(again).detail).toContain('Wait until it is ready');
  });

  test('writes to whoever asked: that it was asked for, and once that it is ready, without a link to the file', async () => {
    const { id } = await exported();
    const mails = mounted.ports.mails.filter(({ to }) => to.address === world.members.owner.email);
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      'İşletmenizin dışa aktarılması istendi',
      'İşletmenizin dışa aktarımı hazır',
    ]);
    for (const { text, html } of mails) {
      expect(text).toContain('/settings/');
      expect(`${text}${html}`).not.toContain(id);
    }
  });

  test('goes on while the business is being deleted', async () => {
    await mounted.call(closingRoutes.ask, as('owner', { body: { name: 'Giden Ticaret' } }));
    expect((await ask()).status).toBe(201);
    await admin.query(`update outbox set next_at = now() - interval '1 minute'`);
    await resendOutbox({ ...mounted.app, requestId: newId(), isPastDue: false });
    await mounted.runJobs();
    expect((await list()).map(({ state }) => state)).toEqual(['ready']);
  });
});

describe('afterwards', () => {
  test('a link of some minutes reads this one file, and only for its owner', async () => {
    const { id } = await exported();
    const { body } = await link(id);
    expect(body as { url: string }).toEqual({ url: `https://blobs.example/exports/${world.tenantId}/${id}.zip` });
    expect((await link(id, { session: neighbour.members.owner.token })).status).toBe(404);
    expect((await remove(id, { session: neighbour.members.owner.token })).status).toBe(404);
    expect((await link(newId())).status).toBe(404);
    expect((await link('x')).status).toBe(404);
    expect(blob(id)).toBeDefined();
  });

  test('deleted, it is gone with its file', async () => {
    const { id } = await exported();
    expect((await remove(id)).status).toBe(204);
    expect([blob(id), await list(), (await remove(id)).status]).toEqual([undefined, [], 404]);
  });

  test('deleted while it is made, it leaves nothing behind and another may be asked for', async () => {
    const { id } = (await ask()).body as TenantExport;
    await remove(id);
    await mounted.runJobs();
    expect([...stored.keys()]).toEqual([]);
    expect((await ask()).status).toBe(201);
  });

  test('ends by itself after seven days to the second, in a closing business too', async () => {
    const { id } = await exported();
    const [row] = await list();
    const end = Date.parse(row?.expiresAt ?? '');
    expect(end - Date.parse(row?.readyAt ?? '')).toBe(7 * dayMs);
    const base = { ...mounted.app, clock: () => now ?? new Date(), requestId: newId(), isPastDue: false };
    now = new Date(end - 1);
    await removeExportsOver(base);
    expect(blob(id)).toBeDefined();
    now = new Date(end);
    expect((await link(id)).status).toBe(404);
    await removeExportsOver(base);
    expect([blob(id), await list()]).toEqual([undefined, []]);
  });
});
