// The same lines in another order measure the same; anything else does not.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { unordered } from './unordered.ts';

async function measured(text: string, pieces = 3): Promise<string> {
  const bytes = Buffer.from(text);
  const chunks = [];
  for (let at = 0; at < bytes.length; at += pieces) chunks.push(bytes.subarray(at, at + pieces));
  const sink = unordered();
  await pipeline(Readable.from(chunks), sink);
  return sink.result();
}

test('the same lines in another order, and cut into other pieces, measure the same', async () => {
  const one = await measured('a\tĞ\nb\t2\nccc\t3\n');
  expect(await measured('ccc\t3\na\tĞ\nb\t2\n', 1)).toBe(one);
  expect(await measured('b\t2\nccc\t3\na\tĞ\n', 100)).toBe(one);
});

test.each(['a\nb\n', 'a\nb\nc\nc\n', 'a\nb\nd\n', 'a\nbc\n\n', 'a\nb\nc', 'ab\n\nc\n', ''])(
  '%j is not a, b, c',
  async (text) => {
    expect(await measured(text)).not.toBe(await measured('a\nb\nc\n'));
  },
);
