// Tax offices are found as people type them.
import { taxOffices } from '@crmfex/shared/tax-offices.ts';
import { expect, test } from 'vitest';
import { findOffices, fold } from './tax-office-search.ts';

const names = (typed: string, city = '') => findOffices(taxOffices, typed, city).map(({ name }) => name);

test('there are 951 of them, in 81 provinces', () => {
  expect(Object.values(taxOffices).flat()).toHaveLength(951);
  expect(Object.keys(taxOffices)).toHaveLength(81);
});

test.each(['besiktas', 'BEŞİKTAŞ', 'Beşik', 'beşiktaş istanbul'])('%s finds Beşiktaş', (typed) => {
  expect(names(typed)).toContain('Beşiktaş');
});

test('both i are one, whichever keyboard is used', () => {
  expect(fold('ISPARTA ılıca İzmir')).toBe('isparta ilica izmir');
  expect(names('igdir')).toContain('Iğdır');
});

test('those of the own city come first', () => {
  expect(findOffices(taxOffices, '', 'İzmir')[0]?.province).toBe('İzmir');
});

test('what is no office is not found', () => {
  expect(names('xyz')).toEqual([]);
});
