// How the numbers of documents read: a pattern of series, year and count, and the numbers that come next.
import * as z from 'zod';
import { route } from './route.ts';

/** Three letters or digits, the year and nine digits: the rule of e-Fatura and e-Arşiv, and what a business begins with. */
export const numberPatternDefault = '{series}{year}{number:9}';

const pattern = /^(?:[A-Z0-9/._-]|\{series\}|\{year\}|\{yy\}|\{number:[1-9]\})+$/;
const countOf = (text: string, part: RegExp) => text.match(part)?.length ?? 0;

/** Whether a pattern holds series, year and count once each, so that no two documents can ever get the same number. */
export function isNumberPattern(text: string): boolean {
  return (
    text.length <= 60 &&
    pattern.test(text) &&
    countOf(text, /\{number:[1-9]\}/g) === 1 &&
    countOf(text, /\{series\}/g) === 1 &&
    countOf(text, /\{year\}|\{yy\}/g) === 1
  );
}

/** The number that a pattern makes; the database makes the same. */
export function documentNumber(text: string, series: string, year: number, sequence: number): string {
  return text
    .replace(/\{number:([1-9])\}/, (_, digits: string) => String(sequence).padStart(Number(digits), '0'))
    .replace('{series}', series)
    .replace('{year}', String(year))
    .replace('{yy}', String(year).slice(-2));
}

export const NextNumber = z.strictObject({ kind: z.enum(['sale', 'return']), series: z.string(), next: z.string() });
export type NextNumber = z.infer<typeof NextNumber>;

export const numberingRoutes = {
  next: route('GET /numbering', {
    summary: 'The numbers that the next invoice and the next return would get today',
    response: z.strictObject({ items: z.array(NextNumber) }),
  }),
};
