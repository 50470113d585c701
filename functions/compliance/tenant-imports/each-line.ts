// A sink that hands over one line after the other, and waits for each.
import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** @param each what it throws ends the stream */
export function eachLine(each: (line: string, number: number) => Promise<void> | void): Writable {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let number = 0;
  const hand = async (lines: readonly string[]) => {
    for (const line of lines) await each(line, (number += 1));
  };
  const settle = (work: Promise<void>, done: (error?: Error | null) => void) =>
    void work.then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  return new Writable({
    write(bytes: Buffer, _, done) {
      const lines = (rest + decoder.write(bytes)).split('\n');
      rest = lines.pop() ?? '';
      settle(hand(lines), done);
    },
    final(done) {
      rest += decoder.end();
      settle(hand(rest === '' ? [] : [rest]), done);
    },
  });
}
