// What the types of a business's own fields are called, and which lines of a list of choices were renamed.
import type { CustomFieldType } from '@crmfex/shared/custom-fields.ts';
import { m } from '#lib/paraglide/messages.js';

export const typeWords: Record<CustomFieldType, () => string> = {
  text: m.fields_type_text,
  number: m.fields_type_number,
  date: m.fields_type_date,
  yesNo: m.fields_type_yes_no,
  choice: m.fields_type_choice,
  link: m.fields_type_link,
};

/** One choice a line; empty lines are none. */
export const choicesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A line that reads otherwise in the same place, where as many lines stand as before, was renamed. */
export function renamedIn(before: string[], after: string[]): { from: string; to: string }[] {
  if (before.length !== after.length) return [];
  return before.flatMap((from, place) => {
    const to = after[place] ?? from;
    return to === from || after.includes(from) || before.includes(to) ? [] : [{ from, to }];
  });
}
