// Tells everybody about a change of our own texts by mail: at least once each, for a sender that dies before it notes a mail sends it again.
import { today } from '../../../shared/dates.ts';
import { formatDay } from '../../../shared/format.ts';
import { words } from '../../../shared/messages/index.ts';
import type { MailEvent } from '../../integrations/mail/port.ts';
import { PortError } from '../../integrations/port-error.ts';
import { mailFrame } from '../mail/frame.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain, type Keeper } from '../../platform/maintenance.ts';
import { shippedVersion } from '../../identity/policies/policies.ts';
import { claimNotices, noticeFailed, noticeHeard, noticeSent, type ClaimedNotice } from './store.ts';

const batchSize = 100;
const attemptsMax = 5;
const budgetMs = 45_000;
const idPrefix = 'policy.';

function letterOf({ policy, version, effectiveAt, name, language }: ClaimedNotice, appOrigin: string, now: Date) {
  const day = formatDay(today('Europe/Istanbul', effectiveAt), language);
  const isLate = Date.parse(effectiveAt) <= now.getTime();
  const title = words(language, `mail.policy.${policy}${isLate ? 'Changed' : ''}`, { day });
  const until = words(language, isLate ? 'mail.policy.since' : 'mail.policy.until', { day });
  const summary = shippedVersion(policy, version)?.summary?.[language];
  const path = `${language === 'en' ? '/en' : ''}/${policy}/${version}`;
  const frame = mailFrame({
    language,
    title,
    preheader: summary ?? until,
    paragraphs: [words(language, 'mail.policy.hello', { name }), ...(summary ? [summary] : []), until],
    action: { label: words(language, 'mail.policy.action'), url: new URL(path, appOrigin).href },
    closing: [words(language, 'mail.policy.closing')],
    sender: 'crmFEX',
  });
  return { subject: title, ...frame };
}

async function sendOne(base: ScheduleContext, keeper: Keeper, notice: ClaimedNotice): Promise<void> {
  const { id, name, email, attempts } = notice;
  const letter = letterOf(notice, base.config.appOrigin, base.clock());
  const sent = await base.ports.mail
    .send({
      id: `${idPrefix}${id}`,
      from: { name: 'crmFEX', address: base.config.ports.sendgrid.fromAddress },
      to: { name, address: email },
      ...letter,
      attachments: [],
      trackOpens: false,
    })
    .catch((error: unknown) => ({ error }));
  if ('providerMessageId' in sent)
    return void (await keeper.read(noticeSent(id, base.clock(), sent.providerMessageId)));
  // Unknown or late: taken again in a quarter of an hour. A notice that comes twice is better than one that never comes.
  const isFinal = (sent.error instanceof PortError && sent.error.kind === 'refused') || attempts >= attemptsMax;
  base.log.warn({ error: sent.error, noticeId: id, isFinal }, 'a policy notice could not be sent');
  if (isFinal) await keeper.read(noticeFailed(id, base.clock()));
}

/** Sends what waits, batch by batch, for as long as a timer should run. Returns how many were tried. */
export async function sendNotices(base: ScheduleContext): Promise<number> {
  const until = Date.now() + budgetMs;
  let tried = 0;
  await maintain(base.config, async (keeper) => {
    while (Date.now() < until) {
      const batch = await keeper.read(claimNotices(base.clock(), batchSize));
      if (batch.length === 0) return;
      for (const notice of batch) await sendOne(base, keeper, notice);
      tried += batch.length;
    }
  });
  return tried;
}

/** Events of the mail service that are about notices; those of other mails are left alone. */
export async function hearNoticeEvents(
  base: Pick<ScheduleContext, 'config'>,
  events: readonly MailEvent[],
): Promise<void> {
  const ours = events.flatMap(({ deliveryId, kind, at }) => {
    const id = deliveryId.startsWith(idPrefix) ? deliveryId.slice(idPrefix.length) : '';
    const column =
      kind === 'delivered' ? 'delivered_at' : kind === 'bounced' || kind === 'dropped' ? 'bounced_at' : null;
    return /^[0-9a-f-]{36}$/.test(id) && column ? [noticeHeard(id, column, at)] : [];
  });
  if (ours.length === 0) return;
  await maintain(base.config, async (keeper) => {
    for (const statement of ours) await keeper.read(statement);
  });
}
