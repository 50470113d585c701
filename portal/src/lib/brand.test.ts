// A seller's colour never makes a page hard to read.
import { describe, expect, test } from 'vitest';
import { accentOn, contrast } from './brand.ts';

describe('contrast', () => {
  test('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#3355aa', '#3355aa')).toBe(1);
  });
});

describe('the accent of a brand', () => {
  test('is the very colour where it can be read', () => {
    expect(accentOn('light', '#0f5132')).toEqual({ accent: '#0f5132', onAccent: '#ffffff' });
  });

  test('is darkened on paper and lightened on ink until it can be read', () => {
    expect(accentOn('light', '#e07a1f')?.accent).not.toBe('#e07a1f');
    expect(accentOn('dark', '#1e3a8a')?.accent).not.toBe('#1e3a8a');
  });

  test('is left out when nothing of the colour would remain', () => {
    expect(accentOn('light', '#ffffff')).toBeUndefined();
    expect(accentOn('light', '#fffbe6')).toBeUndefined();
    expect(accentOn('dark', '#000000')).toBeUndefined();
  });

  test('always has 4.5 to 1 on its ground and under its words', () => {
    const steps = ['00', '40', '80', 'c0', 'ff'];
    for (const red of steps)
      for (const green of steps)
        for (const blue of steps)
          for (const [ground, hex] of [
            ['light', '#f6f5f2'],
            ['dark', '#262a33'],
          ] as const) {
            const found = accentOn(ground, `#${red}${green}${blue}`);
            if (!found) continue;
            expect(contrast(found.accent, hex)).toBeGreaterThanOrEqual(4.5);
            expect(contrast(found.accent, found.onAccent)).toBeGreaterThanOrEqual(4.5);
          }
  });
});
