// Every promise has a check, and every sentence stands in the policy in force, in both languages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policies } from '../../../../shared/policies.ts';
import { promiseKeys, promiseSentences } from '../../../../shared/promises.ts';
import { isCardLike } from './cards.ts';
import { checks } from './index.ts';

const folder = join(import.meta.dirname, '../../../../shared/policies/privacy');

test('every promise has one check', () => {
  expect(checks.map(({ key }) => key).sort()).toEqual([...promiseKeys].sort());
});

test.each(['tr', 'en'] as const)('every sentence stands in the policy (%s)', (language) => {
  const text = readFileSync(join(folder, `${policies.privacy.version}.${language}.md`), 'utf8').replaceAll('**', '');
  for (const key of promiseKeys) expect(text).toContain(promiseSentences[key][language]);
});

test('numbers of cards are told from others', () => {
  expect(isCardLike('4111111111111111')).toBe(true);
  expect(isCardLike('4111111111111112')).toBe(false);
  expect(isCardLike('411111111111')).toBe(false);
  expect(isCardLike('5555555555554444')).toBe(true);
});
