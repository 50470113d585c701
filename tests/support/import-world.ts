// A business that brings tables: uploads a file, maps it, runs it, and looks at what became of it.
import type * as z from 'zod';
import { endpoints as billingEndpoints, jobs as billingJobs } from '../../functions/billing/index.ts';
import { endpoints as crmEndpoints } from '../../functions/crm/index.ts';
import { endpoints as insightEndpoints, jobs as insightJobs } from '../../functions/insight/index.ts';
import {
  importRoutes,
  type Import,
  type ImportMap,
  type ImportMapping,
  type ImportOptions,
} from '../../shared/imports.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import type { Route } from '../../shared/route.ts';
import type { ImportSubject } from '../../shared/tables/index.ts';
import { testDatabase } from './database.ts';
import { mount, type CallOptions, type Mounted } from './mount.ts';
import { makeWorld, type World } from './world.ts';

export type ImportWorld = Awaited<ReturnType<typeof makeImportWorld>>;

/** Makes the world of one test file; `close` it in `afterAll`. */
export async function makeImportWorld() {
  const database = await testDatabase();
  const mounted = mount({
    database,
    endpoints: [...crmEndpoints, ...billingEndpoints, ...insightEndpoints],
    jobs: [...billingJobs, ...insightJobs],
    poolSize: 8,
  });
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
  const world = await makeWorld(database.admin);
  const owner = world.members.owner.token;
  const call = caller(mounted, owner);
  const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await database.admin.query(text, values)).rows as Row[]; // as the query says
  const close = async () => {
    await mounted.close();
    await database.drop();
  };
  return { ...mounted, database, world, owner, call, rows, close, ...steps(mounted, world, call) };
}

type Call = ReturnType<typeof caller>;

/** Calls a route as the owner unless somebody else is named. */
function caller(mounted: Mounted, owner: string) {
  return async <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: Route<P, Q, B, R>,
    options: CallOptions = {},
  ): Promise<{ status: number; headers: Record<string, string>; body: z.output<R>; problem: ProblemBody }> => {
    const { status, headers, body } = await mounted.call(route, { session: owner, ...options });
    return { status, headers, body, problem: body };
  };
}

function steps(mounted: Mounted, world: World, call: Call) {
  const owner = world.members.owner.token;
  const get = async (id: string, session = owner): Promise<Import> =>
    (await call(importRoutes.get, { params: { id }, session })).body;

  /** Announces, uploads and reads a file. */
  async function bring(subject: ImportSubject, bytes: string | Uint8Array, fileName = 'tablo.csv', of = world) {
    const session = of.members.owner.token;
    const body = { subject, fileName, sizeBytes: Math.max(1, Math.min(Buffer.byteLength(bytes), 26_214_400)) };
    const { body: upload } = await call(importRoutes.create, { body, session });
    mounted.ports.arrivals.set(`${of.tenantId}/imports/${upload.fileId}`, Buffer.from(bytes));
    await call(importRoutes.read, { params: { id: upload.fileId }, session });
    await mounted.runJobs();
    return get(upload.fileId, session);
  }

  /** Checks it as it was understood, or otherwise. */
  async function check(brought: Import, options: Partial<ImportOptions> = {}, mapping?: ImportMapping) {
    const body = { mapping: mapping ?? brought.mapping, options: { ...brought.options, ...options } };
    await call(importRoutes.map, { params: { id: brought.id }, body });
    await mounted.runJobs();
    return get(brought.id);
  }

  async function start(id: string, session = owner): Promise<Import> {
    await call(importRoutes.start, { params: { id }, body: { wrongRows: 'leaveOut' }, session });
    await mounted.runJobs();
    return get(id, session);
  }
  const run = ({ id }: Import) => start(id);

  /** Checks and runs for whoever holds the session. */
  async function bringIn({ id }: Import, body: ImportMap, session: string): Promise<Import> {
    await call(importRoutes.map, { params: { id }, body, session });
    await mounted.runJobs();
    return start(id, session);
  }

  async function undo({ id }: Import): Promise<Import> {
    await call(importRoutes.undo, { params: { id } });
    await mounted.runJobs();
    return get(id);
  }

  const whole = async (subject: ImportSubject, text: string, options: Partial<ImportOptions> = {}): Promise<Import> =>
    run(await check(await bring(subject, text), options));
  const errors = async (id: string) => (await call(importRoutes.errors, { params: { id } })).body;
  return { get, bring, bringIn, check, run, undo, whole, errors };
}
