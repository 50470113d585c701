// Words as they are compared: without case and accents, in the way of `app.fold` of the database.

const from = 'İIıŞşĞğÇçÜüÖöÂâÎîÛûÁáÀàÄäÃãÅåÉéÈèÊêËëÍíÌìÏïÓóÒòÔôÕõÚúÙùÑñß';
const into = 'iiissggccuuooaaiiuuaaaaaaaaaaeeeeeeeeiiiiiioooooooouuuunns';
const folds = new Map(Array.from(from, (letter, place) => [letter, into[place] ?? letter]));

/** Folds a text as the database does: İ, I, ı and i are one letter, and so are ş and s. */
export function fold(text: string): string {
  return Array.from(text, (letter) => folds.get(letter) ?? letter)
    .join('')
    .toLowerCase();
}

/** The words of a heading or a choice and nothing between them: `E-Posta Adresi:` is `e posta adresi`. */
export function foldedWords(text: string): string {
  return fold(text.normalize('NFC'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
