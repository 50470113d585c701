// Values of a business's own fields: what was sent, held against the fields' types, laid over what is kept.
import {
  customValueFault,
  missingFields,
  type CustomChanges,
  type CustomField,
  type CustomValues,
} from '../../../shared/custom-fields.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';

/** What is wrong with one sent value: a field that is not there, or a value that is not of its type. */
function faultOf(
  fields: ReadonlyMap<string, CustomField>,
  kept: CustomValues,
  id: string,
  value: CustomChanges[string],
) {
  const field = fields.get(id);
  if (!field) return 'customField.unknown';
  // What is kept may be sent back as it is, though the choice is no longer offered.
  if (value === null || value === '' || value === kept[id]) return undefined;
  return customValueFault(field, value);
}

/**
 * The values a record has after a change.
 * @param fields all fields of the record's kind, archived ones too
 * @param asks `now`: every field that is asked for has a value then; `later`: the record is not finished yet
 * @throws Problem `invalid` with a pointer to each wrong field
 */
export function applyCustomChanges(
  fields: readonly CustomField[],
  kept: CustomValues,
  changes: CustomChanges | undefined,
  asks: 'now' | 'later' = 'now',
): CustomValues | undefined {
  if (changes === undefined) return undefined;
  const known = new Map(fields.map((field) => [field.id, field]));
  const problems: FieldProblem[] = [];
  const values = { ...kept };
  for (const [id, value] of Object.entries(changes)) {
    const key = faultOf(known, kept, id, value);
    if (key) problems.push({ pointer: `#/customFields/${id}`, key });
    else if (value === null || value === '') delete values[id];
    else values[id] = value;
  }
  for (const { id } of asks === 'now' ? missingFields(fields, values) : []) {
    if (!problems.some(({ pointer }) => pointer.endsWith(id)))
      problems.push({ pointer: `#/customFields/${id}`, key: 'field.required' });
  }
  if (problems.length > 0) throw new Problem('invalid', 'invalid', {}, problems);
  return values;
}
