// Mails of the platform itself, about somebody's own account: words, layout, and the send.
import { countryName, formatInstant } from '../../../shared/format.ts';
import { words } from '../../../shared/messages/index.ts';
import { noticeSent, prepareNotice, type Notice } from '../../identity/notices/notices.ts';
import type { Context } from '../../platform/context.ts';
import { mailFrame } from './frame.ts';

const senderName = 'crmFEX';
const zone = 'Europe/Istanbul';

/** The lines after the button, of the mails that have words of their own there. Alerts share theirs. */
const closings: Partial<Record<Notice['template'], readonly string[]>> = {
  signUp: ['closing', 'notYou'],
  accountExists: ['closing'],
  passwordReset: ['closing', 'notYou'],
  passwordChanged: ['notYou'],
  emailConfirm: ['closing', 'notYou'],
  emailChanged: ['closing'],
  emailRestored: ['closing'],
  closingAskedByOther: ['closing'],
  closingKeptByOther: ['closing'],
  closingSoon: ['closing'],
  closingDone: ['closing'],
  accountClosingAsked: ['notYou'],
  accountClosingTakenBack: ['notYou'],
  accountClosingSoon: ['closing'],
  accountClosingDone: ['closing'],
};

/** From which device and where, as far as it is known. */
function sceneLines({ scene, language }: Notice): string[] {
  const { device, country, ip } = scene;
  if (device === undefined) return [];
  const place = [country ? countryName(country, language) : null, ip].filter(Boolean).join(', ');
  return [
    device === null ? words(language, 'mail.alert.deviceUnknown') : words(language, 'mail.alert.device', { device }),
    ...(place ? [words(language, 'mail.alert.place', { place })] : []),
  ];
}

/** Subject, HTML and text of one mail. The link goes to our own configured origin, never to a host that a request named. */
export function composeNotice(notice: Notice, appOrigin: string): { subject: string; html: string; text: string } {
  const { template, language, path } = notice;
  const { business = '', dueAt } = notice.scene;
  const until = dueAt === undefined ? '' : formatInstant(dueAt, zone, language);
  const parameters = { at: formatInstant(notice.askedAt, zone, language), business, until };
  const own = closings[template];
  const say = (part: string) => words(language, `mail.${template}.${part}`, parameters);
  const mail = mailFrame({
    language,
    title: say('title'),
    preheader: say('preheader'),
    paragraphs: [say('text'), ...sceneLines(notice)],
    action: { label: own ? say('action') : words(language, 'mail.alert.action'), url: new URL(path, appOrigin).href },
    closing: own ? own.map(say) : [words(language, 'mail.alert.notYou')],
    sender: senderName,
  });
  return { subject: say('subject'), ...mail };
}

/** Sends one mail that a request asked for. Twice may send twice, with two links that both work; it is never silently lost. */
export async function sendPlatformMail(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  const notice = await prepareNotice(ctx, mailId);
  if (!notice || ctx.caller.kind !== 'job') return;
  const { providerMessageId } = await ctx.ports.mail.send({
    id: `${ctx.caller.tenantId}.${mailId}`,
    from: { name: senderName, address: ctx.config.ports.sendgrid.fromAddress },
    to: { name: notice.name, address: notice.recipient },
    ...composeNotice(notice, ctx.config.appOrigin),
    attachments: [],
    trackOpens: false,
  });
  await noticeSent(ctx, mailId, providerMessageId);
}
