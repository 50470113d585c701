// Whatever a check says as evidence has a name in both languages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'functions/compliance/promises/checks');
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

test.each(['tr', 'en'])('every piece of evidence has words (%s)', (language) => {
  const words = JSON.parse(readFileSync(join(root, `web/messages/promises/${language}.json`), 'utf8')) as object; // our own file
  const table = readFileSync(join(import.meta.dirname, 'promise-words.ts'), 'utf8');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/(?:counted|timed|said)\(\s*'(\w+)'/g)].map(([, name]) => name ?? ''),
  );
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    expect(words).toHaveProperty(`promises_fact_${snake(name)}`);
    expect(table).toContain(`  ${name}: m.promises_fact_${snake(name)},`);
  }
});
