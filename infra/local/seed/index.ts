// Fills an empty platform with two demo businesses, through the product's own verbs; a platform that has them is left as it is.
import { addDays, today } from '../../../shared/dates.ts';
import { sendInvoice } from '../../../functions/billing/deliveries/deliveries.ts';
import { archiveIssued } from '../../../functions/compliance/archive/archive.ts';
import { learnRatesOf } from '../../../functions/billing/exchange-rates/exchange-rates.ts';
import { newId } from '../../../shared/ids.ts';
import type { PlatformFile } from '../platform-file.ts';
import { settleActivity } from './activity.ts';
import { asAdmin } from './admin.ts';
import { foundConsultancy, type Founded } from './consultancy/business.ts';
import { bill } from './consultancy/history.ts';
import { receive } from './consultancy/payments.ts';
import { plan } from './consultancy/plan.ts';
import { accountant, owner, password, salesman, wholesaler } from './people.ts';
import { makeStage, type Stage } from './stage.ts';
import { foundWholesaler } from './wholesale/business.ts';
import { tellWholesaler, wholesalerDays, type Telling } from './wholesale/index.ts';

export type DemoSignIn = { title: string; email: string; password: string; note: string };
export type Seeded = {
  /** To show in the terminal. */
  signIns: DemoSignIn[];
  /** Invoices whose PDF the host still has to draw. */
  printsToCome: number;
};

const signIns: DemoSignIn[] = [
  { title: 'Owner', email: owner.email, password, note: 'of both: Boğaziçi Danışmanlık, Sakakuşu Toptan' },
  { title: 'Accountant', email: accountant.email, password, note: 'of Boğaziçi Danışmanlık' },
  { title: 'Owner', email: wholesaler.email, password, note: 'of Sakakuşu Toptan' },
  { title: 'Sales', email: salesman.email, password, note: 'at Sakakuşu Toptan' },
];

const dayMs = 86_400_000;
const wholeStory: Telling = { sales: 846, mails: 150 };

/** A story that was cut short stays as it is; `npm start -- --reset` tells it anew. */
async function isSeeded(adminUrl: string): Promise<boolean> {
  return asAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('select from users where email = $1', [owner.email]);
    return rowCount === 1;
  });
}

async function printsToCome(adminUrl: string): Promise<number> {
  return asAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query(`select from outbox where queue = 'invoice-pdf'`);
    return rowCount ?? 0;
  });
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

async function tell(platform: PlatformFile, telling: Telling): Promise<void> {
  const begunAt = new Date();
  const now = begunAt.getTime();
  const stage = makeStage(platform.settings);
  try {
    // Invoices of the past in euro and dollars need the rates of their days.
    const bankToday = today('Europe/Istanbul', begunAt);
    await learnRatesOf(stage.app(), addDays(bankToday, -wholesalerDays - 30), addDays(bankToday, -1));
    const consultancy = await foundConsultancy(stage.beside(), new Date(now - 366 * dayMs));
    const { tenantId, token, timeZone } = consultancy;
    const guest = { token, tenantId, email: owner.email };
    const since = new Date(now - wholesalerDays * dayMs);
    const wholesale = await foundWholesaler(stage.beside(), since, today(timeZone, now), guest);
    await Promise.all([
      tellWholesaler(stage.beside(), wholesale, now, telling),
      liveThrough(stage.beside(), { ...consultancy, token: wholesale.guestToken }),
    ]);
    // The host's timer would have done so in its day; without it the promise of the archive would be found broken.
    await archiveIssued({ ...stage.app(), requestId: newId(), isPastDue: false });
  } finally {
    await stage.close();
  }
  await settleActivity(platform.databaseAdminUrl, begunAt);
}

/**
 * Makes the demo businesses when there are none yet; a second call only looks.
 * @param telling how much of the wholesaler's year is told
 */
export async function seedDemo(platform: PlatformFile, telling: Telling = wholeStory): Promise<Seeded> {
  if (!(await isSeeded(platform.databaseAdminUrl))) await tell(platform, telling);
  return { signIns, printsToCome: await printsToCome(platform.databaseAdminUrl) };
}
