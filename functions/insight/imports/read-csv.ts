// Text files as they really come: UTF-8, UTF-16 or Turkish Windows, parted by semicolons, commas or tabs.
import { Transform, type Readable } from 'node:stream';
import { importColumnsMax, type ImportSource } from '../../../shared/imports.ts';
import { cellMax, Refusal, type RawRow } from './refusal.ts';

/** Opens the file anew: it is looked at once as a whole, then read. */
export type Opener = () => Promise<Readable>;

const headBytes = 64 * 1024;
const recordMax = 4 * 1024 * 1024;

/** UTF-16 without a mark shows by its empty bytes: nearly every second one of a text in Latin letters. */
function unmarkedUtf16(head: Uint8Array): string | null {
  let even = 0;
  let odd = 0;
  const length = Math.min(head.length, 4096);
  for (let place = 0; place < length; place += 1) {
    if (head[place] !== 0) continue;
    if (place % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > length / 5 && even < length / 50) return 'utf-16le';
  if (even > length / 5 && odd < length / 50) return 'utf-16be';
  return null;
}

function marked(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  return unmarkedUtf16(head);
}

/** Reads the whole once: what is no UTF-8 anywhere is what Excel writes in Turkey. @throws Refusal for what is no text */
async function encodingOf(open: Opener): Promise<{ encoding: string; head: Uint8Array }> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const parts: Buffer[] = [];
  let length = 0;
  let isUtf8 = true;
  let known: string | null | undefined;
  for await (const piece of await open()) {
    const bytes = piece as Buffer; // a stream of bytes has buffers only
    if (length < headBytes) parts.push(bytes);
    length += bytes.length;
    known ??= length >= 4096 ? marked(Buffer.concat(parts)) : undefined;
    if (known) break;
    if (bytes.includes(0) && length > 4096) throw new Refusal('import.wrongContent');
    try {
      if (isUtf8) utf8.decode(bytes, { stream: true });
    } catch {
      isUtf8 = false;
    }
  }
  const head = Buffer.concat(parts).subarray(0, headBytes);
  const found = known ?? marked(head);
  if (found) return { encoding: found, head };
  if (head.includes(0)) throw new Refusal('import.wrongContent');
  return { encoding: isUtf8 ? 'utf-8' : 'windows-1254', head };
}

/** The sign that parts the most cells of the first line, outside of quotes; Excel may name it itself. */
export function delimiterOf(text: string): { delimiter: string; skipLines: number } {
  const named = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (named) return { delimiter: named, skipLines: 1 };
  const counts = new Map([';', '\t', ',', '|'].map((sign) => [sign, 0]));
  let isQuoted = false;
  let lines = 0;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === '\n' && !isQuoted) {
      lines += 1;
      if (lines >= 5 && [...counts.values()].some((count) => count > 0)) break;
    } else if (!isQuoted && counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, one], [, other]) => other - one);
  return { delimiter: best && best[1] > 0 ? best[0] : ';', skipLines: 0 };
}

function decoding(encoding: string): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    decodeStrings: true,
    transform(piece: Buffer, _, done) {
      done(null, decoder.decode(piece, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
}

/** NUL and other signs that no database takes are left out of a cell. */

const cleaned = (cell: string) => cell.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '');

/**
 * The rows of a text file, with the empty ones, numbered as a spreadsheet does.
 * @throws Refusal when it is no table
 */
export async function openCsv(open: Opener): Promise<{ source: ImportSource; rows: AsyncIterable<RawRow> }> {
  const { encoding, head } = await encodingOf(open);
  const { delimiter, skipLines } = delimiterOf(new TextDecoder(encoding).decode(head));
  const source: ImportSource = { format: 'csv', encoding, delimiter, sheet: null };
  return { source, rows: rowsOf(open, encoding, { delimiter, skipLines }) };
}

type Shape = { delimiter: string; skipLines: number };

async function* rowsOf(open: Opener, encoding: string, { delimiter, skipLines }: Shape): AsyncGenerator<RawRow> {
  const { parse } = await import('csv-parse');
  const parser = parse({
    delimiter,
    from_line: skipLines + 1,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: recordMax,
  });
  const bytes = await open();
  const text = bytes.pipe(decoding(encoding));
  bytes.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let row = skipLines;
  try {
    for await (const record of parser) {
      row += 1;
      yield { row, cells: checked(record as string[]) }; // without options for columns or casts, a record is a list of texts
    }
  } catch (error) {
    // The library names its own findings; a broken connection is not one of them.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw new Refusal('import.wrongContent');
    throw error;
  } finally {
    bytes.destroy();
    parser.destroy();
  }
}

function checked(record: string[]): string[] {
  if (record.length > importColumnsMax && record.slice(importColumnsMax).some((cell) => cell.trim() !== ''))
    throw new Refusal('import.tooManyColumns');
  const cells = record.slice(0, importColumnsMax);
  if (cells.some((cell) => cell.length > cellMax)) throw new Refusal('import.cellTooLong');
  return cells.map(cleaned);
}
