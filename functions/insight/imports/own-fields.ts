// What a row says of the fields and tags that the business made itself.
import { customValueFault, type CustomField, type CustomValues } from '../../../shared/custom-fields.ts';
import { fold, foldedWords } from '../../../shared/fold.ts';
import { newId } from '../../../shared/ids.ts';
import type { Tag } from '../../../shared/tags.ts';
import { ownKey } from '../../../shared/tables/own.ts';
import { tagStatements } from '../../crm/tags/tags.ts';
import type { Statement } from '../../platform/statement.ts';
import { given, said, textOf, type Reading, type TypedRow } from './kind.ts';
import type { RowError } from './store.ts';

const tagMax = 40;

/** A choice counts whatever its case and accents; it is kept in the words of the field. */
function valueOf(field: CustomField, value: string | number | boolean): string | boolean {
  if (typeof value === 'boolean') return value;
  const text = String(value);
  if (field.type !== 'choice') return text;
  return field.choices.find((choice) => foldedWords(choice) === foldedWords(text)) ?? text;
}

/** Values by the fields' ids, each held to its field as the form holds it. */
export function ownValues(reading: Reading, row: TypedRow): { values: CustomValues; errors: RowError[] } {
  const values: CustomValues = {};
  const errors: RowError[] = [];
  for (const field of reading.fields) {
    const cell = given(row, ownKey(field.id));
    if (cell === undefined || cell === null) continue;
    const value = valueOf(field, cell);
    const fault = customValueFault(field, value);
    if (fault) errors.push(said(reading, ownKey(field.id), fault));
    else values[field.id] = value;
  }
  return { values, errors };
}

/** Names of tags, parted by commas or semicolons, each once. */
export function tagNames(reading: Reading, row: TypedRow): { names: string[]; errors: RowError[] } {
  const all = (textOf(row, 'tags') ?? '').split(/[,;|]/).map((name) => name.trim());
  const names = [...new Map(all.filter(Boolean).map((name) => [fold(name), name])).values()];
  const isLong = names.some(({ length }) => length > tagMax);
  return { names, errors: isLong ? [said(reading, 'tags', 'field.tooLong', { maximum: tagMax })] : [] };
}

/** Tags by name: those there are, and those that are made on the way. */
export function tagFinder(known: readonly Tag[], at: Date) {
  const ids = new Map(known.map(({ id, name }) => [fold(name), id]));
  const made: { id: string; name: string }[] = [];
  const links: { recordId: string; tagId: string }[] = [];
  /** Puts tags on a record; answers those that it had not. */
  function put(recordId: string, names: readonly string[], has: readonly string[] = []): string[] {
    const added: string[] = [];
    for (const name of names) {
      const id = ids.get(fold(name)) ?? newId();
      if (!ids.has(fold(name))) made.push({ id, name });
      ids.set(fold(name), id);
      if (has.includes(id)) continue;
      added.push(id);
      links.push({ recordId, tagId: id });
    }
    return added;
  }
  const statements = (kind: 'client' | 'product'): Statement<never>[] => [
    ...(made.length > 0 ? [tagStatements.insertMany(made, at)] : []),
    ...(links.length > 0 ? [tagStatements.putMany(kind, links)] : []),
  ];
  return { put, statements };
}
