// The job that makes the file of a whole business, says so by mail, and clears away what is over.
import { words } from '../../../shared/messages/index.ts';
import { mailFrame } from '../../office/mail/frame.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import type { Kept, ScheduleContext } from '../../platform/jobs.ts';
import { maintain } from '../../platform/maintenance.ts';
import { finish } from '../../platform/outbox.ts';
import { hindranceOf, holdFrom, telling } from './held-work.ts';
import {
  askerOf,
  beginExport,
  countExport,
  exportsOver,
  letGo,
  removeOver,
  selectHeld,
  selectWanted,
  setFailed,
  setMailed,
  setProblem,
  setReady,
} from './store.ts';
import { blobOf, endOf } from './tenant-exports.ts';
import { writeBusiness, type Counts } from './write.ts';
import { zipped, type Zip } from './zip.ts';

type Work = { tenantId: string; id: string };

/** Tells the screen how far it is; ends the work when nobody waits any more. */
async function tellCounts(ctx: Context, id: string, counts: Counts, zip: Zip): Promise<void> {
  const rows = counts.rows + (counts.files === 0 ? zip.linesNow() : 0);
  const [still] = await flush(ctx, [countExport(id, { rows, files: counts.files, heldUntil: holdFrom(ctx) })]);
  if (still.length === 0) zip.stop(new Error('The export is no longer wanted.'));
}

/** Writes the zip straight into the store; neither rows nor files are ever held. */
async function writeZip(ctx: Context, { tenantId, id }: Work) {
  const counts: Counts = { tables: 0, rows: 0, files: 0, activity: 0 };
  const at = ctx.clock();
  const container = ctx.ports.containers('exports');
  const write = (bytes: Parameters<typeof container.write>[1]) =>
    container.write(blobOf(tenantId, id), bytes, 'application/zip');
  const sizeBytes = await zipped({ write, at }, (zip) =>
    maintain(ctx.config, async (keeper) => {
      const stop = telling(ctx, () => tellCounts(ctx, id, counts, zip));
      try {
        await writeBusiness({ keeper, ports: ctx.ports, tenantId, at }, zip, counts);
      } finally {
        stop();
      }
    }),
  );
  return { rows: counts.rows, files: counts.files, sizeBytes };
}

/** Deleted meanwhile, or erased with its business: then its file goes as well. */
async function isWanted(ctx: Context, { tenantId, id }: Work): Promise<boolean> {
  const rows = await maintain(ctx.config, (keeper) => keeper.read(selectWanted(tenantId, id)));
  if (rows.length === 0) await ctx.ports.containers('exports').remove(blobOf(tenantId, id));
  return rows.length > 0;
}

/** True when the file is there and still wanted. */
async function make(ctx: Context, work: Work): Promise<boolean> {
  try {
    const made = await writeZip(ctx, work);
    const at = ctx.clock();
    await flush(ctx, [setReady(work.id, { ...made, at, expiresAt: endOf(at) })]);
    return await isWanted(ctx, work);
  } catch (error) {
    if (!(await isWanted(ctx, work))) return false;
    await flush(ctx, [setProblem(work.id, hindranceOf(error))]);
    throw error;
  }
}

/** No link that works without signing in: the mail leads to the page. */
async function tell(ctx: Context, { tenantId, id }: Work, requestedBy: string | null): Promise<void> {
  if (requestedBy === null) return;
  const [reader] = await maintain(ctx.config, (keeper) => keeper.read(askerOf(tenantId, requestedBy)));
  if (!reader) return;
  const say = (part: string) => words(reader.language, `mail.exportReady.${part}`);
  const frame = mailFrame({
    language: reader.language,
    title: say('title'),
    preheader: say('preheader'),
    paragraphs: [say('text')],
    action: { label: say('action'), url: new URL('/settings/data', ctx.config.appOrigin).href },
    closing: [say('closing')],
    sender: 'crmFEX',
  });
  await ctx.ports.mail.send({
    id: `tenant-export.${id}`,
    from: { name: 'crmFEX', address: ctx.config.ports.sendgrid.fromAddress },
    to: { name: reader.name, address: reader.email },
    subject: say('subject'),
    ...frame,
    attachments: [],
    trackOpens: false,
  });
}

/** Makes the file once and tells of it once; a run that died half way begins again from nothing. */
export async function makeTenantExport(ctx: Context, { exportId: id }: { exportId: string }): Promise<void | Kept> {
  const now = ctx.clock();
  const [[row], [held]] = await flush(ctx, [beginExport(id, now, holdFrom(ctx)), selectHeld(id, now)]);
  // Somebody else is at it: the message stays, and comes again later.
  if (!row && held?.isHeld) return 'keep';
  const work = row && { tenantId: row.tenantId, id };
  const isThere = work && (row.state === 'ready' || (row.state === 'running' && (await make(ctx, work))));
  if (isThere && row.mailedAt === null) {
    await tell(ctx, work, row.requestedBy).catch(async (error: unknown) => {
      await flush(ctx, [letGo(id)]);
      throw error;
    });
    await flush(ctx, [setMailed(id, ctx.clock()), finish(ctx)]);
    return;
  }
  await flush(ctx, [finish(ctx)]);
}

/** After the last try the list says why, in words of the kind of its problem. */
export async function giveUpTenantExport(ctx: Context, { exportId }: { exportId: string }): Promise<void> {
  await flush(ctx, [setFailed(exportId), finish(ctx)]);
}

/** Files whose days are over, of every business, go with their rows: the file first, so that none is left without a row. */
export async function removeExportsOver(base: ScheduleContext): Promise<number> {
  const now = base.clock();
  return maintain(base.config, async (keeper) => {
    const over = await keeper.read(exportsOver(now));
    for (const { tenantId, id } of over) {
      await base.ports.containers('exports').remove(blobOf(tenantId, id));
      await keeper.read(removeOver(tenantId, id, now));
    }
    return over.length;
  });
}
