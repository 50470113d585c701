// International bank account numbers: checksum and country length, by the registry that ibantools keeps.
import { isValidIBAN } from 'ibantools';

/** Whether an IBAN in electronic form (no spaces, capitals) is well-formed and its checksum holds. */
export function isIban(electronic: string): boolean {
  return isValidIBAN(electronic);
}
