// How many guesses a password withstands. Its dictionaries are large, so this file is imported only at the first use.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';

/** The judge's work grows faster than the text; what 64 characters do not save, more will not either. */
const judgedLength = 64;

const judge = new ZxcvbnFactory({
  dictionary: common.dictionary,
  graphs: common.adjacencyGraphs,
  maxLength: judgedLength,
});

/** Logarithm to base 10 of the guesses that a good guesser needs who knows `words` about the person. */
export function guessesLog10(password: string, words: string[]): number {
  return judge.check(password.slice(0, judgedLength), words).guessesLog10;
}
