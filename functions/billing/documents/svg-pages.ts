// typst's drawing of a whole document as one SVG a page: what stands on it and only the letters it uses, in as few bytes as look the same.

/** Three places of a point: a thousandth of what a printer could show. */
const LONG_FRACTION = /(\.\d{3})\d+/g;
const GLYPH = /#(g[0-9A-F]+)"/g;

/** Cuts the drawing that `plainSvg` makes, all pages below each other, into its pages. @throws Error when it does not look like one */
export function svgPages(drawing: string): string[] {
  const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawing);
  const { pages, glyphs, others } = parted(drawing);
  if (!size || pages.length === 0) throw new Error('typst drew no pages');
  const [width, height] = [Number(size[1]), Number(size[2]) / pages.length];
  return pages.map((page) => pageSvg(page, { width, height, glyphs, others }));
}

type Parts = { pages: string[]; glyphs: Map<string, string>; others: string };

/** The elements right below the root: a ground and a group for each page, and what they refer to. */
function parted(drawing: string): Parts {
  const parts: Parts = { pages: [], glyphs: new Map(), others: '' };
  let isNew = true;
  for (const element of drawing.split(/\n(?= {4}<[a-z])/).slice(1)) {
    const kind = /<(\w+)/.exec(element)?.[1];
    if (kind === 'defs') {
      if (element.includes('id="glyph"')) parts.glyphs = glyphsOf(element);
      else parts.others += element;
      continue;
    }
    if (isNew || kind === 'path') parts.pages.push('');
    isNew = kind === 'g';
    parts.pages.push(`${parts.pages.pop() ?? ''}\n${kind === 'g' ? atTop(element) : element}`);
  }
  return parts;
}

/** Each page's group is moved to its place below the others; alone it stands at the top. */
const atTop = (group: string) => group.replace(/^ {4}<g transform="matrix\(1 0 0 1 0 [\d.]+\)">/, '<g>');

function glyphsOf(defs: string): Map<string, string> {
  const symbols = defs.matchAll(/<symbol id="(g[0-9A-F]+)"[^>]*>(.*?)<\/symbol>/gs);
  return new Map(Array.from(symbols, ([, id = '', shape = '']) => [id, shape]));
}

type Sheet = { width: number; height: number; glyphs: Map<string, string>; others: string };

function pageSvg(page: string, { width, height, glyphs, others }: Sheet): string {
  const names = new Map<string, string>();
  const drawn = page.replace(GLYPH, (_, id: string) => {
    const name = names.get(id) ?? names.size.toString(36);
    names.set(id, name);
    return `#${name}"`;
  });
  const letters = Array.from(names, ([id, name]) => `<g id="${name}">${glyphs.get(id) ?? ''}</g>`);
  const body = `${drawn}<defs>${letters.join('')}</defs>${others}</svg>`
    .replaceAll(/\n\s*|<\/svg>\s*(?=<)| fill-rule="nonzero"| class="typst-\w+"/g, '')
    .replaceAll('xlink:href', 'href')
    .replaceAll(LONG_FRACTION, '$1');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}`;
}
