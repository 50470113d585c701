// A stream that passes everything on in larger pieces and knows afterwards how much it was, its SHA-256, and how many lines.
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

export type Meter = Transform & { read: Transform['read']; result(): Measured };
export type Measured = { byteCount: number; sha256: string; lineCount: number };

const lineFeed = 10;
/** COPY comes in pieces of a few kilobytes, and each costs whoever compresses it a way to another thread and back. */
const pieceBytes = 64 * 1024;

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
}

/** Lines are counted because a row of PostgreSQL's text format is exactly one: a line feed inside a value is written as `\n`. */
export function meter(): Transform & { result(): Measured } {
  const hash = createHash('sha256');
  let byteCount = 0;
  let lineCount = 0;
  let gathered: Buffer[] = [];
  let gatheredBytes = 0;
  const gather = (): Buffer => {
    const piece = Buffer.concat(gathered);
    [gathered, gatheredBytes] = [[], 0];
    return piece;
  };
  const stream = new Transform({
    transform(bytes: Buffer, _, pass) {
      hash.update(bytes);
      byteCount += bytes.length;
      lineCount += linesIn(bytes);
      gathered.push(bytes);
      gatheredBytes += bytes.length;
      if (gatheredBytes < pieceBytes) return pass();
      pass(null, gather());
    },
    flush: (pass) => pass(null, gather()),
  });
  return Object.assign(stream, { result: () => ({ byteCount, lineCount, sha256: hash.copy().digest('hex') }) });
}
