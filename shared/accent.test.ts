// A tenant's colour is only worn where it can be read.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentOn, contrast, mixed } from './accent.ts';

test('contrast runs from 1 to 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#3355aa', '#3355aa')).toBe(1);
});

test('a readable colour is left alone, a pale one is darkened, a white one is refused', () => {
  expect(accentOn('light', '#204db0')).toEqual({ accent: '#204db0', onAccent: '#ffffff' });
  expect(accentOn('light', '#e8590c')?.accent).not.toBe('#e8590c');
  expect(accentOn('light', '#ffffff')).toBeUndefined();
  expect(accentOn('dark', '#000000')).toBeUndefined();
});

test('whatever is found can be read, and what stands on it too', () => {
  const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(colours, (colour) => {
      for (const [ground, hex] of [
        ['light', '#ffffff'],
        ['dark', '#1a1c22'],
      ] as const) {
        const found = accentOn(ground, colour);
        if (!found) continue;
        expect(contrast(found.accent, hex)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(found.accent, found.onAccent)).toBeGreaterThanOrEqual(4.5);
      }
      expect(mixed(colour, '#ffffff', 0)).toBe(colour);
      expect(mixed(colour, '#ffffff', 1)).toBe('#ffffff');
    }),
  );
});
