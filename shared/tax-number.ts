// Tax identities: Turkish VKN and TCKN with their checksums, EU VAT numbers by format.

/** Turkish tax number of companies: ten digits, the last a checksum (Gelir İdaresi's algorithm). */
export function isVkn(value: string): boolean {
  if (!/^\d{10}$/.test(value)) return false;
  let sum = 0;
  for (let place = 0; place < 9; place += 1) {
    const shifted = (Number(value[place]) + 9 - place) % 10;
    const raised = (shifted * 2 ** (9 - place)) % 9;
    sum += shifted !== 0 && raised === 0 ? 9 : raised;
  }
  return (10 - (sum % 10)) % 10 === Number(value[9]);
}

/** Turkish national identity number: eleven digits, not beginning with 0, the last two checksums (Nüfus İşleri's algorithm). */
export function isTckn(value: string): boolean {
  if (!/^[1-9]\d{10}$/.test(value)) return false;
  const digits = Array.from(value, Number);
  const sumOf = (places: number[]) => places.reduce((sum, place) => sum + (digits[place] ?? 0), 0);
  const tenth = (sumOf([0, 2, 4, 6, 8]) * 7 - sumOf([1, 3, 5, 7]) + 100) % 10;
  return tenth === digits[9] && sumOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 10 === digits[10];
}

/** VIES formats of the member states and Northern Ireland (EC Regulation 904/2010), and the same of Great Britain (HMRC). */
const euVat =
  /^(ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|EL\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR[A-Z0-9]{2}\d{9}|HR\d{11}|HU\d{8}|IE\d{7}[A-Z]{1,2}|IE\d[A-Z+*]\d{5}[A-Z]|IT\d{11}|LT(\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|NL[A-Z0-9+*]{10}\d{2}|PL\d{10}|PT\d{9}|RO\d{2,10}|SE\d{12}|SI\d{8}|SK\d{10}|(?:GB|XI)(\d{9}|\d{12}|(GD|HA)\d{3}))$/;

/** A VKN or TCKN whose checksum holds, or an EU VAT number of a known format. */
export function isTaxNumber(value: string): boolean {
  return isVkn(value) || isTckn(value) || euVat.test(value);
}

export type TaxNumberKind = 'vkn' | 'tckn' | 'vat' | 'other';

/** Which identity a stored number is, for the word printed before it. */
export function taxNumberKind(value: string): TaxNumberKind {
  if (isVkn(value)) return 'vkn';
  if (isTckn(value)) return 'tckn';
  return euVat.test(value) ? 'vat' : 'other';
}
