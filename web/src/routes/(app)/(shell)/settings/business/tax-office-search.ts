// Finding a tax office by any part of its name or province, typed in a hurry and without the right letters.
export type Office = { name: string; province: string };

const shownMax = 40;
const letters: Record<string, string> = { ı: 'i', ş: 's', ğ: 'g', ç: 'c', ü: 'u', ö: 'o', â: 'a', î: 'i', û: 'u' };

/** Small letters without marks, by the Turkish rules: I is ı, İ is i, and both are found by i. */
export function fold(text: string): string {
  return text.toLocaleLowerCase('tr').replace(/[ışğçüöâîû]/g, (letter) => letters[letter] ?? letter);
}

/**
 * Offices in which every typed word occurs; those of the own city first, and names that begin with it before others.
 * @param byProvince names by province
 */
export function findOffices(
  byProvince: Readonly<Record<string, readonly string[]>>,
  typed: string,
  city: string,
): Office[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const home = fold(city.trim());
  const rank = ({ name, province }: Office) =>
    (fold(name).startsWith(words[0] ?? '') ? 0 : 2) + (fold(province) === home ? 0 : 1);
  return Object.entries(byProvince)
    .flatMap(([province, names]) => names.map((name) => ({ name, province })))
    .filter(({ name, province }) => words.every((word) => fold(`${name} ${province}`).includes(word)))
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'tr'))
    .slice(0, shownMax);
}
