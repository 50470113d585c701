// The fonts of documents: what we believe they can draw is what they can draw, in every weight, and their licences travel with them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fontkit from 'fontkit';
import { expect, test } from 'vitest';
import { assetsFolder, fontFiles } from '../../functions/billing/documents/assets.ts';

const folder = join(assetsFolder(), 'fonts');
const fonts = new Map(fontFiles.map((file) => [file, fontkit.create(readFileSync(join(folder, file)))]));
const ranges: unknown = JSON.parse(readFileSync(join(folder, 'coverage.json'), 'utf8'));

function coveredCodes(): number[] {
  if (!Array.isArray(ranges)) throw new Error('coverage.json is a list of ranges');
  const codes: number[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    for (let code = Number(ranges[at]); code <= Number(ranges[at + 1]); code += 1) codes.push(code);
  }
  return codes;
}

const drawnBy = (file: string, code: number) => (fonts.get(file)?.glyphForCodePoint(code).id ?? 0) !== 0;
const weights = fontFiles.filter((file) => file.startsWith('inter'));
const fallbacks = fontFiles.filter((file) => !file.startsWith('inter'));

test('every covered letter has a shape: in all weights of Inter, or in a fallback', () => {
  const codes = coveredCodes();
  expect(codes.length).toBeGreaterThan(9000);
  const missing = codes.filter(
    (code) => !weights.every((file) => drawnBy(file, code)) && !fallbacks.some((file) => drawnBy(file, code)),
  );
  expect(missing).toEqual([]);
});

test('Turkish letters, the lira and the stand-in for missing letters are in every weight', () => {
  for (const letter of 'ığşçöüİĞŞÇÖÜâîû₺€£$□−·…') {
    for (const file of weights) expect(drawnBy(file, letter.codePointAt(0) ?? 0), `${letter} in ${file}`).toBe(true);
  }
});

test('each family has its licence beside it', () => {
  const files = readdirSync(folder);
  for (const family of ['inter', 'noto-sans-arabic', 'noto-sans-sc']) {
    expect(files).toContain(`${family}-OFL.txt`);
    expect(readFileSync(join(folder, `${family}-OFL.txt`), 'utf8')).toContain('SIL OPEN FONT LICENSE Version 1.1');
  }
  expect(files.filter((file) => file.endsWith('.ttf')).toSorted()).toEqual(fontFiles.toSorted());
});
