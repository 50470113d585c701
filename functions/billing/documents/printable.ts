// Makes any text printable: letters that no embedded font has get a visible stand-in, endless words get places to break.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetsFolder } from './assets.ts';

/** Stands where a letter was that we have no shape for; a reader sees that something is missing. */
const MISSING = '\u25a1';
/** Marks a place where an endless word may break; the template turns it into a break that is not text. */
const BREAK = '\u200b';
/** Joiners shape Arabic letters and stay between them; every other invisible mark could only deceive. */
const JOINERS = '\u200c\u200d';
const STRAY_JOINER = /(?<!\p{Script=Arabic})[\u200c\u200d]|[\u200c\u200d](?!\p{Script=Arabic})/gu;
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Variation_Selector}]/u;
const PICTOGRAPH = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;
/** Longer than any column is wide, in scripts that break between words only and whose letters do not join. */
const ENDLESS_WORD = /[^\s\p{Script=Arabic}\p{Script=Han}]{25,}/gu;

/** Short Latin text, which is nearly all there is: nothing to look up, nothing to break. */
const PLAIN = /^(?:[\x21-\x7e\u00a1-\u00ac\u00ae-\u0148\u014a-\u017f₺€]{0,24}(?: |$))*$/;

let coverage: number[] | undefined;

/** Code points that the fonts have, as `[first, last, first, last, …]`, sorted. */
function covered(): number[] {
  coverage ??= JSON.parse(readFileSync(join(assetsFolder(), 'fonts', 'coverage.json'), 'utf8')) as number[]; // our own file
  return coverage;
}

function hasShape(code: number): boolean {
  const ranges = covered();
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < (ranges[2 * middle] ?? 0)) high = middle - 1;
    else if (code > (ranges[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

/**
 * A text as the fonts can draw it. Pictographs and invisible marks are left out, since they carry no name and no number; any other letter
 * without a shape becomes a box. Composed and decomposed letters become the same letter.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const letters = Array.from(text.normalize('NFC'), drawable).join('');
  return letters.replace(STRAY_JOINER, '').replace(ENDLESS_WORD, breakable);
}

function drawable(letter: string): string {
  if (letter === '\n' || JOINERS.includes(letter)) return letter;
  if (letter === '\t') return ' ';
  if (INVISIBLE.test(letter)) return '';
  if (hasShape(letter.codePointAt(0) ?? 0)) return letter;
  if (/\s/u.test(letter)) return ' ';
  return PICTOGRAPH.test(letter) ? '' : MISSING;
}

function breakable(word: string): string {
  return Array.from(word).join(BREAK);
}
