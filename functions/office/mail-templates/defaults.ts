// Our own text of a mail, where a business has not written its own.
import type { Language } from '../../../shared/fields.ts';
import type { MailKind, MailTemplateInput } from '../../../shared/mail-templates.ts';
import { english } from './defaults-en.ts';
import { turkish } from './defaults-tr.ts';

export const defaultText = (kind: MailKind, language: Language): MailTemplateInput =>
  (language === 'tr' ? turkish : english)[kind];
