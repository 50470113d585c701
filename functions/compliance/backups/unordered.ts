// A measure of the lines of a stream that does not depend on their order: PostgreSQL may put loaded rows into gaps of earlier pages.
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';

const modulus = 1n << 256n;

export type Unordered = Writable & { result(): string };

/** The sum of the hashes of all lines, each with its end: equal for the same lines, however often each comes and in whatever order. */
export function unordered(): Unordered {
  let sum = 0n;
  let rest: Buffer[] = [];
  const add = (line: readonly Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of line) hash.update(part);
    sum = (sum + BigInt(`0x${hash.digest('hex')}`)) % modulus;
  };
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        add([...rest, chunk.subarray(from, at + 1)]);
        rest = [];
        from = at + 1;
      }
      // Copied, since whoever hands over a chunk may use its memory again.
      if (from < chunk.length) rest.push(Buffer.from(chunk.subarray(from)));
      done();
    },
    final(done) {
      if (rest.length > 0) add(rest);
      done();
    },
  });
  return Object.assign(sink, { result: () => sum.toString(16).padStart(64, '0') });
}
