// Attempts that wait for their confirmation, as sign-in sees them.
import type { Statement } from '../../platform/statement.ts';
import { selectLatest, type SignUpRow } from './store.ts';

export type Attempt = SignUpRow;

export function latestAttempt(): Statement<Attempt> {
  return selectLatest();
}
