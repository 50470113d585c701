// Every column that a table of a business may hold: those of the contract, and those that it made itself.
import type { CustomField } from '../../../shared/custom-fields.ts';
import { importColumns, type ImportSubject } from '../../../shared/tables/index.ts';
import type { Column } from '../../../shared/tables/column.ts';
import { ownColumns, ownSubjects } from '../../../shared/tables/own.ts';
import { customFieldStatements } from '../../crm/custom-fields/custom-fields.ts';
import type { Statement } from '../../platform/statement.ts';

/** The fields of both kinds of records, in one statement each. */
export const ownFieldsOf = (subject: string): Statement<CustomField> =>
  customFieldStatements.of(subject === 'products' ? 'product' : 'client');

export function columnsFor(subject: ImportSubject, fields: readonly CustomField[]): Column[] {
  return [...importColumns(subject), ...(subject in ownSubjects ? ownColumns(fields) : [])];
}
