// Numbers of invented companies, people and accounts whose checksums hold.
import { isIban } from '../../../shared/iban.ts';
import { isTckn, isVkn } from '../../../shared/tax-number.ts';

function completed(begin: string, digits: number, isRight: (whole: string) => boolean): string {
  const ends = Array.from({ length: 10 ** digits }, (_, end) => String(end).padStart(digits, '0'));
  const end = ends.find((one) => isRight(begin + one));
  if (end === undefined) throw new Error(`No checksum fits ${begin}.`);
  return begin + end;
}

/** Completes nine digits to a tax number of companies. */
export const vkn = (nine: string): string => completed(nine, 1, isVkn);

/** Completes nine digits to a national identity number. */
export const tckn = (nine: string): string => completed(nine, 2, isTckn);

/** A Turkish account number: bank of five digits, a zero, account of sixteen. The bank is none that exists. */
export function iban(account: string): string {
  const rest = `000990${account.padStart(16, '0')}`;
  const checks = Array.from({ length: 97 }, (_, place) => String(place + 2).padStart(2, '0'));
  const found = checks.map((check) => `TR${check}${rest}`).find(isIban);
  if (!found) throw new Error(`No checksum fits ${account}.`);
  return found;
}
