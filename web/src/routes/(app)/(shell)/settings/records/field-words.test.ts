// Lines of choices: what was renamed, and what was only moved, added or taken out.
import { expect, it } from 'vitest';
import { choicesIn, renamedIn } from './field-words.ts';

it('reads one choice a line', () => {
  expect(choicesIn(' Altın \n\nGümüş\n')).toEqual(['Altın', 'Gümüş']);
});

it.each([
  [['A', 'B'], ['A', 'C'], [{ from: 'B', to: 'C' }]],
  [['A', 'B'], ['B', 'A'], []],
  [['A', 'B'], ['A'], []],
  [['A'], ['A', 'B'], []],
  [['A', 'B'], ['B', 'C'], []],
])('%o that become %o rename %o', (before, after, renamed) => {
  expect(renamedIn(before, after)).toEqual(renamed);
});
