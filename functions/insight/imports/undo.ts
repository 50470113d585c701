// Taking an import back: what it made goes, what it filled in is as before; what somebody has used since stays, and says why.
import type { TaggedClient } from '../../../shared/clients.ts';
import type { ContactInput } from '../../../shared/contacts.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem } from '../../../shared/problem.ts';
import type { TaggedProduct } from '../../../shared/products.ts';
import { invoiceStatements } from '../../billing/invoices/invoices.ts';
import { paymentStatements } from '../../billing/payments/payments.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { contactStatements } from '../../crm/contacts/contacts.ts';
import { productStatements } from '../../crm/products/products.ts';
import { tagStatements } from '../../crm/tags/tags.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import { enqueue, finish } from '../../platform/outbox.ts';
import type { Statement } from '../../platform/statement.ts';
import { acting, breathe, done } from './acting.ts';
import { ImportUndo } from './messages.ts';
import {
  changeImport,
  countUndone,
  followVersion,
  getImport,
  listMade,
  settleRows,
  type ImportRow,
  type MadeRow,
  type Settled,
} from './store.ts';

const batchRows = 100;
const undoMs = 90_000;

type Use = { id: string; version: number; isUsed: boolean };
type Verdict = 'undone' | 'import.usedSince' | 'import.changedSince';
type Work = { row: ImportRow; at: Date; verdicts: Map<MadeRow, Verdict>; statements: Statement<unknown>[] };

/** A record that is gone has been taken back already, whoever did it. */
function verdictOn({ versionAfter }: MadeRow, use: Use | undefined, isUseRelevant: boolean): Verdict {
  if (!use) return 'undone';
  if (isUseRelevant && use.isUsed) return 'import.usedSince';
  return versionAfter !== null && use.version !== versionAfter ? 'import.changedSince' : 'undone';
}

/** Judges made records and answers those that may go. */
function judge({ verdicts }: Work, rows: readonly MadeRow[], uses: readonly Use[]): string[] {
  const byId = new Map(uses.map((use) => [use.id, use]));
  return rows.flatMap((row) => {
    const verdict = verdictOn(row, byId.get(row.recordId), true);
    verdicts.set(row, verdict);
    return verdict === 'undone' && byId.has(row.recordId) ? [row.recordId] : [];
  });
}

type Before = {
  client: Partial<TaggedClient>;
  added: string[];
  tags: string[];
  changed: (Pick<ContactInput, 'email' | 'phone' | 'role'> & { id: string })[];
};

/** Answers how many fields of the record itself go back, which is what counts its version up. */
function restoreClient(row: MadeRow, statements: Statement<unknown>[]): number {
  const { client, added, changed, tags } = row.before as Before; // as the run wrote it
  if (Object.keys(client).length > 0) statements.push(clientStatements.update(row.recordId, client));
  statements.push(...tags.map((tag) => tagStatements.take('client', row.recordId, tag)));
  if (added.length > 0) statements.push(contactStatements.removeMany(added));
  for (const { id, ...before } of changed) statements.push(contactStatements.update(id, before));
  return Object.keys(client).length;
}

function restoreProduct(row: MadeRow, statements: Statement<unknown>[]): number {
  const { product, tags } = row.before as { product: Partial<TaggedProduct>; tags: string[] }; // as the run wrote it
  statements.push(...tags.map((tag) => tagStatements.take('product', row.recordId, tag)));
  const count = Object.keys(product).length;
  if (count > 0) statements.push(productStatements.update(row.recordId, product));
  return count;
}

/** Gives filled-in records back what they said before, the last change first. */
function restore(work: Work, rows: readonly MadeRow[], uses: readonly Use[]): void {
  const versions = new Map(uses.map(({ id, version }) => [id, version]));
  const expected = new Map<string, number>();
  for (const row of rows) {
    const version = versions.get(row.recordId);
    const wanted = expected.get(row.recordId) ?? row.versionAfter;
    const isOther = version !== undefined && version !== wanted;
    work.verdicts.set(row, isOther ? 'import.changedSince' : 'undone');
    if (version === undefined || isOther) continue;
    const fields =
      row.recordKind === 'client' ? restoreClient(row, work.statements) : restoreProduct(row, work.statements);
    const hasFields = fields > 0;
    const next = hasFields ? version + 1 : version;
    versions.set(row.recordId, next);
    expected.set(row.recordId, next);
    if (hasFields) work.statements.push(followVersion(row.recordId, (row.versionAfter ?? 1) - 1, next));
  }
}

const of = (rows: readonly MadeRow[], outcome: MadeRow['outcome'], kind: MadeRow['recordKind']) =>
  rows.filter((row) => row.outcome === outcome && row.recordKind === kind);
const idsOf = (rows: readonly MadeRow[]) => rows.map(({ recordId }) => recordId);

/** Documents first, then what they name; each look comes after what goes before it. */
async function takeBack(tx: Tx, rows: readonly MadeRow[], work: Work): Promise<void> {
  const invoices = of(rows, 'created', 'invoice');
  const payments = of(rows, 'created', 'payment');
  const [invoiceUses, paymentUses] = await tx.read([
    invoiceStatements.usesOf(idsOf(invoices)),
    paymentStatements.usesOf(idsOf(payments)),
  ]);
  const gone = judge(work, invoices, invoiceUses);
  const voided = judge(work, payments, paymentUses);
  const reason = words(work.row.language, 'import.undoReason');
  await tx.read([
    invoiceStatements.removeMany(gone),
    ...voided.flatMap((id) => paymentStatements.void(id, reason, work.at)),
  ]);
  const since = work.row.finishedAt ?? work.at.toISOString();
  const filled = rows.filter(({ outcome }) => outcome === 'updated');
  const [clientUses, productUses] = await tx.read([
    clientStatements.usesOf(idsOf(rows.filter(({ recordKind }) => recordKind === 'client')), since),
    productStatements.usesOf(idsOf(rows.filter(({ recordKind }) => recordKind === 'product'))),
  ]);
  restore(work, filled, [...clientUses, ...productUses]);
  const refilled = new Set(filled.map(({ recordId }) => recordId));
  const untouched = (uses: readonly Use[]) => uses.filter(({ id }) => !refilled.has(id));
  const later = (kind: 'client' | 'product') =>
    of(rows, 'created', kind).filter(({ recordId }) => !refilled.has(recordId));
  const clients = judge(work, later('client'), untouched(clientUses));
  const products = judge(work, later('product'), untouched(productUses));
  await tx.read([
    ...work.statements,
    ...clientStatements.removeMany(clients),
    ...productStatements.removeMany(products),
  ]);
}

/** One batch in one transaction; false when nothing is left. Rows without a verdict come with the next one. */
async function undoBatch(person: Context, importId: string, at: Date, limit: number): Promise<boolean> {
  return inTenant(person, async (tx) => {
    const [imports, rows] = await tx.read([getImport(importId, 'for update'), listMade(importId, limit)]);
    const row = one(imports);
    if (row.state !== 'undoing' || rows.length === 0) return false;
    const work: Work = { row, at, verdicts: new Map(), statements: [] };
    await takeBack(tx, rows, work);
    settle(tx, importId, row, work.verdicts);
    return true;
  });
}

function settle(tx: Tx, importId: string, row: ImportRow, verdicts: ReadonlyMap<MadeRow, Verdict>): void {
  const settled: Settled[] = [...verdicts].map(([{ rowNumber, part }, verdict]) => ({
    rowNumber,
    part,
    outcome: verdict === 'undone' ? 'undone' : 'kept',
    errors: verdict === 'undone' ? [] : [{ column: null, header: null, detail: words(row.language, verdict) }],
  }));
  const own = settled.filter(({ part }) => part === 0);
  const undone = own.filter(({ outcome }) => outcome === 'undone').length;
  tx.write(settleRows(importId, settled), countUndone(importId, undone, own.length - undone));
}

const isRefusal = (error: unknown) => error instanceof Problem && ['conflict', 'unprocessable'].includes(error.kind);

/** What only the database knows to be in use stays, alone; the others of its batch go. */
async function undoOneByOne(person: Context, importId: string, at: Date): Promise<void> {
  for (let count = 0; count < batchRows; count += 1) {
    try {
      if (!(await undoBatch(person, importId, at, 1))) return;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await inTenant(person, async (tx) => {
        const [imports, rows] = await tx.read([getImport(importId, 'for update'), listMade(importId, 1)]);
        const verdicts = new Map<MadeRow, Verdict>(rows.map((row) => [row, 'import.usedSince']));
        settle(tx, importId, one(imports), verdicts);
      });
    }
  }
}

async function undoSome(person: Context, importId: string, at: Date): Promise<boolean> {
  try {
    return await undoBatch(person, importId, at, batchRows);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await undoOneByOne(person, importId, at);
    return true;
  }
}

/** Takes back, last row first, from wherever an earlier run stopped. */
export async function undoRun(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const person = acting(ctx);
  const begun = Date.now();
  const at = ctx.clock();
  while (await undoSome(person, importId, at)) {
    await breathe();
    if (Date.now() - begun < undoMs) continue;
    await flush(ctx, [enqueue(ctx, ImportUndo, { importId }), finish(ctx)]);
    return;
  }
  await inTenant(person, async (tx) => {
    const [rows] = await tx.read([getImport(importId, 'for update')]);
    const { state, fileName, subject, undoneCount, keptCount } = one(rows);
    if (state !== 'undoing') return;
    const detail = { name: fileName, subject, undone: undoneCount, kept: keptCount };
    tx.write(
      changeImport(importId, { state: 'undone', finishedAt: at.toISOString() }),
      audit(person, 'table.undone', { subjectKind: 'import', subjectId: importId, detail }),
    );
  });
  return done(ctx);
}

/** After the last try the person may press once more: rows that were taken back are not touched again. */
export async function giveUpUndoing(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const [rows] = await flush(ctx, [getImport(importId)]);
  if (one(rows).state === 'undoing') await flush(ctx, [changeImport(importId, { state: 'done' })]);
  return done(ctx);
}
