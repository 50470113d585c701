// Fields of the business's own on invoices: for its own order, never printed, so they change after issue, too.
import {
  missingFields,
  type CustomChanges,
  type CustomField,
  type CustomValues,
} from '../../../shared/custom-fields.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import { customFieldStatements } from '../../crm/custom-fields/custom-fields.ts';
import { applyCustomChanges } from '../../crm/custom-fields/values.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one } from '../../platform/flush.ts';
import { getFields, setFields } from './marks-store.ts';

/**
 * Changes the named values, whatever the state; what is asked for may be missing until the invoice is issued.
 * @throws Problem `notFound`, `invalid` with a pointer to each wrong value
 */
export async function setInvoiceFields(ctx: Context, id: string, changes: CustomChanges) {
  return inTenant(ctx, async (tx) => {
    const [rows, fields] = await tx.read([getFields(id), customFieldStatements.of('invoice')]);
    const { clientName, customFields: kept } = one(rows);
    const customFields = applyCustomChanges(fields, kept, changes, 'later') ?? kept;
    tx.write(
      setFields(id, customFields),
      audit(ctx, 'invoice.fieldsChanged', { subjectKind: 'invoice', subjectId: id, detail: { clientName } }),
    );
    await tx.commit([]);
    return { customFields };
  });
}

/** What is asked for and has no value yet. */
export const fieldGaps = (fields: readonly CustomField[], values: CustomValues): FieldProblem[] =>
  missingFields(fields, values).map(({ id, label }) => ({
    pointer: `#/customFields/${id}`,
    key: 'customField.missing',
    parameters: { label },
  }));
