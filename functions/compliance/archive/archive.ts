// Issued documents go to the write-once archive, under a random case that names nobody, and leave it when the law lets them.
import { createHash } from 'node:crypto';
import { newId } from '../../../shared/ids.ts';
import { today, yearOf } from '../../../shared/dates.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain, type Keeper } from '../../platform/maintenance.ts';
import { one } from '../../platform/flush.ts';
import { printKey } from '../../billing/invoices/pdf.ts';
import { finishErasure, insertErasure } from '../erasures/erasure-log.ts';
import { keepUntilOf } from './keep-until.ts';
import {
  deleteEnded,
  insertCase,
  selectDocument,
  selectWaiting,
  waitForAll,
  type Place,
  type Waiting,
} from './store.ts';

const batchMax = 100;
/** The first year in which a document of crmFEX can be old enough to go is far off; the archive is asked from here on. */
const firstYear = 2012;

const sealed = (bytes: Uint8Array) => ({ hash: createHash('sha256').update(bytes).digest(), bytes: bytes.length });

/** Names begin with the year in which they end, so that the timer that ends them asks for no others. */
export const nameOf = (keepUntil: Date, caseId: string, file: 'document.json' | 'document.pdf') =>
  `${yearOf(today('Europe/Istanbul', keepUntil))}/${caseId}/${file}`;

/**
 * Bytes first, then their case: whatever dies between, the next run writes the same bytes to the same name, since the case's id was
 * drawn with the waiting row. A backup restored from before knows that id too.
 */
async function archiveOne(
  base: ScheduleContext,
  keeper: Keeper,
  waiting: Waiting,
  mustHavePrint: boolean,
): Promise<void> {
  const { caseId } = waiting;
  const issueYear = yearOf(waiting.issueDate);
  const keepUntil = keepUntilOf(issueYear);
  const { archive, blobs } = base.ports;
  const pdf = await blobs.get(printKey(waiting.tenantId, { id: waiting.invoiceId, state: waiting.state }));
  if (!pdf && mustHavePrint)
    throw new Error(`The print of a document is not there, though it is said to be: ${caseId}.`);
  if (pdf)
    await archive.put(nameOf(keepUntil, caseId, 'document.pdf'), pdf, { contentType: 'application/pdf', keepUntil });
  const name = nameOf(keepUntil, caseId, 'document.json');
  const known = await archive.get(name);
  const document = known?.bytes ?? Buffer.from(one(await keeper.read(selectDocument(waiting))).document);
  await archive.put(name, document, { contentType: 'application/json', keepUntil });
  const kept = { document: sealed(document), pdf: pdf ? sealed(pdf) : null };
  await keeper.read(insertCase(waiting, { id: caseId, issueYear, keepUntil, at: base.clock(), ...kept }));
}

type Run = { archived: number; failures: unknown[] };

/** Everything that waits, page by page; one that fails holds up no other. */
async function archiveAll(base: ScheduleContext, keeper: Keeper, tenantId: string | null): Promise<Run> {
  const run: Run = { archived: 0, failures: [] };
  let after: Place | null = null;
  for (;;) {
    const page: Waiting[] = await keeper.read(selectWaiting(after, tenantId, batchMax));
    for (const waiting of page) {
      try {
        await archiveOne(base, keeper, waiting, tenantId === null);
        run.archived += 1;
      } catch (error) {
        run.failures.push(error);
      }
    }
    if (page.length < batchMax) return run;
    after = page.at(-1) ?? null;
  }
}

function thrown({ archived, failures }: Run): number {
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} documents could not be archived.`);
  return archived;
}

/** Archives every issued document whose print is ready and that is not archived yet. Returns how many. */
export async function archiveIssued(base: ScheduleContext): Promise<number> {
  return maintain(base.config, async (keeper) => thrown(await archiveAll(base, keeper, null)));
}

/** Archives all of a business that is about to go, what has no print included; throws, so that nothing goes, when one cannot be. */
export async function archiveBeforeErasure(base: ScheduleContext, keeper: Keeper, tenantId: string): Promise<number> {
  await keeper.read(waitForAll(tenantId));
  return thrown(await archiveAll(base, keeper, tenantId));
}

/**
 * Ends what the law no longer keeps: the documents first, then their cases, and writes it down in the log of erasures. What lies in
 * the archive without a case, since a backup from before it was restored, ends with its year all the same.
 */
export async function endRetention(base: ScheduleContext): Promise<number> {
  const startedAt = base.clock();
  const year = yearOf(today('Europe/Istanbul', startedAt));
  let documents = 0;
  for (let ending = firstYear; ending <= year; ending += 1) {
    for await (const name of base.ports.archive.list(`${ending}/`)) {
      await base.ports.archive.remove(name);
      documents += 1;
    }
  }
  return maintain(base.config, async (keeper) => {
    const cases = await keeper.read(deleteEnded(startedAt));
    if (cases.length === 0 && documents === 0) return 0;
    const id = newId();
    await keeper.read(insertErasure(id, 'archive', `archive until ${startedAt.toISOString()}`, startedAt));
    await keeper.read(finishErasure(id, base.clock(), { cases: cases.length, documents }));
    return cases.length;
  });
}
