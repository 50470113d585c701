// Whatever the server records must have words here, in both languages.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../../../..');
const read = (path: string) => readFileSync(path, 'utf8');

test('each kind that the server records has words in Turkish and English', () => {
  const functions = join(root, 'functions');
  const sources = readdirSync(functions, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => read(join(functions, name)))
    .filter((source) => source.includes('audit(ctx'));
  // The kind is the first name with a dot that stands as a literal in a call that is handed the context.
  const kinds = new Set(
    sources.flatMap((source) => [...source.matchAll(/\w+\(ctx,[^')]*'(\w+\.\w+)'/g)].map(([, kind]) => kind)),
  );
  const table = read(join(import.meta.dirname, 'activity-words.ts'));
  const keys = new Map([...table.matchAll(/'([\w.]+)': m\.(\w+)/g)].map(([, kind, key]) => [kind, key]));
  expect(kinds.size).toBeGreaterThan(15);
  expect([...kinds].filter((kind) => !keys.has(kind))).toEqual([]);
  for (const language of ['tr', 'en']) {
    const folder = join(root, 'web/messages');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith(`${language}.json`),
    );
    const messages: Record<string, unknown> = Object.assign(
      {},
      ...files.map((name) => JSON.parse(read(join(folder, name)))),
    );
    expect([...keys.values()].filter((key) => !key || !messages[key])).toEqual([]);
  }
});
