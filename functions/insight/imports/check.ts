// The check before a run: what would become of every row, without writing any record.
import { importRowsMax, type ImportPreviewRow } from '../../../shared/imports.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import type { Statement } from '../../platform/statement.ts';
import { acting, breathe, done, tenantOf } from './acting.ts';
import { chunked, kinds, readingOf } from './chunks.ts';
import { writeErrorFile } from './error-file.ts';
import type { Decision, Look } from './kind.ts';
import { outcomeRows, tallyOf } from './run.ts';
import { changeImport, clearRows, getImport, insertRows, type Tally } from './store.ts';

const previewRows = 20;

const shown = (decision: Decision): ImportPreviewRow => ({
  row: decision.row,
  outcome: decision.outcome,
  values: Object.fromEntries(
    Object.entries(decision.values).flatMap(([key, value]) =>
      value === null ? [] : [[key, String(value).slice(0, 200)]],
    ),
  ),
  error: decision.errors[0]?.detail ?? null,
});

/** The first rows, and a few of the wrong ones when those come later. */
function pick(preview: ImportPreviewRow[], decisions: readonly Decision[]): void {
  for (const decision of decisions) {
    if (preview.length >= previewRows) return;
    preview.push(shown(decision));
  }
}

/** Looks at every row; a second run begins anew and comes to the same. */
export async function checkImport(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const person = acting(ctx);
  const { reading, row } = await readingOf(person, importId, ctx.clock());
  if (row.state !== 'checking') return done(ctx);
  const look: Look = (statements) => flush(person, statements);
  const total: Tally = { created: 0, updated: 0, skipped: 0, failed: 0 };
  const preview: ImportPreviewRow[] = [];
  await flush(person, [clearRows(importId)]);
  const tenantId = tenantOf(ctx);
  const fromTheStart = { ...row, processedCount: 0 };
  for await (const { groups, end } of chunked(ctx, tenantId, { reading, row: fromTheStart })) {
    const { decisions } = await (await kinds[row.subject](reading, groups))(look);
    const tally = tallyOf(decisions);
    for (const outcome of ['created', 'updated', 'skipped', 'failed'] as const) total[outcome] += tally[outcome];
    pick(preview, decisions);
    const wrong = decisions.filter(({ outcome }) => outcome === 'failed');
    const statements: Statement<unknown>[] = wrong.length > 0 ? [insertRows(importId, outcomeRows(wrong))] : [];
    await flush(person, [...statements, changeImport(importId, { processedCount: Math.min(end, importRowsMax) })]);
    await breathe();
  }
  const counts = {
    createdCount: total.created,
    updatedCount: total.updated,
    skippedCount: total.skipped,
    failedCount: total.failed,
  };
  await writeErrorFile(ctx, person, tenantId, row);
  await flush(person, [changeImport(importId, { state: 'checked', preview, processedCount: 0, ...counts })]);
  return done(ctx);
}

/** After the last try the person may press once more. */
export async function giveUpChecking(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const [rows] = await flush(ctx, [getImport(importId)]);
  if (one(rows).state === 'checking') await flush(ctx, [changeImport(importId, { state: 'mapping' })]);
  return done(ctx);
}
