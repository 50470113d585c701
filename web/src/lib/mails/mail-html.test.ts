// A mail that is looked at must neither lead anywhere nor lose a letter of its text.
import { expect, test } from 'vitest';
import { undressed } from './mail-html.ts';

test('tags lose their styles and addresses, texts keep theirs', () => {
  const html =
    '<p style="color:red">a style="b" href="c" &lt;p style="x"&gt;</p><a href="https://x.example/" style="y">z</a>';
  expect(undressed(html)).toBe(
    '<p data-style="color:red">a style="b" href="c" &lt;p style="x"&gt;</p><a title="https://x.example/" data-style="y">z</a>',
  );
});
