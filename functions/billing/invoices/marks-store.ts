// SQL of how a business sorts its invoices: their tags and the fields of its own.
import * as z from 'zod';
import { CustomValues } from '../../../shared/custom-fields.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { marks } from './columns-of-marks.ts';

const Fields = z.strictObject({ clientName: z.string(), customFields: CustomValues });

/** The values, locked until they are written. */
export const getFields = (id: string): Statement<z.infer<typeof Fields>> =>
  query(
    Fields,
    `select coalesce(i.buyer_name, c.name) as client_name, i.custom_fields
     from invoices i join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id where i.id = $1 for update of i`,
    [id],
  );

/** No version goes up: nothing that is printed, and nothing that a draft's editor saves, changes. */
export const setFields = (id: string, values: CustomValues): Statement<never> =>
  command('update invoices set custom_fields = $2 where id = $1', [id, json(values)]);

/** Puts marks on a draft, as far as tags and fields are still there and the values fit. @param from SQL of one `marks` with `$2` */
function putMarks(id: string, from: string, value: string): Statement<never> {
  return command(
    `with was as (${from}), put as (
       insert into invoice_tags (invoice_id, tag_id)
       select $1, t.id from was, jsonb_array_elements_text(was.marks -> 'tagIds') l join tags t on t.id = l.value::uuid on conflict do nothing
     )
     update invoices set custom_fields = coalesce((
       select jsonb_object_agg(v.key, v.value) from was, jsonb_each(was.marks -> 'customFields') v
         join custom_fields f on f.id::text = v.key and f.subject = 'invoice' and f.archived_at is null
       where app.is_custom_value(f.type, f.choices, v.value)), '{}')
     where id = $1`,
    [id, value],
  );
}

/** The marks of another invoice, for its copy. */
export const copyMarks = (id: string, originalId: string): Statement<never> =>
  putMarks(id, `select ${marks} as marks from invoices i where i.id = $2::uuid`, originalId);

/** Those that a deleted draft had. */
export const restoreMarks = (id: string): Statement<never> =>
  putMarks(id, 'select marks from removed_drafts where id = $2::uuid', id);
