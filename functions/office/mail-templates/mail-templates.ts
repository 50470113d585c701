// The texts of a business's mails: read, written, and given up for ours again.
import { Language } from '../../../shared/fields.ts';
import {
  mailKinds,
  mailVariables,
  type MailKind,
  type MailTemplate,
  type MailTemplateInput,
} from '../../../shared/mail-templates.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant } from '../../platform/flush.ts';
import { defaultText } from './defaults.ts';
import { checkTemplate, renderTemplate } from './engine.ts';
import { exampleValues } from './examples.ts';
import { problemOfFault, TemplateFault } from './faults.ts';
import { deleteTemplate, insertTemplate, selectTemplates, updateTemplate, type MailTemplateRow } from './store.ts';

export type { MailTemplateRow };

/** The business's own texts of one kind, in whichever languages it has them: for whoever composes a mail in their transaction. */
export const mailTemplates = selectTemplates;

/** The row to compose with; undefined means our text. */
export const templateIn = (rows: readonly MailTemplateRow[], kind: MailKind, language: Language) =>
  rows.find((row) => row.kind === kind && row.language === language);

type Key = { kind: MailKind; language: Language };

function shown({ kind, language }: Key, row: MailTemplateRow | undefined): MailTemplate {
  if (row) return { ...row, isChanged: true };
  return { kind, language, ...defaultText(kind, language), isChanged: false, version: 1, updatedAt: null };
}

export async function listTemplates(ctx: Context): Promise<MailTemplate[]> {
  const [rows] = await flush(ctx, [selectTemplates()]);
  return mailKinds.flatMap((kind) =>
    Language.options.map((language) => shown({ kind, language }, templateIn(rows, kind, language))),
  );
}

export async function getTemplate(ctx: Context, { kind, language }: Key): Promise<MailTemplate> {
  const [rows] = await flush(ctx, [selectTemplates(kind)]);
  return shown({ kind, language }, templateIn(rows, kind, language));
}

/**
 * Says what is wrong with a text: by reading it, and by filling it in once with examples.
 * @throws Problem `unprocessable` at subject or body, naming line and variable
 */
export async function checkText({ kind, language }: Key, text: MailTemplateInput): Promise<void> {
  for (const field of ['subject', 'body'] as const) {
    try {
      await checkTemplate(text[field], language, mailVariables[kind]);
      await renderTemplate(text[field], language, exampleValues(kind));
    } catch (fault) {
      if (fault instanceof TemplateFault) throw problemOfFault(fault, `#/${field}`);
      throw fault;
    }
  }
}

function told(ctx: Context, kind: string, key: Key) {
  return audit(ctx, kind, { subjectKind: 'tenant', detail: key });
}

/** @throws Problem `changed` when somebody else was faster, `unprocessable` when the text does not hold */
export async function saveTemplate(
  ctx: Context,
  key: Key,
  version: number,
  text: MailTemplateInput,
): Promise<MailTemplate> {
  await checkText(key, text);
  return inTenant(ctx, async (tx) => {
    const write = version === 1 ? insertTemplate(key, text) : updateTemplate(key, version, text);
    const [[row]] = await tx.read([write]);
    if (!row) throw new Problem('changed');
    tx.write(told(ctx, 'mailTemplate.changed', key));
    return shown(key, row);
  });
}

/** Our text again; without an own one nothing happens. */
export async function resetTemplate(ctx: Context, key: Key): Promise<MailTemplate> {
  return inTenant(ctx, async (tx) => {
    const [[row]] = await tx.read([deleteTemplate(key)]);
    if (row) tx.write(told(ctx, 'mailTemplate.reset', key));
    return shown(key, undefined);
  });
}
