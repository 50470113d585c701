// Folds text so that a search finds Turkish words however they are typed.

/** `İSTANBUL`, `istanbul` and `ıstanbul` become one, and accents fall away: ş is found by s. */
export function folded(text: string): string {
  return text.toLocaleLowerCase('tr').normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
}
