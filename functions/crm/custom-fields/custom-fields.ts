// A business's own fields: defined once, put in an order, archived with their values, deleted only while nothing uses them.
import type {
  CustomField,
  CustomFieldChange,
  CustomFieldCreate,
  CustomFieldSubject,
} from '../../../shared/custom-fields.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { customFields, fieldsOf, orderFields, renameChoice, useOf } from './store.ts';

const fieldsMax = 50;

nameConstraints({
  custom_fields_pkey: { key: 'customField.taken' },
  'no two custom fields share a name': { key: 'customField.exists', pointer: '#/label' },
  'a custom value fits its field': { key: 'customField.unfit', pointer: '#/customFields' },
  'a custom field with values is archived, not deleted': { key: 'customField.used', kind: 'conflict' },
});

/** What clients and products read within their own transactions. */
export const customFieldStatements = { of: fieldsOf };

const told = (ctx: Context, kind: string, { id, label }: Pick<CustomField, 'id' | 'label'>) =>
  audit(ctx, kind, { subjectKind: 'customField', subjectId: id, detail: { name: label } });

/** @throws Problem `invalid` when a choice has none, or another type has some */
function checkChoices(type: CustomField['type'], choices: readonly string[]): void {
  if ((type === 'choice') === choices.length > 0) return;
  const key = type === 'choice' ? 'customField.noChoices' : 'customField.notChoices';
  throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/choices', key }]);
}

export async function listCustomFields(ctx: Context, subject?: CustomFieldSubject): Promise<CustomField[]> {
  const [rows] = await flush(ctx, [fieldsOf(subject)]);
  return rows;
}

/** A new field stands last. @throws Problem `conflict` when the name is taken, or there are too many fields */
export async function createCustomField(
  ctx: Context,
  { id = newId(), choices = [], isRequired = false, ...typed }: CustomFieldCreate,
): Promise<CustomField> {
  checkChoices(typed.type, choices);
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [known] = await tx.read([fieldsOf(typed.subject)]);
    const used = known.filter(({ archivedAt }) => archivedAt === null);
    if (used.length >= fieldsMax) throw new Problem('conflict', 'customField.tooMany', { max: fieldsMax });
    const position = Math.max(0, ...known.map((field) => field.position)) + 1;
    tx.write(told(ctx, 'customField.created', { id, label: typed.label }));
    const row = { ...typed, id, choices, isRequired, position, createdAt, updatedAt: createdAt };
    const [rows] = await tx.commit([customFields.insert(row)]);
    return one(rows);
  });
}

/** @throws Problem `changed` when somebody else was faster, `conflict` when the name is taken */
export async function updateCustomField(
  ctx: Context,
  id: string,
  ifMatch: number,
  { renamed = [], ...changes }: CustomFieldChange,
): Promise<CustomField> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([customFields.get(id, 'for update')]);
    const field = one(rows);
    if (field.version !== ifMatch) throw new Problem('changed');
    const choices = changes.choices ?? field.choices;
    checkChoices(field.type, choices);
    const stray = renamed.findIndex(({ from, to }) => choices.includes(from) || !choices.includes(to));
    if (stray >= 0) {
      throw new Problem('invalid', 'invalid', {}, [{ pointer: `#/renamed/${stray}/to`, key: 'customField.choice' }]);
    }
    tx.write(told(ctx, 'customField.updated', { id, label: changes.label ?? field.label }));
    tx.write(customFields.update(id, changes), ...renamed.map((names) => renameChoice(field, names)));
    const [updated] = await tx.commit([customFields.get(id)]);
    return one(updated);
  });
}

export async function orderCustomFields(
  ctx: Context,
  subject: CustomFieldSubject,
  ids: string[],
): Promise<CustomField[]> {
  const [, rows] = await flush(ctx, [orderFields(subject, ids), fieldsOf(subject)]);
  return rows;
}

async function setArchived(ctx: Context, id: string, archivedAt: string | null): Promise<CustomField> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([customFields.get(id, 'for update')]);
    const field = one(rows);
    if ((field.archivedAt === null) === (archivedAt === null)) return field;
    tx.write(told(ctx, archivedAt ? 'customField.archived' : 'customField.restored', field));
    const [updated] = await tx.commit([customFields.update(id, { archivedAt })]);
    return one(updated);
  });
}

/** Its values stay, and are shown again when it comes back. */
export const archiveCustomField = (ctx: Context, id: string): Promise<CustomField> =>
  setArchived(ctx, id, ctx.clock().toISOString());

/** @throws Problem `conflict` when another field took its name meanwhile */
export const restoreCustomField = (ctx: Context, id: string): Promise<CustomField> => setArchived(ctx, id, null);

/** @throws Problem `conflict` when a record has a value of it */
export async function deleteCustomField(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([customFields.get(id, 'for update')]);
    const field = one(rows);
    const [counts] = await tx.read([useOf(field)]);
    if (one(counts).count > 0) throw new Problem('conflict', 'customField.used');
    tx.write(customFields.remove(id), told(ctx, 'customField.deleted', field));
  });
}
