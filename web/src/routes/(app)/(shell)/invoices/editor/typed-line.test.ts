// What people type into a line must mean what they meant, in Turkish and in English.
import { describe, expect, test } from 'vitest';
import { blankLine, parseDiscount, readLine, typedLine } from './typed-line.ts';

describe('a typed line', () => {
  test('a decimal comma and dots between thousands are read as in Turkish', () => {
    const line = { ...blankLine(), description: 'Tasarım', quantity: '1,5', unitPrice: '1.250,75' };
    const { input, faults } = readLine(line, 'TRY', 'tr');
    expect(faults).toEqual([]);
    expect(input).toMatchObject({ quantity: '1.5', unitPrice: '1250.75', vatRate: '20' });
  });
  test('half-written fields are named and never sent as numbers', () => {
    const { input, faults } = readLine(
      { ...blankLine(), quantity: 'üç', unitPrice: '-5', vatRate: '120' },
      'TRY',
      'tr',
    );
    expect(faults).toEqual(['description', 'quantity', 'unitPrice', 'vatRate']);
    expect(input).toMatchObject({ quantity: '0', unitPrice: '0', vatRate: '0' });
  });
  test('more than six places are refused instead of rounded', () => {
    expect(readLine({ ...blankLine(), description: 'x', unitPrice: '0,1234567' }, 'TRY', 'tr').faults).toEqual([
      'unitPrice',
    ]);
  });
  test('a discount with a percent sign is a rate, without one an amount', () => {
    expect(parseDiscount('%12,5', 'TRY', 'tr')).toEqual({ discountRate: '12.5', discountMinor: null });
    expect(parseDiscount('10%', 'EUR', 'en')).toEqual({ discountRate: '10', discountMinor: null });
    expect(parseDiscount('1.500,50', 'TRY', 'tr')).toEqual({ discountRate: null, discountMinor: 150_050 });
    expect(parseDiscount('  ', 'TRY', 'tr')).toEqual({ discountRate: null, discountMinor: null });
    expect(parseDiscount('%101', 'TRY', 'tr')).toBeUndefined();
    expect(parseDiscount('0,005', 'TRY', 'tr')).toBeUndefined();
  });
  test('a stored line comes back as typed and means the same again', () => {
    const stored = {
      description: 'Danışmanlık',
      quantity: '2.25',
      unit: 'HUR',
      unitPrice: '1234.5',
      vatRate: '9.975',
      discountRate: '7.5',
      discountMinor: null,
    };
    for (const language of ['tr', 'en'] as const) {
      expect(readLine(typedLine(stored, 'TRY', language), 'TRY', language).input).toEqual({
        ...stored,
        unitPrice: '1234.50',
      });
    }
  });
});
