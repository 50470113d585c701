// The job that brings a business in, says how far it is, and takes everything back when it comes to nothing.
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import type { Kept, ScheduleContext } from '../../platform/jobs.ts';
import { maintain, type Keeper } from '../../platform/maintenance.ts';
import { finish } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import * as z from 'zod';
import { hindranceOf, holdFrom, holdMs, telling } from '../tenant-exports/held-work.ts';
import { bringBusiness } from './bring.ts';
import { removeFiles } from './files.ts';
import { bringLog } from './log.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { openZip, type ZipReader } from './read-zip.ts';
import { Refusal } from './refusal.ts';
import {
  beginImport,
  countImport,
  existing,
  importsOver,
  removeOver,
  selectHeld,
  selectKept,
  setFailed,
  setKept,
  setProblem,
  setReady,
  type Problem,
} from './store.ts';
import { blobOf, endOf, sourceOf } from './tenant-imports.ts';

type Work = { tenantId: string; id: string; ownerId: string };
type Opened = { zip: ZipReader; manifest: Manifest };

async function open(ctx: Context, { tenantId, id }: Work): Promise<Opened> {
  const source = await sourceOf(ctx, tenantId, id);
  if (!source) throw new Refusal('uploadGone');
  const zip = await openZip(source);
  return { zip, manifest: await readManifest(zip) };
}

/** Another run has brought the rows, or is bringing them. */
class Elsewhere extends Error {
  readonly isKept: boolean;
  constructor(isKept: boolean) {
    super('Another run is at it.');
    this.isKept = isKept;
  }
}

const Locked = z.strictObject({ isLocked: z.boolean() });
const lockImport = (tenantId: string) =>
  query(Locked, `select pg_try_advisory_xact_lock(hashtextextended('tenant import ' || $1, 0)) as is_locked`, [
    tenantId,
  ]);

/** Of two runs at once one goes on, and the other one finds the rows there or leaves them to it. */
async function claim(keeper: Keeper, { tenantId, id }: Work): Promise<void> {
  const [lock] = await keeper.read(lockImport(tenantId));
  if (!lock?.isLocked) throw new Elsewhere(false);
  const [row] = await keeper.read(selectKept(tenantId, id));
  if (row?.isKept !== false) throw new Elsewhere(true);
}

async function bring(ctx: Context, work: Work, { zip, manifest }: Opened): Promise<void> {
  const { tenantId, id, ownerId } = work;
  const [counts, at] = [{ rows: 0, files: 0 }, ctx.clock()];
  const stop = telling(
    ctx,
    async () => void (await flush(ctx, [countImport(id, { ...counts, heldUntil: holdFrom(ctx) })])),
  );
  try {
    await maintain(ctx.config, (keeper) =>
      bringBusiness(
        { keeper, ports: ctx.ports, zip, manifest, tenantId, ownerId, at, counts },
        {
          claim: () => claim(keeper, work),
          keep: async (people) => {
            const [kept] = await keeper.read(setKept(tenantId, id, { ...counts, people, at }));
            if (!kept) throw new Error('The import is no longer wanted.');
          },
        },
      ),
    );
  } finally {
    stop();
  }
}

const problemOf = (error: unknown): Problem => ({ problem: `problem.${hindranceOf(error)}`, detail: {} });

/** The end of a try that nobody repeats: nothing stays of it but the reason. */
async function giveBack(ctx: Context, work: Work, problem: Problem, opened?: Opened): Promise<void> {
  const at = ctx.clock();
  const [ended] = await flush(ctx, [setFailed(work.id, problem, at, endOf(at))]);
  if (ended.length === 0) return;
  if (opened) await removeFiles({ ports: ctx.ports, tenantId: work.tenantId }, opened.manifest);
  await ctx.ports.containers('tenant-imports').remove(blobOf(work.tenantId, work.id));
}

/** What was opened when the rows are there; null when the file was refused. */
async function bringOnce(ctx: Context, work: Work): Promise<Opened | Kept | null> {
  let opened: Opened | undefined;
  try {
    opened = await open(ctx, work);
    await bring(ctx, work, opened);
    return opened;
  } catch (error) {
    if (error instanceof Elsewhere && opened) return error.isKept ? opened : 'keep';
    if (!(error instanceof Refusal)) {
      await flush(ctx, [setProblem(work.id, problemOf(error))]);
      throw error;
    }
    await giveBack(ctx, work, { problem: `refused.${error.key}`, detail: error.detail }, opened);
    return null;
  }
}

/** A run that dies twice without a word would a third time: it takes longer, or more memory, than a function has. */
const cutOffMax = 2;

/** Ends a try for good. Rows that are kept already are no failure, and only their log is cut short. */
async function end(ctx: Context, work: Work, isKept: boolean, problem: Problem): Promise<void> {
  const now = ctx.clock();
  if (isKept) await flush(ctx, [setReady(work.id, now, endOf(now))]);
  else await giveBack(ctx, work, problem, await open(ctx, work).catch(() => undefined));
}

/**
 * Brings a business in once, whatever is delivered; a run that died half way left nothing, and begins again. After the second death nothing
 * of it stays but the reason.
 */
export async function runTenantImport(ctx: Context, { importId: id }: { importId: string }): Promise<void | Kept> {
  const now = ctx.clock();
  const [[row], [held]] = await flush(ctx, [beginImport(id, now, holdFrom(ctx)), selectHeld(id, now)]);
  // Somebody else is at it: the message stays, and comes again later.
  if (!row && held?.isHeld) return 'keep';
  if (row?.state !== 'running' || row.requestedBy === null) return void (await flush(ctx, [finish(ctx)]));
  const work = { tenantId: row.tenantId, id, ownerId: row.requestedBy };
  if (row.cutOffCount >= cutOffMax) {
    await end(ctx, work, row.keptAt !== null, { problem: 'problem.cutOff', detail: { times: row.cutOffCount } });
    return void (await flush(ctx, [finish(ctx)]));
  }
  // Rows that were kept by a run that died afterwards wait for their log alone.
  const opened = row.keptAt === null ? await bringOnce(ctx, work) : await open(ctx, work);
  if (opened === 'keep') return 'keep';
  if (!opened) return void (await flush(ctx, [finish(ctx)]));
  const place = { activityLog: ctx.ports.activityLog, tenantId: work.tenantId, at: now };
  await bringLog(place, opened.zip, opened.manifest).catch(async (error: unknown) => {
    await flush(ctx, [setProblem(id, problemOf(error))]);
    throw error;
  });
  await flush(ctx, [setReady(id, ctx.clock(), endOf(ctx.clock())), finish(ctx)]);
  await ctx.ports.containers('tenant-imports').remove(blobOf(work.tenantId, id));
}

/** After the last try nothing stays but the reason. */
export async function giveUpTenantImport(ctx: Context, { importId: id }: { importId: string }): Promise<void> {
  const now = ctx.clock();
  const [[row]] = await flush(ctx, [beginImport(id, new Date(now.getTime() + holdMs), holdFrom(ctx))]);
  if (row?.state === 'running') {
    const work = { tenantId: row.tenantId, id, ownerId: row.requestedBy ?? '' };
    await end(ctx, work, row.keptAt !== null, { problem: 'problem.gaveUp', detail: {} });
  }
  await flush(ctx, [finish(ctx)]);
}

/** A file that nobody has begun to bring in for so long has no row any more, or never had one. */
const strayMs = 2 * 24 * 3600_000;

/** Outcomes whose days are over, uploads that were never begun, and files without a row: of every business. */
export async function removeImportsOver(base: ScheduleContext): Promise<number> {
  const now = base.clock();
  const container = base.ports.containers('tenant-imports');
  return maintain(base.config, async (keeper) => {
    const over = await keeper.read(importsOver(now));
    for (const { tenantId, id } of over) {
      await container.remove(blobOf(tenantId, id));
      await keeper.read(removeOver(tenantId, id, now));
    }
    for await (const { name, modifiedAt } of container.list()) {
      const [tenantId = '', id = ''] = name.replace(/\.zip$/, '').split('/');
      const isStray = now.getTime() - modifiedAt.getTime() > strayMs && z.uuid().safeParse(id).success;
      if (isStray && (await keeper.read(existing(tenantId, id))).length === 0) await container.remove(name);
    }
    return over.length;
  });
}
