// Amounts must read exactly as their minor units say, however large.
import { describe, expect, test } from 'vitest';
import { amountText, decimalOf } from './amount.ts';

describe('amounts for people', () => {
  test('minor units become decimals without a float', () => {
    expect(decimalOf(5, 'TRY')).toBe('0.05');
    expect(decimalOf(-120, 'EUR')).toBe('-1.20');
    expect(decimalOf(9_007_199_254_740_991, 'TRY')).toBe('90071992547409.91');
  });
  test('Turkish and English write the same amount their own way', () => {
    expect(amountText(9_999_999_999, 'TRY', 'tr')).toBe('₺99.999.999,99');
    expect(amountText(123_456, 'EUR', 'en')).toBe('€1,234.56');
  });
});
