// Tells whoever runs the platform that a promise is in danger: an error in the log and a mail, without a word of any tenant.
import { newId } from '../../../shared/ids.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { mailFrame } from '../../office/mail/frame.ts';

const sentences = {
  'backup-failed': 'The nightly backup could not be made.',
  'backup-not-good': 'A backup was verified and is not good.',
  'backup-outlived': 'No new good backup: the last one has outlived its seven days.',
  'erasure-failed': 'A business whose thirty days are over could not be erased.',
  'drill-failed': 'The weekly restore of a backup failed.',
  'logs-outlived': 'Logs older than thirty days are left.',
  'promise-broken': 'A promise of the privacy policy is broken.',
  'promise-kept-again': 'A promise of the privacy policy is kept again.',
  'archive-failed': 'Issued documents could not be archived, or what has to leave the archive could not.',
} as const;
export type AlertKind = keyof typeof sentences;

/** A mail to the operator; `reason` names no business and no person. */
export async function tellOperator(base: ScheduleContext, kind: AlertKind, reason: string): Promise<void> {
  const title = sentences[kind];
  const frame = mailFrame({
    language: 'en',
    title,
    preheader: reason.slice(0, 120),
    paragraphs: [reason],
    closing: [`Alert ${kind} of ${base.clock().toISOString()}. What to do stands in infra/runbooks.`],
    sender: 'crmFEX',
  });
  await base.ports.mail.send({
    id: `alert.${newId()}`,
    from: { name: 'crmFEX', address: base.config.ports.sendgrid.fromAddress },
    to: { name: base.config.operatorEmail, address: base.config.operatorEmail },
    subject: `crmFEX: ${title}`,
    ...frame,
    attachments: [],
    trackOpens: false,
  });
}

/** Runs `work`; when it throws, the operator is told and the error goes on. A mail that cannot be sent never hides the error. */
export async function alertOperator<T>(base: ScheduleContext, kind: AlertKind, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    base.log.error({ error, alert: kind }, sentences[kind]);
    const reason = error instanceof Error ? error.message : String(error);
    await tellOperator(base, kind, reason).catch((failure: unknown) =>
      base.log.error({ error: failure, alert: kind }, 'the operator could not be told'),
    );
    throw error;
  }
}
