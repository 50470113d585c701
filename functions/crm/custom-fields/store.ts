// SQL of a business's own fields; the columns come from the contract.
import * as z from 'zod';
import { CustomField, type CustomFieldSubject } from '../../../shared/custom-fields.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

export const customFields = table('custom_fields', CustomField);

/** Archived ones last. */
export function fieldsOf(subject?: CustomFieldSubject): Statement<CustomField> {
  return query(
    CustomField,
    `select ${customFields.columns} from custom_fields where $1::text is null or subject = $1
     order by subject, archived_at is not null, position, created_at, id limit 400`,
    [subject ?? null],
  );
}

/** In the order of the list; what it does not name stands behind. */
export function orderFields(subject: CustomFieldSubject, ids: readonly string[]): Statement<never> {
  return command(
    `update custom_fields f set position = coalesce(array_position($2::uuid[], f.id), 1000) where f.subject = $1`,
    [subject, ids],
  );
}

const records: Record<CustomFieldSubject, string> = { client: 'clients', product: 'products', invoice: 'invoices' };

/** A choice gets another name in every record that keeps it. */
export function renameChoice(
  { id, subject }: Pick<CustomField, 'id' | 'subject'>,
  { from, to }: { from: string; to: string },
): Statement<never> {
  return command(
    `update ${records[subject]} set custom_fields = jsonb_set(custom_fields, array[$1::text], to_jsonb($3::text)),
       version = version + 1, updated_at = now()
     where custom_fields ->> $1::text = $2`,
    [id, from, to],
  );
}

export function useOf({ id, subject }: Pick<CustomField, 'id' | 'subject'>): Statement<{ count: number }> {
  const row = z.strictObject({ count: z.int() });
  return query(row, `select count(*)::int as count from ${records[subject]} where custom_fields ? $1::text`, [id]);
}
