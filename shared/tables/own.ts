// Columns that a business made itself: its own fields, and the tags of a record.
import type { CustomField, CustomFieldType } from '../custom-fields.ts';
import { column, type Column, type ColumnType } from './column.ts';

const types: Record<CustomFieldType, ColumnType> = {
  text: 'line',
  number: 'decimal',
  date: 'day',
  yesNo: 'yesNo',
  choice: 'line',
  link: 'line',
};

/** Key of the column of an own field. */
export const ownKey = (fieldId: string) => `own:${fieldId}`;

const tags = column('tags', 'line', ['Etiketler', 'Tags'], {
  also: ['etiket', 'grup', 'tag', 'labels', 'label', 'segment'],
});

/** Tags and the fields in use, in their order; behind the columns of the contract. */
export function ownColumns(fields: readonly CustomField[]): Column[] {
  const used = fields.filter(({ archivedAt }) => archivedAt === null);
  return [tags, ...used.map(({ id, label, type }) => column(ownKey(id), types[type], [label, label]))];
}

/** Which own fields a table may hold. */
export const ownSubjects = { clients: 'client', products: 'product' } as const;
