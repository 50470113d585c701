// A list's address: read back as it was written, and never taken at its word.
import { expect, test } from 'vitest';
import { addressOf, questionOf, queryOf, readAddress } from './address.ts';

const list: Parameters<typeof readAddress>[0] = {
  path: '/invoices',
  defaultSort: '-createdAt',
  columns: [{ key: 'due', label: () => '', sort: 'dueDate' }],
  tabs: [
    { value: '', label: () => '', params: {} },
    { value: 'overdue', label: () => '', params: { overdue: 'true' } },
  ],
  filters: [
    { key: 'state', label: () => '', kind: 'choice', choices: () => [{ value: 'draft', label: '' }] },
    { key: 'due', label: () => '', kind: 'days', from: 'dueFrom', to: 'dueTo' },
    { key: 'total', label: () => '', kind: 'amount', from: 'totalFrom', to: 'totalTo' },
  ],
};

test('is read back as it was written', () => {
  const asked = {
    tab: 'overdue',
    view: '',
    params: { search: 'ığdır & oğlu', state: 'draft', dueFrom: '2026-01-01', totalTo: '5000' },
    sort: '-dueDate',
  };
  const address = addressOf(list, asked);
  expect(readAddress(list, address.slice(address.indexOf('?')))).toEqual(asked);
  expect(addressOf(list, readAddress(list, ''))).toBe('/invoices');
});

test('what it does not know, or what no list could answer, is left out', () => {
  const search = '?tab=x&state=robbed&dueFrom=soon&totalFrom=-1&sort=password&admin=true&totalTo=7';
  expect(readAddress(list, search)).toEqual({ tab: '', view: '', params: { totalTo: '7' }, sort: '-createdAt' });
});

test('a filter cannot undo the condition of its tab', () => {
  const asked = readAddress(list, '?tab=overdue&overdue=false&state=draft');
  expect(questionOf(list, asked)).toEqual({ overdue: 'true', state: 'draft', sort: '-createdAt' });
  expect(queryOf(list, asked)).toBe('tab=overdue&state=draft');
});
