// What a form can refuse before asking the server, said the way the server would say it.
import { Problem } from '@crmfex/shared/problem.ts';
import { m } from './paraglide/messages.js';

/** Throws the same kind of problem as the server when any field has words against it. @param words by field name; false or undefined is fine */
export function refuse(words: Record<string, string | false | undefined>): void {
  const errors = Object.entries(words).flatMap(([field, detail]) =>
    detail ? [{ pointer: `#/${field}`, detail }] : [],
  );
  if (errors.length === 0) return;
  const title = m.problem_check_fields();
  throw new Problem('invalid', 'invalid', {}, [], {
    type: 'about:blank',
    title,
    status: 400,
    instance: '',
    key: 'invalid',
    errors,
  });
}
