// Texts shown and tried before they are kept: filled in with the latest invoice of the business, or with an example.
import { today } from '../../../shared/dates.ts';
import type { Language } from '../../../shared/fields.ts';
import { newId } from '../../../shared/ids.ts';
import type { MailKind, MailTemplateInput } from '../../../shared/mail-templates.ts';
import type { MailView } from '../../../shared/mails.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { selectMe } from '../../identity/users/users.ts';
import { PortError } from '../../integrations/port-error.ts';
import { composeMail } from '../../office/mail-templates/compose.ts';
import type { Values } from '../../office/mail-templates/engine.ts';
import { exampleValues } from '../../office/mail-templates/examples.ts';
import { checkText } from '../../office/mail-templates/mail-templates.ts';
import { ownMailServer, sendMailOf } from '../../office/mail-server/sender.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { letterFrame } from '../letters/frame.ts';
import { clientValues, invoiceValues, letterStatements } from '../letters/values.ts';

type Key = { kind: MailKind; language: Language };

// A test mail goes to its writer alone, and still is a mail that leaves.
const testsOfBusiness = { points: 20, seconds: 600 };
const dayMs = 86_400_000;

/** A link that leads nowhere: the true one is made when a mail leaves. */
export function exampleLink(ctx: Context, { timeZone }: Pick<Tenant, 'timeZone'>) {
  const ends = new Date(ctx.clock().getTime() + 90 * dayMs);
  return { url: `${ctx.config.portalOrigin}/i`, endsDate: today(timeZone, ends) };
}

/** What the true values leave open is shown by an example; never an account that would not be the business's own. */
function completed(kind: MailKind, known: Values): Values {
  const isOwn = (name: string) => name.startsWith('business') || name === 'iban' || name === 'bankName';
  const examples = Object.entries(exampleValues(kind)).filter(([name]) => known[name] === null && !isOwn(name));
  return { ...known, ...Object.fromEntries(examples) };
}

async function sampleValues(ctx: Context, kind: MailKind, url: string): Promise<{ tenant: Tenant; values: Values }> {
  return inTenant({ ...ctx, idempotent: undefined }, async (tx) => {
    const [tenants, [latest]] = await tx.read([ownTenant(), letterStatements.latest()]);
    const tenant = one(tenants);
    if (!latest) {
      const example = exampleValues(kind);
      const clientName = String(example['clientName']);
      return { tenant, values: completed(kind, clientValues(kind, clientName, tenant)) };
    }
    const [heads, facts] = await tx.read([
      invoiceStatements.head(latest.id, ctx.clock()),
      letterStatements.facts(latest.id),
    ]);
    const known = invoiceValues(kind, one(heads), { business: tenant, facts: one(facts), link: url });
    return { tenant, values: completed(kind, { ...known, ...(known['daysOverdue'] === 0 ? { daysOverdue: 5 } : {}) }) };
  });
}

async function sample(ctx: Context, key: Key, text: MailTemplateInput): Promise<{ tenant: Tenant; view: MailView }> {
  await checkText(key, text);
  const { kind, language } = key;
  const { tenant, values } = await sampleValues(ctx, kind, exampleLink(ctx, { timeZone: 'UTC' }).url);
  const link = 'link' in values ? exampleLink(ctx, tenant) : null;
  const frame = letterFrame(kind, language, values, { sender: tenant.name, brandColour: tenant.brandColour, link });
  return { tenant, view: await composeMail({ kind, language, template: text, variables: values, frame }) };
}

/** @throws Problem `unprocessable` at the field and line that do not hold */
export async function previewTemplate(ctx: Context, key: Key, text: MailTemplateInput): Promise<MailView> {
  return (await sample(ctx, key, text)).view;
}

/**
 * Sends a text, filled in, to the caller's own address and to no other.
 * @throws Problem `unprocessable` as `previewTemplate` or when it cannot be sent, `tooMany` beyond the tries
 */
export async function testTemplate(ctx: Context, key: Key, text: MailTemplateInput): Promise<{ to: string }> {
  const { tenant, view } = await sample(ctx, key, text);
  await ctx.rates.consume('mail-test', tenant.id, testsOfBusiness);
  const [people, [server]] = await flush(ctx, [selectMe(), ownMailServer()]);
  const { userName, email } = one(people);
  const to = { name: userName, address: email };
  const rest = { id: `${tenant.id}.${newId()}`, senderName: tenant.name, attachments: [], trackOpens: false };
  try {
    await sendMailOf(ctx, server, { ...rest, ...view, to });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    ctx.log.warn({ error }, 'a test of a text was not sent');
    throw new Problem('unprocessable', 'mail.testFailed');
  }
  return { to: email };
}
