// Letters of a business, composed from what was read: one about an invoice, one to a client.
import type { Language } from '../../../shared/fields.ts';
import type { MailKind } from '../../../shared/mail-templates.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { composeMail, draftLetter, type Composed, type Letter } from '../../office/mail-templates/compose.ts';
import type { Values } from '../../office/mail-templates/engine.ts';
import { templateIn, type MailTemplateRow } from '../../office/mail-templates/mail-templates.ts';
import { letterFrame, type Around } from './frame.ts';
import { clientValues, invoiceValues, type Head, type LetterFacts } from './values.ts';

type Writer = Pick<Tenant, 'name' | 'phone' | 'email' | 'brandColour'>;
export type About =
  | { head: Head; facts: LetterFacts }
  /** No invoice: the client's name and the language to write in. */
  | { clientName: string; language: Language };

export type LetterParts = {
  kind: MailKind;
  tenant: Writer;
  about: About;
  templates: readonly MailTemplateRow[];
  link: Around['link'];
  optOut?: Around['optOut'];
};

/** The text with its values, before anything is filled in. */
export function letterOf({ kind, tenant, about, templates, link }: LetterParts): Letter {
  const language = 'head' in about ? about.head.language : about.language;
  const variables: Values =
    'head' in about
      ? invoiceValues(kind, about.head, { business: tenant, facts: about.facts, link: link?.url ?? null })
      : clientValues(kind, about.clientName, tenant);
  return { kind, language, template: templateIn(templates, kind, language), variables };
}

/** Subject and text to be edited. @throws TemplateFault */
export const draftOf = (parts: LetterParts) => draftLetter(letterOf(parts));

/** The whole mail; what was typed takes the place of the text of its kind. @throws TemplateFault */
export function composeLetter(
  parts: LetterParts,
  typed: { subject?: string | null; message?: string | null } = {},
): Promise<Composed> {
  const letter = letterOf(parts);
  const seller = 'head' in parts.about ? (parts.about.head.seller ?? parts.tenant) : parts.tenant;
  const around = { sender: seller.name, brandColour: seller.brandColour, link: parts.link, optOut: parts.optOut };
  const frame = letterFrame(letter.kind, letter.language, letter.variables, around);
  return composeMail({ ...letter, ...typed, frame });
}
