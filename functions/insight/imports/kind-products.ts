// Rows that are products and services, each with its prices.
import type * as z from 'zod';
import type { CustomValues } from '../../../shared/custom-fields.ts';
import { currencies } from '../../../shared/fields.ts';
import { fold } from '../../../shared/fold.ts';
import { newId } from '../../../shared/ids.ts';
import { ProductCreate, ProductInput } from '../../../shared/products.ts';
import { plainProduct, productStatements } from '../../crm/products/products.ts';
import type { KnownProduct } from '../../crm/products/many-store.ts';
import { tagStatements } from '../../crm/tags/tags.ts';
import type { Statement } from '../../platform/statement.ts';
import {
  byContract,
  distinct,
  failed,
  given,
  said,
  skipped,
  textOf,
  type Decision,
  type Kind,
  type Reading,
  type TypedRow,
} from './kind.ts';
import { ownValues, tagFinder, tagNames } from './own-fields.ts';
import type { RowError } from './store.ts';

type Typed = {
  row: TypedRow;
  product: Omit<z.output<typeof ProductCreate>, 'customFields'>;
  own: CustomValues;
  tags: string[];
};
type Item = Typed | { row: TypedRow; errors: RowError[] };

const fields = Object.keys(ProductInput.shape).filter((key) => key !== 'prices' && key !== 'customFields');

/** A price per currency; one without a currency of its own is in that of the row or of the business. */
function pricesOf(reading: Reading, row: TypedRow): { currency: string; unitPrice: string }[] {
  const own = textOf(row, 'currency') ?? reading.tenant.currency;
  const plain = textOf(row, 'price');
  return currencies.flatMap((currency) => {
    const unitPrice = textOf(row, `price${currency}`) ?? (currency === own ? plain : null);
    return unitPrice === null ? [] : [{ currency, unitPrice }];
  });
}

function columnOf(prices: readonly { currency: string }[], row: TypedRow) {
  return ([field = '', place = '']: string[]) => {
    if (field !== 'prices') return field;
    const key = `price${prices[Number(place)]?.currency ?? ''}`;
    return textOf(row, key) === null ? 'price' : key;
  };
}

async function readItem(reading: Reading, row: TypedRow): Promise<Item> {
  const values = Object.fromEntries(
    fields.flatMap((key) => (given(row, key) === undefined ? [] : [[key, row.values[key]]])),
  );
  const prices = pricesOf(reading, row);
  const whole = prices.length > 0 ? { ...values, prices } : values;
  const read = await byContract(reading, ProductCreate, whole, columnOf(prices, row));
  const own = ownValues(reading, row);
  const tags = tagNames(reading, row);
  const found = [...row.errors, ...('errors' in read ? read.errors : []), ...own.errors, ...tags.errors];
  const errors = distinct(found);
  return errors.length > 0 || !('value' in read)
    ? { row, errors }
    : { row, product: read.value, own: own.values, tags: tags.names };
}

const codeKey = (code: string | null | undefined) => code?.toLowerCase() ?? null;
const markOf = ({ code, name }: { code?: string | null; name: string }) =>
  code ? `code ${codeKey(code)}` : `name ${fold(name)}`;

function indexOf(known: readonly KnownProduct[]) {
  const byCode = new Map(known.flatMap((one) => (one.codeKey === null ? [] : [[one.codeKey, one] as const])));
  const byName = new Map(known.toReversed().map((one) => [one.nameKey, one] as const));
  return ({ code, name }: Typed['product']): KnownProduct | undefined => {
    if (!code) return byName.get(fold(name));
    const named = byName.get(fold(name));
    return byCode.get(codeKey(code) ?? '') ?? (named?.codeKey === null ? named : undefined);
  };
}

type Draft = {
  decisions: Decision[];
  products: (ProductInput & { id: string })[];
  statements: Statement<unknown>[];
  tags: ReturnType<typeof tagFinder>;
};

function create(reading: Reading, { row, product, own, tags }: Typed, draft: Draft): void {
  const blank = { code: null, description: null, withholdingCode: null, exemptionCode: null };
  const whole = {
    ...blank,
    ...plainProduct,
    vatRate: reading.tenant.vatRates[0] ?? plainProduct.vatRate,
    ...product,
    customFields: own,
    id: newId(),
  };
  draft.products.push(whole);
  draft.tags.put(whole.id, tags);
  reading.seen.set(markOf(whole), whole.id);
  const made = { recordKind: 'product' as const, recordId: whole.id, before: null, versionAfter: 1 };
  draft.decisions.push({ ...skipped([row]), outcome: 'created', made });
}

function fillIn({ row, product, own, tags }: Typed, known: KnownProduct, draft: Draft): Decision {
  const { prices, ...rest } = product;
  const changes: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => key in row.values && value !== known[key as keyof KnownProduct]), // keys of the contract
  );
  if (prices) {
    const kept = known.prices.filter(({ currency }) => !prices.some((price) => price.currency === currency));
    const all = [...kept, ...prices];
    const isSame =
      all.length === known.prices.length &&
      prices.every((price) =>
        known.prices.some(({ currency, unitPrice }) => currency === price.currency && unitPrice === price.unitPrice),
      );
    if (!isSame) changes['prices'] = all;
  }
  if (Object.entries(own).some(([id, value]) => known.customFields[id] !== value))
    changes['customFields'] = { ...known.customFields, ...own };
  const added = draft.tags.put(known.id, tags, known.tagIds);
  const names = Object.keys(changes);
  if (names.length + added.length === 0) return skipped([row]);
  const earlier = Object.fromEntries(names.map((name) => [name, known[name as keyof KnownProduct]])); // as above
  const before = { product: earlier, tags: added };
  if (names.length > 0) {
    draft.statements.push(productStatements.update(known.id, changes as Partial<KnownProduct>)); // the contract's own values
    Object.assign(known, changes, { version: known.version + 1 });
  }
  const made = { recordKind: 'product' as const, recordId: known.id, before, versionAfter: known.version };
  return { ...skipped([row]), outcome: 'updated', made };
}

/** One row is one product. */
export const productKind: Kind = async (reading, groups) => {
  const items: Item[] = [];
  for (const [row] of groups) if (row) items.push(await readItem(reading, row));
  const good = items.filter((item): item is Typed => 'product' in item);
  const codes = good.flatMap(({ product }) => codeKey(product.code) ?? []);
  return async (look) => {
    const names = good.map(({ product }) => fold(product.name));
    const [known, tags] = await look([productStatements.find(codes, names), tagStatements.all()]);
    const find = indexOf(known);
    const draft: Draft = { decisions: [], products: [], statements: [], tags: tagFinder(tags, reading.at) };
    const { existing } = reading.options;
    for (const item of items) {
      if (!('product' in item)) {
        draft.decisions.push(failed([item.row], item.errors));
        continue;
      }
      const found = find(item.product);
      const isSeen = reading.seen.has(markOf(item.product));
      const isTaken = Boolean(item.product.code) && (isSeen || found?.codeKey === codeKey(item.product.code));
      if (existing === 'create' && isTaken)
        draft.decisions.push(failed([item.row], [said(reading, 'code', 'product.code')]));
      else if (existing !== 'create' && (isSeen || (found && existing === 'skip')))
        draft.decisions.push(skipped([item.row]));
      else if (existing === 'update' && found) draft.decisions.push(fillIn(item, found, draft));
      else create(reading, item, draft);
    }
    const inserts = draft.products.length > 0 ? [productStatements.insertMany(draft.products, reading.at)] : [];
    return {
      decisions: draft.decisions,
      statements: [...inserts, ...draft.statements, ...draft.tags.statements('product')],
    };
  };
};
