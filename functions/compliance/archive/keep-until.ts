// Until when the law keeps an issued document.
import { yearsKept } from '../../../shared/closings.ts';

/** Istanbul keeps one offset all year round, and has since 2016. */
const offsetOfIstanbul = '+03:00';

/** A document of any day of 2026 is kept through 31 December 2036, and ends with that year in Istanbul. */
export function keepUntilOf(issueYear: number): Date {
  return new Date(`${issueYear + yearsKept + 1}-01-01T00:00:00${offsetOfIstanbul}`);
}
