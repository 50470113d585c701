// Text files for spreadsheets: quoted as RFC 4180 wants, and free text that would be taken for a formula made harmless.
import { stringify } from 'csv-stringify/sync';

/**
 * A free text that no spreadsheet takes for a formula: signs that begin one get an apostrophe before them, whatever blanks, line breaks
 * or wide letters try to hide them. Numbers, phones and days are no free text and never come here.
 */
export const harmless = (text: string): string =>
  /^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;

/** What Excel needs to see that a file is UTF-8. */
export const byteOrderMark = '\u{feff}';

export const csvLines = (rows: readonly (readonly string[])[], delimiter: ';' | ','): string =>
  stringify(
    rows.map((row) => [...row]),
    // A lone line break is no delimiter of ours, but ends a row for everybody else.
    { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
