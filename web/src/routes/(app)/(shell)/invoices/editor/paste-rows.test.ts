// Rows pasted from a spreadsheet must become the lines a person expects.
import { describe, expect, test } from 'vitest';
import { isTable, pastedLines } from './paste-rows.ts';

describe('pasting from a spreadsheet', () => {
  test('words alone are not a table, rows and tabs are', () => {
    expect(isTable('Kurumsal kimlik tasarımı')).toBe(false);
    expect(isTable('Kurumsal kimlik\n')).toBe(false);
    expect(isTable('Tasarım\t1\t100')).toBe(true);
    expect(isTable('Tasarım\nBakım')).toBe(true);
  });
  test('description, quantity, unit, price and VAT are found; the head row is left out', () => {
    const text = 'Açıklama\tMiktar\tBirim\tFiyat\tKDV\r\nTasarım\t2\tsaat\t1.250,50\t%10\r\nBakım\t12\tay\t900\t20\r\n';
    const lines = pastedLines(text, 'tr', '20');
    expect(lines).toMatchObject([
      { description: 'Tasarım', quantity: '2', unit: 'HUR', unitPrice: '1.250,50', vatRate: '10', discount: '' },
      { description: 'Bakım', quantity: '12', unit: 'MON', unitPrice: '900', vatRate: '20', discount: '' },
    ]);
  });
  test('one number is the price of one piece', () => {
    const [line] = pastedLines('Kurulum\t4.500,00', 'tr', '10');
    expect(line).toMatchObject({
      description: 'Kurulum',
      quantity: '1',
      unit: 'C62',
      unitPrice: '4.500,00',
      vatRate: '10',
    });
  });
  test('rows without numbers become descriptions, and no more than 500 rows are taken', () => {
    expect(pastedLines('Bir\nİki\n\nÜç', 'tr', '20').map((line) => line.description)).toEqual(['Bir', 'İki', 'Üç']);
    expect(pastedLines('a\t1\n'.repeat(600), 'tr', '20')).toHaveLength(500);
  });
});
