// SQL of the texts of mails.
import * as z from 'zod';
import { Instant, Language } from '../../../shared/fields.ts';
import { MailKind, type MailTemplateInput } from '../../../shared/mail-templates.ts';
import { query, type Statement } from '../../platform/statement.ts';

const Row = z.strictObject({
  kind: MailKind,
  language: Language,
  subject: z.string(),
  body: z.string(),
  version: z.int(),
  updatedAt: Instant,
});
export type MailTemplateRow = z.infer<typeof Row>;

const columns = 'kind, language, subject, body, version, updated_at';

/** The texts that the business has written itself, of one kind or of all; at most one per kind and language. */
export const selectTemplates = (kind: MailKind | null = null): Statement<MailTemplateRow> =>
  query(Row, `select ${columns} from mail_templates where $1::text is null or kind = $1`, [kind]);

type Key = { kind: MailKind; language: Language };

/** Its first own text; no row when there is one already. */
export const insertTemplate = ({ kind, language }: Key, { subject, body }: MailTemplateInput) =>
  query(
    Row,
    `insert into mail_templates (kind, language, subject, body) values ($1, $2, $3, $4) on conflict do nothing returning ${columns}`,
    [kind, language, subject, body],
  );

/** No row when the version is no longer the one that was read. */
export const updateTemplate = ({ kind, language }: Key, version: number, { subject, body }: MailTemplateInput) =>
  query(
    Row,
    `update mail_templates set subject = $4, body = $5, version = version + 1, updated_by = app.user_id(), updated_at = now()
     where kind = $1 and language = $2 and version = $3 returning ${columns}`,
    [kind, language, version, subject, body],
  );

export const deleteTemplate = ({ kind, language }: Key) =>
  query(Row, `delete from mail_templates where kind = $1 and language = $2 returning ${columns}`, [kind, language]);
