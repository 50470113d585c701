// Interleaved transactions of many tenants and both audiences over a small pool, some failing on purpose: how many rows were wrong?
import * as z from 'zod';
import type pg from 'pg';
import type { App } from '../../functions/platform/app.ts';
import type { Context } from '../../functions/platform/context.ts';
import { flush, inTenant, one } from '../../functions/platform/flush.ts';
import { command, query } from '../../functions/platform/statement.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { testDatabase } from '../support/database.ts';
import { mount } from '../support/mount.ts';
import { makeSession, newToken } from '../support/world.ts';
import { createHash } from 'node:crypto';
import type { Measure } from './measure.ts';

const tenantCount = 40;
const documentsPerTenant = 3;
const rowsPerDocument = 4;
const inFlight = 64;

type Document = { id: string; tokenHash: Uint8Array };
type Tenant = { id: string; tokenHash: Uint8Array; documents: Document[] };
export type Proof = { right: number; failedOnPurpose: number; wrong: string[]; seconds: number };

const sha256 = (token: string) => createHash('sha256').update(token).digest();

/** A table that is guarded as every table is, with one document's rows for the portal. */
async function makeTable(admin: pg.Client): Promise<void> {
  await admin.query(`
    set role crmfex_owner;
    create table proof_rows (
      tenant_id uuid not null default app.tenant_id(), id uuid not null, document_id uuid not null,
      meant_for uuid not null, primary key (tenant_id, id));
    call app.guard('proof_rows');
    create policy staff on proof_rows to app_staff using (true) with check (true);
    create policy portal on proof_rows for select to app_portal using (document_id = (select app.document_id()));
    grant select, insert (id, document_id, meant_for), delete on proof_rows to app_staff;
    grant select on proof_rows to app_portal;
    reset role;`);
}

async function makeTenant(admin: pg.Client): Promise<Tenant> {
  const [id, userId] = [newId(), newId()];
  await admin.query(`insert into tenants (id, name) values ($1, 'Proof')`, [id]);
  await admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'owner')`, [id, userId]);
  const token = await makeSession(admin, id, userId);
  const documents: Document[] = [];
  for (let place = 0; place < documentsPerTenant; place += 1) {
    const document = { id: newId(), tokenHash: sha256(newToken()) };
    documents.push(document);
    await admin.query(
      `insert into portal_sessions (tenant_id, id, link_id, document_id, token_hash, expires_at)
       values ($1, gen_random_uuid(), gen_random_uuid(), $2, $3, now() + interval '1 day')`,
      [id, document.id, document.tokenHash],
    );
    await admin.query(
      `insert into proof_rows (tenant_id, id, document_id, meant_for) select $1, gen_random_uuid(), $2, $1 from generate_series(1, $3)`,
      [id, document.id, rowsPerDocument],
    );
  }
  return { id, tokenHash: sha256(token), documents };
}

const Seen = z.object({
  role: z.string(),
  tenant: z.uuid(),
  count: z.int(),
  tenants: z.array(z.uuid()),
  documents: z.array(z.uuid()),
});
const look = () =>
  query(
    Seen,
    `select current_user::text as role, app.tenant_id() as tenant, count(*)::int as count,
       array_agg(distinct tenant_id) as tenants, array_agg(distinct document_id) as documents
     from proof_rows where id <> $1`,
    [newId()],
  );
const insert = (tenant: Tenant, id: string) =>
  command('insert into proof_rows (id, document_id, meant_for) values ($1, $2, $3)', [
    id,
    tenant.documents[0]?.id ?? null,
    tenant.id,
  ]);
const remove = (id: string) => command('delete from proof_rows where id = $1', [id]);
const fail = () => command('select 1 / $1::int', [0]);

function check(seen: z.infer<typeof Seen>, tenant: Tenant, document: Document | undefined): string | undefined {
  const own = seen.tenant === tenant.id && seen.tenants.every((id) => id === tenant.id);
  if (!own) return `asked as ${tenant.id}, saw ${seen.tenants.join()} in scope ${seen.tenant}`;
  if (seen.role !== (document ? 'app_portal' : 'app_staff')) return `ran as ${seen.role}`;
  if (!document) return seen.count < documentsPerTenant * rowsPerDocument ? `missed rows: ${seen.count}` : undefined;
  const isOne = seen.documents.length === 1 && seen.documents[0] === document.id;
  return isOne && seen.count >= rowsPerDocument
    ? undefined
    : `the portal saw ${seen.count} of ${seen.documents.join()}`;
}

type Attempt = { tenant: Tenant; document: Document | undefined; ctx: Context; isToFail: boolean };

/** One of the shapes that requests have; answers what went wrong, if anything. */
async function attempt({ tenant, document, ctx, isToFail }: Attempt, shape: number): Promise<string | undefined> {
  if (document || shape < 5) {
    const [seen] = await flush(ctx, isToFail ? [look(), fail()] : [look()]);
    return check(one(seen), tenant, document);
  }
  const id = newId();
  if (shape < 8) {
    const [, seen] = await flush(ctx, [insert(tenant, id), look(), isToFail ? fail() : remove(id)]);
    return check(one(seen), tenant, undefined);
  }
  return inTenant(ctx, async (tx) => {
    const [seen] = await tx.read([look()]);
    tx.write(insert(tenant, id));
    if (isToFail && shape === 8) throw new Problem('conflict');
    const [again] = await tx.commit(isToFail ? [look(), fail()] : [look(), remove(id)]);
    return check(one(seen), tenant, undefined) ?? check(one(again), tenant, undefined);
  });
}

/** Deterministic, so that a failure can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function runAll(app: App, tenants: Tenant[], transactions: number): Promise<Omit<Proof, 'seconds'>> {
  const random = randomFrom(20_261_125);
  const proof = { right: 0, failedOnPurpose: 0, wrong: [] as string[] };
  const origin = { ip: null, userAgent: null, country: null };
  let left = transactions;
  async function worker(): Promise<void> {
    while (left > 0) {
      left -= 1;
      const tenant = tenants[random(tenants.length)];
      if (!tenant) throw new Error('There is no tenant.');
      const document = random(2) === 0 ? tenant.documents[random(documentsPerTenant)] : undefined;
      const caller = document
        ? ({ kind: 'portal', tokenHash: document.tokenHash, need: 'portal:invoice' } as const)
        : ({ kind: 'staff', tokenHash: tenant.tokenHash, need: 'clients:read' } as const);
      const ctx: Context = { ...app, caller, origin, requestId: 'proof', language: 'en' };
      const isToFail = random(20) === 0;
      try {
        const wrong = await attempt({ tenant, document, ctx, isToFail }, random(10));
        if (isToFail) proof.wrong.push('did not fail');
        else if (wrong) proof.wrong.push(wrong);
        else proof.right += 1;
      } catch (error) {
        if (isToFail) proof.failedOnPurpose += 1;
        else proof.wrong.push(String(error));
      }
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker));
  return proof;
}

/** Runs the transactions on a database of their own and looks afterwards for anything left or misplaced. */
export async function runProof(transactions: number): Promise<Proof> {
  const database = await testDatabase();
  const mounted = mount({ database, poolSize: 8 });
  try {
    await makeTable(database.admin);
    // Neither users nor links matter here: foreign keys step aside for this connection while the tenants are made.
    await database.admin.query('set session_replication_role = replica');
    const tenants: Tenant[] = [];
    for (let place = 0; place < tenantCount; place += 1) tenants.push(await makeTenant(database.admin));
    const startedAt = performance.now();
    const proof = await runAll(mounted.app, tenants, transactions);
    const seconds = (performance.now() - startedAt) / 1000;
    const { rows } = await database.admin.query<{ misplaced: number; total: number }>(
      'select count(*) filter (where tenant_id <> meant_for)::int as misplaced, count(*)::int as total from proof_rows',
    );
    const expected = tenantCount * documentsPerTenant * rowsPerDocument;
    if (rows[0]?.misplaced !== 0) proof.wrong.push(`${rows[0]?.misplaced} rows stand in another tenant`);
    if (rows[0]?.total !== expected) proof.wrong.push(`${rows[0]?.total} rows are left instead of ${expected}`);
    return { ...proof, seconds };
  } finally {
    await mounted.close();
    await database.drop();
  }
}

/** The proof as a measure: a million transactions in full, a tenth otherwise. */
export async function measureProof({ full }: { full: boolean }): Promise<Measure> {
  const transactions = full ? 1_000_000 : 100_000;
  const { right, failedOnPurpose, wrong, seconds } = await runProof(transactions);
  const perSecond = Math.round(transactions / seconds);
  return {
    title: 'Isolation of interleaved transactions',
    rows: [
      {
        what: `${transactions} transactions of ${tenantCount} tenants and both audiences`,
        figures: `${right} right, ${failedOnPurpose} failed on purpose, ${wrong.length} wrong; ${perSecond}/s`,
        ratio: String(wrong.length),
        goal: '0 wrong rows',
        isMet: wrong.length === 0 && right + failedOnPurpose === transactions,
      },
    ],
  };
}
