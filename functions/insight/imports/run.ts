// The run: chunk by chunk, each in a transaction of its own together with how far it is, so that a run that was cut off goes on.
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue, finish } from '../../platform/outbox.ts';
import { Problem } from '../../../shared/problem.ts';
import { words } from '../../../shared/messages/index.ts';
import { audit } from '../../platform/audit.ts';
import { fieldErrors } from '../../platform/validation.ts';
import { acting, breathe, done, tenantOf } from './acting.ts';
import { chunked, kinds, readingOf, type Chunk } from './chunks.ts';
import { failed, rowError, type Decision, type Planned, type Reading } from './kind.ts';
import { writeErrorFile } from './error-file.ts';
import { ImportRun } from './messages.ts';
import {
  advance,
  changeImport,
  clearRows,
  getImport,
  insertRows,
  type ImportRow,
  type OutcomeRow,
  type Tally,
} from './store.ts';

/** A job takes turns with itself: well below the time that the host allows. */
const runMs = 90_000;

export function tallyOf(decisions: readonly Decision[]): Tally {
  const tally: Tally = { created: 0, updated: 0, skipped: 0, failed: 0 };
  for (const { outcome } of decisions) tally[outcome] += 1;
  return tally;
}

/** What is remembered of a row: what it made, what it changed, or what is wrong with it. */
export function outcomeRows(decisions: readonly Decision[]): OutcomeRow[] {
  return decisions.flatMap(({ row, outcome, made, errors, clientId }) => {
    if (outcome === 'skipped') return [];
    const none = { recordKind: null, recordId: null, before: null, versionAfter: null };
    const own = { rowNumber: row, part: 0 as const, outcome, errors, ...(made ?? none) };
    if (!clientId) return [own];
    const client = { recordKind: 'client' as const, recordId: clientId, before: null, versionAfter: 1 };
    return [own, { rowNumber: row, part: 1 as const, outcome: 'created' as const, errors: [], ...client }];
  });
}

type Work = { person: Context; id: string; reading: Reading; row: ImportRow };

const rowsIn = ({ groups }: Chunk) => groups.reduce((count, group) => count + group.length, 0);

/** One chunk in one transaction; null when another delivery has done it already. */
async function write({ person, id, reading, row }: Work, chunk: Chunk): Promise<Planned | null> {
  const own = { ...reading, seen: new Map<string, string>() };
  const decide = await kinds[row.subject](own, chunk.groups);
  return inTenant(person, async (tx) => {
    const [rows] = await tx.read([getImport(id, 'for update')]);
    const { state, processedCount } = one(rows);
    if (state !== 'running' || processedCount >= chunk.end) return null;
    // Somebody else is halfway through these rows: this delivery comes again later, and goes on from where that one ends.
    if (processedCount !== chunk.end - rowsIn(chunk)) throw new Error('Another run of this import is at work.');
    const planned = await decide((statements) => tx.read(statements));
    const outcomes = outcomeRows(planned.decisions);
    tx.write(...planned.statements, ...(outcomes.length > 0 ? [insertRows(id, outcomes)] : []));
    tx.write(advance(id, chunk.end, tallyOf(planned.decisions)));
    return planned;
  });
}

function reasonOf(reading: Reading, problem: Problem): ReturnType<typeof rowError>[] {
  const told = fieldErrors(problem.fields, reading.language);
  if (told.length > 0)
    return told.map(({ pointer, detail }) => rowError(reading, pointer.split('/').at(-1) ?? null, detail));
  const key = problem.key === problem.kind ? 'import.taken' : problem.key;
  return [rowError(reading, null, words(reading.language, key, problem.parameters))];
}

/** What the database refuses of a group is that group's error and not the end of the others. */
async function writeOneByOne(work: Work, chunk: Chunk): Promise<void> {
  let end = chunk.end - rowsIn(chunk);
  for (const group of chunk.groups) {
    end += group.length;
    try {
      await write(work, { groups: [group], end });
    } catch (error) {
      if (!(error instanceof Problem) || !['conflict', 'unprocessable', 'invalid'].includes(error.kind)) throw error;
      const decision = failed(group, reasonOf(work.reading, error));
      await inTenant(work.person, async (tx) => {
        const [rows] = await tx.read([getImport(work.id, 'for update')]);
        if (one(rows).processedCount >= end) return;
        tx.write(insertRows(work.id, outcomeRows([decision])), advance(work.id, end, tallyOf([decision])));
      });
    }
  }
}

async function writeChunk(work: Work, chunk: Chunk): Promise<void> {
  try {
    await write(work, chunk);
  } catch (error) {
    if (!(error instanceof Problem) || !['conflict', 'unprocessable', 'invalid'].includes(error.kind)) throw error;
    await writeOneByOne(work, chunk);
  }
}

/** What a person reads about the whole in the log of activity. */
async function close(ctx: Context, { person, id }: Work): Promise<void> {
  await inTenant(person, async (tx) => {
    const [rows] = await tx.read([getImport(id, 'for update')]);
    const { state, subject, fileName, createdCount, updatedCount, failedCount } = one(rows);
    if (state !== 'running') return;
    const detail = { name: fileName, subject, created: createdCount, updated: updatedCount, failed: failedCount };
    tx.write(
      changeImport(id, { state: 'done', finishedAt: ctx.clock().toISOString() }),
      audit(person, 'table.imported', { subjectKind: 'import', subjectId: id, detail }),
    );
  });
}

/**
 * Brings the rows in from where the last run stopped. Ends early after a while and asks for its own continuation, so that the host
 * never cuts it off and other work gets its turn.
 */
export async function runImport(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const person = acting(ctx);
  const begun = Date.now();
  const { reading, row } = await readingOf(person, importId, ctx.clock());
  if (row.state !== 'running') return done(ctx);
  const work: Work = { person, id: importId, reading, row };
  if (row.processedCount === 0) await flush(person, [clearRows(importId)]);
  const tenantId = tenantOf(ctx);
  for await (const chunk of chunked(ctx, tenantId, work)) {
    await writeChunk(work, chunk);
    await breathe();
    if (chunk.end < row.rowCount && Date.now() - begun > runMs) {
      await flush(ctx, [enqueue(ctx, ImportRun, { importId }), finish(ctx)]);
      return;
    }
  }
  await writeErrorFile(ctx, person, tenantId, row);
  await close(ctx, work);
  return done(ctx);
}

/** After the last try what was brought in stays; the person sees how far it came and can go on. */
export async function giveUpRunning(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const [rows] = await flush(ctx, [getImport(importId)]);
  if (rows[0]?.state === 'running')
    await flush(ctx, [changeImport(importId, { state: 'done', finishedAt: ctx.clock().toISOString() })]);
  return done(ctx);
}
