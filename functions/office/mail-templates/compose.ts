// One mail of a business from its text, its variables and the frame that is ours: subject, HTML and plain text.
import type { Language } from '../../../shared/fields.ts';
import type { MailKind, MailTemplateInput } from '../../../shared/mail-templates.ts';
import { bodyStyle, mailFrame, type MailContent } from '../mail/frame.ts';
import { lightMarkup, plainOf } from '../mail/light.ts';
import { defaultText } from './defaults.ts';
import { renderTemplate, type Values } from './engine.ts';

export type Letter = {
  kind: MailKind;
  language: Language;
  /** The row of `mailTemplates`; without one our own text is taken. */
  template: MailTemplateInput | undefined;
  variables: Values;
};

/** What stands around the text and is not the tenant's to write. */
export type LetterFrame = Pick<
  MailContent,
  'title' | 'facts' | 'action' | 'closing' | 'optOut' | 'sender' | 'brandColour' | 'logoUrl'
> & { preheader?: string };

export type Composed = { subject: string; html: string; text: string };

const subjectMax = 200;

/** One line: whatever a value holds, no header begins after it. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, subjectMax);

/**
 * Subject and text as a person would have typed them, in the light writing, to be sent as they are or edited first.
 * @throws TemplateFault
 */
export async function draftLetter({ kind, language, template, variables }: Letter): Promise<MailTemplateInput> {
  const { subject, body } = template ?? defaultText(kind, language);
  const values = linkKept(variables);
  const [head, text] = await Promise.all([
    renderTemplate(subject, language, values),
    renderTemplate(body, language, values),
  ]);
  return { subject: oneLine(plainOf(head)), body: text.replace(/\n{3,}/g, '\n\n').trim() };
}

/** A text that is edited before it is sent names the link; the address is made when the mail leaves. */
const linkGap = '{{ link }}';
const linkKept = (variables: Values): Values =>
  'link' in variables && variables['link'] === null ? { ...variables, link: linkGap } : variables;

type Given = Letter & {
  /** What was typed for this one mail, in the light writing and no Liquid; each takes the template's place. */
  subject?: string | null;
  message?: string | null;
  frame: LetterFrame;
};

/**
 * Composes a mail. The text is filled in, laid out and sanitised, then set into our frame.
 * @param given.variables by the names of `mailVariables`; what is unknown is null
 * @throws TemplateFault when the business's template cannot be filled in
 */
export async function composeMail(given: Given): Promise<Composed> {
  const { language, frame, variables } = given;
  const isTyped = given.subject && given.message;
  const draft = isTyped ? { subject: '', body: '' } : await draftLetter(given);
  const link = variables['link'];
  const written = given.message ?? draft.body;
  const body = typeof link === 'string' ? written.replaceAll(linkGap, link) : written;
  const laid = await lightMarkup(body, bodyStyle);
  const preheader = frame.preheader ?? laid.text.slice(0, 140).replace(/\s+/g, ' ');
  const mail = mailFrame({ ...frame, language, preheader, paragraphs: [], body: laid });
  return { subject: oneLine(given.subject || draft.subject), ...mail };
}
