// Two people on one draft: nothing that only one of them wrote is lost, and what both wrote is named.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Typed } from './draft.svelte.ts';
import { mergeDrafts } from './merge.ts';
import { blankLine, type TypedLine } from './typed-line.ts';
import { noDelivery } from './typed-delivery.ts';
import { noRate } from '#lib/typed-rate.ts';

const line = (description: string, changes: Partial<TypedLine> = {}): TypedLine => ({
  ...blankLine(),
  description,
  unitPrice: '100,00',
  ...changes,
});
const draft = (changes: Partial<Typed> = {}): Typed => ({
  ...{ billingAddressId: null, delivery: noDelivery },
  ...{ clientId: 'c', clientName: 'Ege', currency: 'TRY', language: 'tr', dueDate: '2026-12-01' },
  ...{
    pricesIncludeVat: false,
    roundingMode: 'category',
    discount: '',
    rate: noRate,
    design: null,
    isBilingual: false,
  },
  ...{
    charges: [],
    stopaj: '',
    orderNumber: '',
    orderDate: null,
    despatches: [],
    notes: '',
    internalNotes: '',
    series: '',
  },
  lines: [line('a'), line('b'), line('c')],
  ...changes,
});
const lines = (...names: string[]) => names.map((name) => line(name));
const names = ({ lines: all }: Typed) => all.map(({ description }) => description);
const merge = (base: Typed, mine: Typed, theirs: Typed, prefer?: 'mine' | 'theirs') =>
  mergeDrafts({ base, mine, theirs }, 'tr', prefer);

describe('different fields', () => {
  test('join by themselves', () => {
    const { typed, clashes } = merge(draft(), draft({ notes: 'Benim' }), draft({ dueDate: '2026-12-31' }));
    expect(clashes).toEqual([]);
    expect(typed).toMatchObject({ notes: 'Benim', dueDate: '2026-12-31' });
  });
  test('of one line join too, under the key it has here', () => {
    const mine = draft({ lines: [line('a', { quantity: '5' }), line('b'), line('c')] });
    const theirs = draft({ lines: [line('a', { unitPrice: '250,00' }), line('b'), line('c')] });
    const { typed, clashes } = merge(draft(), mine, theirs);
    expect(clashes).toEqual([]);
    expect(typed.lines[0]).toMatchObject({ quantity: '5', unitPrice: '250,00', key: mine.lines[0]?.key });
  });
  test('a client comes with its name', () => {
    const { typed } = merge(draft(), draft({ notes: 'x' }), draft({ clientId: 'd', clientName: 'Kuzey' }));
    expect(typed).toMatchObject({ clientId: 'd', clientName: 'Kuzey' });
  });
  test('addresses go with the client that stays, and are no clash of their own', () => {
    const delivery = { addressId: 'depot', place: null };
    const mine = draft({ billingAddressId: 'branch', delivery });
    const theirs = draft({ clientId: 'd', clientName: 'Kuzey', billingAddressId: 'other' });
    const merged = merge(draft(), mine, theirs);
    expect(merged).toMatchObject({
      clashes: [],
      typed: { clientId: 'd', billingAddressId: 'other', delivery: noDelivery },
    });
    expect(merge(draft(), mine, draft({ notes: 'x' })).typed).toMatchObject({ billingAddressId: 'branch', delivery });
    expect(merge(draft(), mine, draft({ billingAddressId: 'other' })).clashes).toMatchObject([
      { field: 'billingAddressId' },
    ]);
  });
});

describe('lines', () => {
  test('added by both are both kept, wherever they stand', () => {
    const { typed } = merge(
      draft(),
      draft({ lines: lines('a', 'b', 'c', 'mine') }),
      draft({ lines: lines('theirs', 'a', 'b', 'c') }),
    );
    expect(names(typed)).toEqual(['theirs', 'a', 'b', 'c', 'mine']);
    const same = merge(
      draft(),
      draft({ lines: lines('a', 'b', 'c', 'm') }),
      draft({ lines: lines('a', 'b', 'c', 't') }),
    );
    expect(names(same.typed)).toEqual(['a', 'b', 'c', 't', 'm']);
    expect(same.clashes).toEqual([]);
  });
  test('removed by one and untouched by the other are gone', () => {
    expect(names(merge(draft(), draft({ lines: lines('a', 'c') }), draft({ notes: 'x' })).typed)).toEqual(['a', 'c']);
    expect(names(merge(draft(), draft({ notes: 'x' }), draft({ lines: lines('b') })).typed)).toEqual(['b']);
  });
  test('changed by one beside one that the other added', () => {
    const mine = draft({ lines: [line('a'), line('b', { quantity: '9' }), line('c')] });
    const { typed, clashes } = merge(draft(), mine, draft({ lines: lines('a', 'b', 'new', 'c') }));
    expect([names(typed), typed.lines[1]?.quantity, clashes]).toEqual([['a', 'b', 'new', 'c'], '9', []]);
  });
  test('changed by one and removed by the other are a clash', () => {
    const mine = draft({ lines: [line('a'), line('b', { quantity: '9' }), line('c')] });
    const theirs = draft({ lines: lines('a', 'c') });
    const kept = merge(draft(), mine, theirs);
    expect(kept.clashes).toMatchObject([{ field: 'lines', theirs: [] }]);
    expect([names(kept.typed), names(merge(draft(), mine, theirs, 'theirs').typed)]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
  });
  test('that are begun but empty stay under the pen', () => {
    const pen = blankLine();
    const { typed } = merge(
      draft(),
      draft({ lines: [...lines('a', 'b', 'c'), pen] }),
      draft({ lines: lines('a', 'b', 'c', 't') }),
    );
    expect([names(typed), typed.lines.at(-1)?.key]).toEqual([['a', 'b', 'c', 't', ''], pen.key]);
  });
});

describe('the same field', () => {
  test('is a clash with both texts, and the preferred one stays', () => {
    const [mine, theirs] = [draft({ notes: 'M' }), draft({ notes: 'T' })];
    expect(merge(draft(), mine, theirs).clashes).toEqual([{ field: 'notes', mine: 'M', theirs: 'T' }]);
    expect(merge(draft(), mine, theirs).typed.notes).toBe('M');
    expect(merge(draft(), mine, theirs, 'theirs').typed.notes).toBe('T');
  });
  test('is none when both mean the same', () => {
    const of = (unitPrice: string) => draft({ lines: [line('a', { unitPrice })] });
    expect(merge(of('1'), of('1.000,00'), of('1000')).clashes).toEqual([]);
  });
});

test('whoever changed nothing gets what the other wrote, whatever it was', () => {
  const some = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 7 })
    .map((all) => draft({ lines: lines(...all) }));
  fc.assert(
    fc.property(some, some, (base, other) => {
      const [taken, left] = [merge(base, base, other), merge(base, other, base)];
      expect([taken.clashes, left.clashes]).toEqual([[], []]);
      const wanted = names(other).length > 0 ? names(other) : [''];
      expect([names(taken.typed), names(left.typed)]).toEqual([wanted, wanted]);
    }),
  );
});
test('no line that only one side wrote is ever lost', () => {
  const base = lines('a', 'b', 'c', 'd');
  const edit = (word: string) =>
    fc
      .array(fc.tuple(fc.nat(3), fc.constantFrom('add', 'keep')), { maxLength: 4 })
      .map((acts) =>
        acts.reduce(
          (all, [at, act], turn) => (act === 'add' ? all.toSpliced(at, 0, line(`${word}${turn}`)) : all),
          base,
        ),
      );
  fc.assert(
    fc.property(edit('m'), edit('t'), (mine, theirs) => {
      const { typed, clashes } = merge(draft({ lines: base }), draft({ lines: mine }), draft({ lines: theirs }));
      expect(clashes).toEqual([]);
      for (const one of [...mine, ...theirs]) expect(names(typed)).toContain(one.description);
    }),
  );
});
