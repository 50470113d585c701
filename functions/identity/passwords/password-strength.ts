// Which passwords are refused although they are long enough: common ones, patterns, and words about the person or about us.
import { Problem } from '../../../shared/problem.ts';

/** Ten thousand million guesses: out of reach of online guessing for ever, and costly offline at Argon2id's price. */
const guessesLog10Min = 10;
/** Letters and digits that must remain when every word about the person and about us is taken out. */
const ownCharactersMin = 8;

export const passwordBytesMax = 1024;

/** Small letters without accents, the dotless ı an i: ASCII spellings of Turkish words are the first a guesser tries. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ı', 'i');
}

function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u));
  return [...new Set(words)].filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
}

/** What is the person's own in a password: letters and digits left over when the words are taken out. */
function ownCharacters(password: string, words: readonly string[]): number {
  let rest = plain(password);
  for (const word of words) rest = rest.replaceAll(word, ' ');
  return rest.replace(/[^\p{L}\p{N}]+/gu, '').length;
}

/**
 * Says why a password of sufficient length is still refused, as a message key, or null when it may be used.
 * No rule asks for digits or signs: composition rules make passwords worse (NIST SP 800-63B-4 §3.1.1.2).
 * @param about words a guesser would try first: e-mail address, names of person and business
 */
export async function passwordWeakness(password: string, about: readonly string[]): Promise<string | null> {
  if (Buffer.byteLength(password) > passwordBytesMax) return 'password.tooLong';
  const words = wordsOf(['crmfex', ...about]);
  if (ownCharacters(password, words) < ownCharactersMin) return 'password.context';
  const { guessesLog10 } = await import('./judge.ts');
  return guessesLog10(password, words) < guessesLog10Min ? 'password.common' : null;
}

/** @throws Problem `invalid`, pointer `#/password`, when a long password is still easy to guess */
export async function refuseWeakPassword(password: string, about: readonly string[]): Promise<void> {
  const weakness = await passwordWeakness(password, about);
  if (weakness) throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/password', key: weakness }]);
}
