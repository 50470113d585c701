// Cutting typst's drawing into pages: each stands alone, at the top of its own sheet, with the letters it needs and no others.
import { describe, expect, test } from 'vitest';
import { svgPages } from './svg-pages.ts';

const [a, b] = ['gA1B2', 'gC3D4'];
const symbol = (id: string, path: string) =>
  `        <symbol id="${id}" overflow="visible">\n            <path d="${path}"/>\n        </symbol>`;
const ground = '    <path class="typst-shape" fill="#ffffff" fill-rule="nonzero" d="M 0 0v 10 h 20 Z "/>';
const group = (head: string, id: string) =>
  `    <g${head}>\n        <g class="typst-text" transform="matrix(1 0 0 -1 48.123456 2)">\n            <use xlink:href="#${id}" x="0" fill="#111"/>\n        </g>\n    </g>`;
const drawing = [
  '<svg class="typst-doc" viewBox="0 0 20 20" width="20pt" height="20pt" xmlns="http://www.w3.org/2000/svg">',
  ...[ground, group('', a), ground, group(' transform="matrix(1 0 0 1 0 10.25)"', b)],
  `    <defs id="glyph">\n${symbol(a, 'M 1.23456 0')}\n${symbol(b, 'M 2 2')}\n    </defs>`,
  '</svg>',
].join('\n');

describe('svgPages', () => {
  const pages = svgPages(drawing);

  test('each page is a drawing of its own, of the size of one sheet', () => {
    expect(pages).toHaveLength(2);
    for (const page of pages)
      expect(page).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 20 10"[^]*<\/svg>$/);
  });

  test('holds the letters that stand on it and no others', () => {
    expect(pages[0]).toContain('M 1.234 0');
    expect(pages[0]).not.toContain('M 2 2');
    expect(pages[1]).toContain('M 2 2');
  });

  test('is not moved down by the pages above', () => {
    expect(pages[1]).not.toContain('10.25');
    expect(pages[1]).toContain('matrix(1 0 0 -1 48.123 2)');
  });

  test('what is no drawing is refused, not shown empty', () => {
    expect(() => svgPages('<svg viewBox="0 0 1 1"></svg>')).toThrow('no pages');
  });
});
