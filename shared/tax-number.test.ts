// Tax identities: numbers known to be right pass, every single wrong digit is caught where the checksum can.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTaxNumber, isTckn, isVkn, taxNumberKind } from './tax-number.ts';

/** Gelir İdaresi's algorithm from its written description, step by step, apart from the code under test. */
function vknCheckDigit(nine: number[]): number {
  const steps = nine.map((digit, index) => {
    const added = (digit + (10 - (index + 1))) % 10;
    if (added === 9) return 9;
    let powered = added;
    for (let doubled = 0; doubled < 10 - (index + 1); doubled += 1) powered = (powered * 2) % 9;
    return powered;
  });
  return (10 - (steps.reduce((sum, step) => sum + step, 0) % 10)) % 10;
}

function tcknOf(nine: number[]): string {
  const at = (place: number) => nine[place] ?? 0;
  const odd = at(0) + at(2) + at(4) + at(6) + at(8);
  const even = at(1) + at(3) + at(5) + at(7);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return [...nine, tenth, (odd + even + tenth) % 10].join('');
}

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });

describe('VKN', () => {
  test.each(['4540536920', '1234567890', '3810512349'])('%s holds', (number) => expect(isVkn(number)).toBe(true));

  test('exactly one last digit fits nine others, the one of the written algorithm', () => {
    fc.assert(
      fc.property(digits(9), (nine) => {
        const fitting = Array.from({ length: 10 }, (_, last) => last).filter((last) => isVkn(nine.join('') + last));
        expect(fitting).toEqual([vknCheckDigit(nine)]);
      }),
    );
  });

  test.each(['4540536921', '454053692', '45405369200', '454053692O', ' 4540536920', '', '٤٥٤٠٥٣٦٩٢٠'])(
    '%j is refused',
    (number) => expect(isVkn(number)).toBe(false),
  );
});

describe('TCKN', () => {
  test.each(['10000000146', '11111111110'])('%s holds', (number) => expect(isTckn(number)).toBe(true));

  test('numbers made by the rule hold, and no single wrong digit does', () => {
    fc.assert(
      fc.property(digits(9), fc.nat(10), fc.integer({ min: 1, max: 9 }), (nine, place, shift) => {
        fc.pre(nine[0] !== 0);
        const number = tcknOf(nine);
        expect(isTckn(number)).toBe(true);
        const wrong = Array.from(number, (digit, at) => (at === place ? (Number(digit) + shift) % 10 : digit)).join('');
        expect(isTckn(wrong)).toBe(false);
      }),
    );
  });

  test.each(['00000000000', '12345678901', '1000000014', '100000001466', '1000000014a'])('%j is refused', (number) =>
    expect(isTckn(number)).toBe(false),
  );
});

describe('EU VAT numbers, by format', () => {
  test.each([
    'DE123456789',
    'ATU12345678',
    'FR12345678901',
    'NL123456789B01',
    'EL123456789',
    'IE1234567FA',
    'XI123456789',
    'PL1234567890',
  ])('%s passes', (number) => expect(isTaxNumber(number)).toBe(true));
  test.each(['DE12345678', 'de123456789', 'XX123456789', 'TR4540536920', 'GB12345678'])('%s is refused', (number) =>
    expect(isTaxNumber(number)).toBe(false),
  );
});

test('a stored number knows what it is called', () => {
  expect(['4540536920', '10000000146', 'DE123456789', '42'].map(taxNumberKind)).toEqual([
    'vkn',
    'tckn',
    'vat',
    'other',
  ]);
});

// One example and one near miss per country; the formats are those that VIES publishes, and HMRC's for Great Britain.
test.each([
  ['AT', 'ATU12345678', 'AT12345678'],
  ['BE', 'BE0123456789', 'BE2123456789'],
  ['BG', 'BG123456789', 'BG12345678'],
  ['CY', 'CY12345678X', 'CY123456789'],
  ['CZ', 'CZ12345678', 'CZ1234567'],
  ['DE', 'DE123456789', 'DE12345678'],
  ['DK', 'DK12345678', 'DK123456789'],
  ['EE', 'EE123456789', 'EE12345678'],
  ['EL', 'EL123456789', 'GR123456789'],
  ['ES', 'ESX1234567X', 'ES123456789X'],
  ['FI', 'FI12345678', 'FI123456789'],
  ['FR', 'FRXX123456789', 'FR12345678901X'],
  ['HR', 'HR12345678901', 'HR1234567890'],
  ['HU', 'HU12345678', 'HU1234567'],
  ['IE', 'IE1234567WA', 'IE12345678'],
  ['IT', 'IT12345678901', 'IT1234567890'],
  ['LT', 'LT123456789012', 'LT1234567890'],
  ['LU', 'LU12345678', 'LU1234567'],
  ['LV', 'LV12345678901', 'LV1234567890'],
  ['MT', 'MT12345678', 'MT123456789'],
  ['NL', 'NL123456789B01', 'NL123456789B0'],
  ['PL', 'PL1234567890', 'PL123456789'],
  ['PT', 'PT123456789', 'PT12345678'],
  ['RO', 'RO12', 'RO1'],
  ['SE', 'SE123456789012', 'SE1234567890'],
  ['SI', 'SI12345678', 'SI1234567'],
  ['SK', 'SK1234567890', 'SK123456789'],
  ['XI', 'XI123456789', 'XI12345678'],
  ['GB', 'GB123456789', 'GB1234567890'],
  ['GB of a branch', 'GB123456789012', 'GB12345678901'],
  ['GB of a department', 'GBGD001', 'GBGD01'],
])('a VAT number of %s has its own form', (_, right, wrong) => {
  expect([taxNumberKind(right), isTaxNumber(wrong)]).toEqual(['vat', false]);
  expect(isTaxNumber(right.toLowerCase())).toBe(false);
});
