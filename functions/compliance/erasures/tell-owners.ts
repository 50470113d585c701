// The last mail about a business, to those who owned it, or about an account: sent at once, since nothing of them may be kept to send it later.
import type { Language } from '../../../shared/fields.ts';
import { composeNotice } from '../../office/mail/mail.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import type { Leaver, Owner } from './store.ts';

type Last = {
  template: 'closingDone' | 'accountClosingDone';
  recipient: string;
  name: string;
  language: Language;
  business?: string;
};

/** A mail that cannot be sent is told to the log and not tried again: whom it is about is gone, and with them where to write to. */
async function tell(base: ScheduleContext, id: string, { business, ...last }: Last): Promise<void> {
  const { config, ports } = base;
  const notice = { ...last, path: '/', askedAt: base.clock().toISOString(), scene: { business } };
  try {
    await ports.mail.send({
      id: `erasure.${id}`,
      from: { name: 'crmFEX', address: config.ports.sendgrid.fromAddress },
      to: { name: last.name, address: last.recipient },
      ...composeNotice(notice, config.appOrigin),
      attachments: [],
      trackOpens: false,
    });
  } catch (error) {
    base.log.error({ error, erasureId: id }, 'somebody could not be told of the erasure');
  }
}

export async function tellOwners(base: ScheduleContext, erasureId: string, owners: readonly Owner[]): Promise<void> {
  for (const [place, { email, ...owner }] of owners.entries()) {
    await tell(base, `${erasureId}.${place}`, { template: 'closingDone', recipient: email, ...owner });
  }
}

export async function tellLeaver(base: ScheduleContext, erasureId: string, leaver: Leaver): Promise<void> {
  const { email, name, language } = leaver;
  await tell(base, erasureId, { template: 'accountClosingDone', recipient: email, name, language });
}
