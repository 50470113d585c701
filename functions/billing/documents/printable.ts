// Makes any text printable: letters that no embedded font has get a visible stand-in, endless words get places to break.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetsFolder } from './assets.ts';

/** Stands where a letter was that we have no shape for; a reader sees that something is missing. */
const MISSING = '\u25a1';
const BREAK = '\u200b';
const WORD_MAX = 24;

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
  let result = '';
  for (const letter of text.normalize('NFC')) {
    if (letter === '\n' || hasShape(letter.codePointAt(0) ?? 0)) result += letter;
    else if (/\s/u.test(letter)) result += ' ';
    else if (
      !/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cf}\p{Cc}\p{Variation_Selector}]/u.test(
        letter,
      )
    )
      result += MISSING;
  }
  return result.replace(/[^\s\p{Script=Arabic}\p{Script=Han}]{25,}/gu, breakable);
}

/** Lets a word that no column could hold break after any letter past its beginning. */
function breakable(word: string): string {
  const letters = Array.from(word);
  return (
    letters.slice(0, WORD_MAX).join('') +
    letters
      .slice(WORD_MAX)
      .map((letter) => BREAK + letter)
      .join('')
  );
}
