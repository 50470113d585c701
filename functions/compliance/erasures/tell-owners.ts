// The last mail about a business: to those who owned it, sent at once, since nothing of them may be kept to send it later.
import { composeNotice } from '../../office/mail/mail.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import type { Owner } from './store.ts';

/** A mail that cannot be sent is told to the log and not tried again: the business is gone, and with it where to write to. */
export async function tellOwners(base: ScheduleContext, erasureId: string, owners: readonly Owner[]): Promise<void> {
  const { config, ports } = base;
  for (const [place, { email, name, language, business }] of owners.entries()) {
    const notice = { template: 'closingDone' as const, recipient: email, name, language, path: '/' };
    const written = composeNotice(
      { ...notice, askedAt: base.clock().toISOString(), scene: { business } },
      config.appOrigin,
    );
    try {
      await ports.mail.send({
        id: `erasure.${erasureId}.${place}`,
        from: { name: 'crmFEX', address: config.ports.sendgrid.fromAddress },
        to: { name, address: email },
        ...written,
        attachments: [],
        trackOpens: false,
      });
    } catch (error) {
      base.log.error({ error, erasureId }, 'an owner could not be told of the erasure');
    }
  }
}
