// A published text stays what it was: every version is there in both languages, byte for byte as its hash says.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { policyHistory, policyNames } from './policies.ts';

const folder = (name: string) => join(import.meta.dirname, 'policies', name);
const textOf = (name: string, file: string) => readFileSync(join(folder(name), file), 'utf8');
const headOf = (text: string) => /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '';

describe.each(policyNames)('%s', (name) => {
  const versions = policyHistory[name];

  test('every text on disk is a version of the list, and every version is on disk in both languages', () => {
    const listed = versions.flatMap(({ version }) => [`${version}.en.md`, `${version}.tr.md`]);
    expect(readdirSync(folder(name)).sort()).toEqual(listed.sort());
  });

  test('no published text was edited: its bytes are those that people accepted', () => {
    for (const { version, sha256 } of versions) {
      for (const language of ['tr', 'en'] as const) {
        const bytes = readFileSync(join(folder(name), `${version}.${language}.md`));
        expect({ version, language, hash: createHash('sha256').update(bytes).digest('hex') }).toEqual({
          version,
          language,
          hash: sha256[language],
        });
      }
    }
  });

  test('the head of each text names the version and the day it takes effect, as the list does', () => {
    for (const { version, effectiveDate } of versions) {
      for (const language of ['tr', 'en'] as const) {
        const head = headOf(textOf(name, `${version}.${language}.md`)).split('\n');
        expect(head).toContain(`version: ${version}`);
        expect(head).toContain(`effectiveDate: ${effectiveDate}`);
        expect(head.some((line) => /^updatedDate: \d{4}-\d{2}-\d{2}$/.test(line))).toBe(true);
      }
    }
  });

  test('the newest version stands first', () => {
    const days = versions.map(({ effectiveDate }) => effectiveDate);
    expect(days).toEqual([...days].sort().reverse());
  });
});

describe('the privacy policy promises what the product was built to keep', () => {
  const promises = {
    en: ['Argon2id', 'HttpOnly, Secure and SameSite=Lax', 'row by row', 'vault', 'card data', 'JSON', 'Rectification']
      .concat(['30 days', 'permanently', 'Up to ten years', '7 days', 'Google and Microsoft', 'under 16'])
      .concat(['at least 14 days', 'in the European Union']),
    tr: ['Argon2id', 'HttpOnly, Secure ve SameSite=Lax', 'satır düzeyinde', 'anahtar kasasında', 'Kart bilgisi', 'JSON']
      .concat(['Düzeltme', '30 gün', 'kalıcı olarak', 'en çok on yıl', '7 gün', 'Google ve Microsoft', '16 yaşından'])
      .concat(['en az 14 gün', 'Avrupa Birliği’nde']),
  };
  test.each(['tr', 'en'] as const)('in %s', (language) => {
    const text = textOf('privacy', `${policyHistory.privacy[0].version}.${language}.md`);
    expect(promises[language].filter((promise) => !text.includes(promise))).toEqual([]);
  });
});
