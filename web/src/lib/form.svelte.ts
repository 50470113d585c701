// A form's life: what is typed, what is wrong, whether it is on its way; typed values survive every failure.
import { Problem } from '@crmfex/shared/problem.ts';
import { newId } from '@crmfex/shared/ids.ts';
import { tick } from 'svelte';
import { fieldErrors, problemText } from './problems.ts';

/**
 * Makes a form around its values.
 * @param values what is typed, bound to the fields
 * @param send what happens on submit; its key makes a repeated submit answered instead of repeated
 */
export function createForm<Values extends object>(
  values: Values,
  send: (values: Values, key: string) => Promise<void>,
) {
  const typed = $state(values);
  let kept = $state.raw(JSON.stringify(values));
  let errors = $state<Record<string, string>>({});
  let summary = $state<string | undefined>();
  let isBusy = $state(false);
  let key = newId();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget as HTMLFormElement; // the handler is bound to the form element alone
    isBusy = true;
    errors = {};
    summary = undefined;
    try {
      await send($state.snapshot(typed) as Values, key); // a snapshot of a plain object has its shape
      key = newId();
      kept = JSON.stringify(typed);
    } catch (cause) {
      errors = fieldErrors(cause);
      summary = problemText(cause);
      if (!(cause instanceof Problem) || cause.kind !== 'unavailable') key = newId();
      await tick();
      form.querySelector<HTMLElement>('[aria-invalid="true"], [data-summary]')?.focus();
    } finally {
      isBusy = false;
    }
  }

  return {
    values: typed,
    submit,
    /** Words about one field, `error('name')` or `error('lines/0/quantity')`. */
    error: (field: string) => errors[`#/${field}`],
    /** Words about a field that is a list, or about the first wrong one in it. */
    errorBelow: (field: string) =>
      errors[`#/${field}`] ?? Object.entries(errors).find(([pointer]) => pointer.startsWith(`#/${field}/`))?.[1],
    /** Refuses before sending; the field is named as in `error`. */
    refuse: (field: string, words: string) => (errors = { ...errors, [`#/${field}`]: words }),
    get summary() {
      return summary;
    },
    /** What was offered counts as not typed; values are named in the order of the form's own. */
    offer: (offered: Values) => (kept = JSON.stringify(offered)),
    /** Whether something is typed that was not sent; while it is on its way, leaving is part of sending. */
    get isChanged() {
      return !isBusy && JSON.stringify(typed) !== kept;
    },
    get isBusy() {
      return isBusy;
    },
  };
}
