// What keeps a draft from being issued on a day, by field: each gap is named where it can be closed.
import { compareDays } from '../../../shared/dates.ts';
import { formatDay } from '../../../shared/format.ts';
import type { Language } from '../../../shared/fields.ts';
import type { InvoiceChargeInput, InvoiceInput, InvoiceLineInput } from '../../../shared/invoices.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import { missingSellerFields, type Tenant } from '../../../shared/tenants.ts';

type Gap = FieldProblem | false;
const there = (gaps: Gap[]): FieldProblem[] => gaps.filter((gap) => gap !== false);

/** Empty when the draft can be issued. @param language of whoever issues it */
export function issueProblems(draft: InvoiceInput, tenant: Tenant, day: string, language: Language): FieldProblem[] {
  const isTurkish = tenant.country === 'TR';
  const isEarly = draft.dueDate !== null && compareDays(draft.dueDate, day) < 0;
  const parameters = { date: formatDay(day, language) };
  return there([
    ...missingSellerFields(tenant).map((field) => ({ pointer: `#/seller/${field}`, key: `seller.${field}` })),
    draft.lines.length === 0 && { pointer: '#/lines', key: 'invoice.noLines' },
    isEarly && { pointer: '#/dueDate', key: 'invoice.dueBeforeIssue', parameters },
    ...draft.lines.flatMap((line, place) => [
      ...exemptionGaps(line, isTurkish, `#/lines/${place}`),
      ...withholdingGaps(line, `#/lines/${place}`),
    ]),
    ...draft.charges.flatMap((charge, place) => exemptionGaps(charge, isTurkish, `#/charges/${place}`)),
    ...deliveryGaps(draft),
    draft.orderDate !== null && draft.orderNumber === null && { pointer: '#/orderNumber', key: 'invoice.orderNumber' },
    ...draft.despatches.map(
      ({ date }, place): Gap => date === null && { pointer: `#/despatches/${place}/date`, key: 'invoice.despatchDate' },
    ),
  ]);
}

/** Nobody finds a place without a street and a town. */
function deliveryGaps({ deliveryAddress, deliveryAddressId }: InvoiceInput): Gap[] {
  if (!deliveryAddress || (deliveryAddress.addressLine && deliveryAddress.city)) return [];
  const field = deliveryAddress.addressLine ? 'city' : 'addressLine';
  const pointer = deliveryAddressId ? '#/deliveryAddressId' : `#/deliveryAddress/${field}`;
  return [{ pointer, key: 'invoice.deliveryIncomplete' }];
}

/** GİB's Schematron (TaxExemptionReasonCheck) wants a code where the VAT is 0; where there is VAT, a code would deny it. */
function exemptionGaps(part: InvoiceLineInput | InvoiceChargeInput, isTurkish: boolean, pointer: string): Gap[] {
  const isFree = Number(part.vatRate) === 0;
  return [
    isTurkish && isFree && !part.exemptionCode && { pointer: `${pointer}/exemptionCode`, key: 'invoice.exemptionCode' },
    !isFree && Boolean(part.exemptionCode) && { pointer: `${pointer}/exemptionCode`, key: 'invoice.exemptionWithVat' },
  ];
}

function withholdingGaps({ vatRate, withholdingCode }: InvoiceLineInput, pointer: string): Gap[] {
  const isPointless = Boolean(withholdingCode) && Number(vatRate) === 0;
  return [isPointless && { pointer: `${pointer}/withholdingCode`, key: 'invoice.withholdingWithoutVat' }];
}
