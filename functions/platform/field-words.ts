// What is said about a wrong field, as a person would: zod's findings become sentences of our own, in both languages.
import type * as z from 'zod';
import type { Language } from '../../shared/fields.ts';
import { words } from '../../shared/messages/index.ts';
import type { MessageParameters } from '../../shared/problem.ts';

type Said = { key: string; parameters?: MessageParameters };
type Finding = z.core.$ZodRawIssue;

const kinds: Record<string, string> = {
  string: 'field.text',
  number: 'field.number',
  int: 'field.wholeNumber',
  boolean: 'field.yesOrNo',
};

const formats: Record<string, string> = {
  email: 'field.email',
  uuid: 'field.id',
  guid: 'field.id',
  date: 'field.date',
  datetime: 'field.time',
  url: 'field.url',
  httpurl: 'field.url',
  safeint: 'field.wholeNumber',
};

const isAbsent = (input: unknown) => input === undefined || input === null || input === '';

/** The least and the most of a text are its characters, of a list its entries, of a number its value. */
function bound(finding: Finding, limit: 'minimum' | 'maximum', keys: Record<'text' | 'list' | 'value', string>): Said {
  const parameters = { [limit]: Number(finding[limit]) };
  const { origin } = finding;
  if (origin === 'string') return { key: keys.text, parameters };
  return { key: origin === 'array' || origin === 'set' || origin === 'map' ? keys.list : keys.value, parameters };
}

function said(finding: Finding): Said {
  if (isAbsent(finding.input) && finding.code !== 'custom') return { key: 'field.required' };
  switch (finding.code) {
    case 'invalid_type':
      return { key: kinds[finding.expected] ?? 'field.kind' };
    case 'too_small':
      return bound(finding, 'minimum', { text: 'field.tooShort', list: 'field.tooFew', value: 'field.tooSmall' });
    case 'too_big':
      return bound(finding, 'maximum', { text: 'field.tooLong', list: 'field.tooMany', value: 'field.tooBig' });
    case 'invalid_format':
      return { key: formats[finding.format] ?? 'field.format' };
    case 'invalid_value':
      return { key: 'field.choice', parameters: { values: finding.values.map(String).join(', ') } };
    default:
      return { key: 'field.format' };
  }
}

/** The error map of one language: what a schema says itself (a key of ours) goes first, everything else gets its words here. */
export function fieldWords(language: Language): z.core.$ZodErrorMap {
  return (finding) => {
    const { key, parameters } = said(finding);
    return words(language, key, parameters);
  };
}
