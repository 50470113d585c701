// Every pair of colours that is written on another can be read: measured from the tokens themselves, by day and by night.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const files = ['tokens.css', 'tag-colours.css'];
const css = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
const number = String.raw`([\d.]+)`;
const oklch = String.raw`oklch\(${number} ${number} ${number}\)`;
const pattern = new RegExp(String.raw`--([a-z-]+): light-dark\(${oklch}, ${oklch}\)`, 'g');

type Colour = [lightness: number, chroma: number, hue: number];
const tokens = new Map(
  [...css.matchAll(pattern)].map(([, name = '', ...parts]) => {
    const [l1 = 0, c1 = 0, h1 = 0, l2 = 0, c2 = 0, h2 = 0] = parts.map(Number);
    return [name, { light: [l1, c1, h1] as Colour, dark: [l2, c2, h2] as Colour }]; // three numbers each
  }),
);

/** Linear light of red, green and blue, by the OKLab author's published matrices, cut to what a screen can show. */
function linear([lightness, chroma, hue]: Colour): [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2: the ratio of the lighter to the darker, each with five hundredths of glare. */
function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['paper', 'surface', 'sunken', 'hover'];
const words = ['ink', 'ink-soft', 'ink-faint', 'accent-ink', 'good', 'warn', 'bad'];
const text: [string, string][] = [
  ...words.flatMap((word) => grounds.map((ground): [string, string] => [word, ground])),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-bad', 'bad'],
  ['accent-ink', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
];
const edges: [string, string][] = [
  ...grounds.map((ground): [string, string] => ['accent', ground]),
  ...[...tokens.keys()]
    .filter((name) => name.startsWith('tag-'))
    .flatMap((name) => grounds.map((ground): [string, string] => [name, ground])),
  ['edge', 'surface'],
  ['edge', 'paper'],
];

test('the formula knows black on white', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1);
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const colour = (name: string): Colour => {
    const found = tokens.get(name);
    if (!found) throw new Error(`tokens.css has no --${name}.`);
    return found[theme];
  };
  const below = (pairs: [string, string][], least: number) =>
    pairs
      .map(([front, ground]) => ({ front, ground, ratio: contrast(colour(front), colour(ground)) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ front, ground, ratio }) => `${front} on ${ground} is ${ratio.toFixed(2)}`);

  test('every text has a contrast of 4.5 on every ground it stands on', () => {
    expect(below(text, 4.5)).toEqual([]);
  });
  test('edges of fields and the ring of focus have a contrast of 3', () => {
    expect(below(edges, 3)).toEqual([]);
  });
  test('of the measured ratios the language tells the truth', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    for (const word of words) {
      const least = Math.min(...grounds.map((ground) => contrast(colour(word), colour(ground))));
      const row = new RegExp(`^\\| \`${word}\`.*\\|$`, 'm').exec(readme)?.[0] ?? '';
      expect({ theme, word, row }).toEqual({ theme, word, row: expect.stringContaining(least.toFixed(1)) });
    }
  });
});
