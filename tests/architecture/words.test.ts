// Every sentence of the sites exists in both languages, once, with the same gaps to fill.
import { expect, test } from 'vitest';
import { messagesOf } from '../e2e/words.ts';

/** The names between braces, wherever a message or its variants hold them. */
function gapsOf(message: unknown): string[] {
  const names = [...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].sort();
}

test.each(['web', 'portal'] as const)('%s says everything in Turkish and in English', (site) => {
  const [turkish, english] = [messagesOf(site, 'tr'), messagesOf(site, 'en')];
  expect(Object.keys(turkish).sort()).toEqual(Object.keys(english).sort());
  const different = Object.keys(turkish).filter(
    (key) => gapsOf(turkish[key]).join() !== gapsOf(english[key]).join() && typeof turkish[key] === typeof english[key],
  );
  expect(different).toEqual([]);
});
