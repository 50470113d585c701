// Fills an empty platform with a demo business, through the product's own verbs; a platform that has one is left as it is.
import pg from 'pg';
import { today } from '../../../shared/dates.ts';
import { sendInvoice } from '../../../functions/billing/deliveries/deliveries.ts';
import type { PlatformFile } from '../platform-file.ts';
import { accountant, foundBusiness, owner, password, type Founded } from './business.ts';
import { bill } from './history.ts';
import { receive } from './payments.ts';
import { plan } from './plan.ts';
import { makeStage, type Stage } from './stage.ts';

export type DemoSignIn = { title: string; email: string; password: string };

const signIns: DemoSignIn[] = [
  { title: 'Owner', email: owner.email, password },
  { title: 'Accountant', email: accountant.email, password },
];

const dayMs = 86_400_000;

/** A story that was cut short stays as it is; `npm start -- --reset` tells it anew. */
async function isSeeded(adminUrl: string): Promise<boolean> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select from users where email = $1', [owner.email]);
    return rowCount === 1;
  } finally {
    await admin.end();
  }
}

async function liveThrough(stage: Stage, { token, timeZone, clients }: Founded): Promise<void> {
  const now = Date.now();
  const todays = today(timeZone, now);
  const planned = plan(
    todays,
    clients.map(({ currency }) => currency ?? 'TRY'),
  );
  let last = 0;
  const ids: string[] = [];
  for (const one of planned) {
    const client = clients[one.client];
    if (!client) throw new Error('The plan names a client that is not there.');
    // Nine in the morning of its day in Istanbul, never before the one that went before and never in the future.
    const morning = Date.parse(`${one.day}T06:00:00Z`);
    const startAt = Math.min(Math.max(morning, last + 45 * 60_000), now - 3 * 60 * 60_000);
    last = startAt;
    ids.push(await bill(stage, token, one, client, startAt));
  }
  for (const [place, id] of ids.entries()) {
    const one = planned[place];
    if (one) await receive(stage, token, one, id, place, todays);
  }
  await mailToday(
    stage,
    token,
    ids,
    planned.findLastIndex(({ fate }) => fate === 'issued'),
  );
}

/** One mail leaves through the real mail service, so that the mailbox page has something to show from the start. */
async function mailToday(stage: Stage, token: string, ids: string[], place: number): Promise<void> {
  const invoiceId = ids[place];
  if (!invoiceId) return;
  stage.setTime(new Date());
  stage.useRealMail();
  await sendInvoice(stage.as(token, 'invoices:send'), invoiceId, { to: 'musteri@posta.example' });
  await stage.runJobs('invoice-mail');
}

/**
 * Makes the demo business when there is none yet; a second call only looks.
 * @returns the sign-ins to show in the terminal
 */
export async function seedDemo(platform: PlatformFile): Promise<DemoSignIn[]> {
  if (await isSeeded(platform.databaseAdminUrl)) return signIns;
  const stage = makeStage(platform.settings);
  try {
    await liveThrough(stage, await foundBusiness(stage, platform.databaseAdminUrl, new Date(Date.now() - 366 * dayMs)));
  } finally {
    await stage.close();
  }
  return signIns;
}
