// Reads a PDF back with another program than the one that wrote it.
import { inflateSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type ReadFont = { name: string; isEmbedded: boolean };
export type ReadPage = { text: string; lines: string[]; fonts: ReadFont[]; roles: string[]; alternatives: string[] };
export type ReadPdf = { pages: ReadPage[]; info: Record<string, unknown>; xmp: string; isTagged: boolean };

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;

/** Text, fonts, structure and metadata of a PDF. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, fontExtraProperties: true });
  try {
    const document = await task.promise;
    const { info, metadata } = await document.getMetadata();
    const marks = await document.getMarkInfo();
    const pages: ReadPage[] = [];
    for (let number = 1; number <= document.numPages; number += 1)
      pages.push(await readPage(await document.getPage(number)));
    const xmp = metadata?.getRaw();
    return {
      pages,
      info: { ...info },
      xmp: typeof xmp === 'string' ? xmp : '',
      isTagged: marks !== null && 'Marked' in marks && marks.Marked === true,
    };
  } finally {
    await task.destroy();
  }
}

async function readPage(page: Page): Promise<ReadPage> {
  const content = await page.getTextContent();
  await page.getOperatorList();
  // pdf.js types its loaded fonts as unknown objects; these two fields are all that is asked of them.
  const fonts = Object.keys(content.styles).map(
    (id) => page.commonObjs.get(id) as { name: string; missingFile: boolean },
  );
  const lines: string[] = [''];
  for (const item of content.items) {
    if (!('str' in item)) continue;
    lines[lines.length - 1] += item.str;
    if (item.hasEOL) lines.push('');
  }
  const nodes = flatten((await page.getStructTree()) as StructNode | null);
  return {
    text: lines.join('\n'),
    lines,
    fonts: fonts.map(({ name, missingFile }) => ({ name, isEmbedded: !missingFile })),
    roles: nodes.map((node) => node.role).filter((role) => role !== undefined),
    alternatives: nodes.map((node) => node.alt).filter((alt) => alt !== undefined),
  };
}

/** What pdf.js gives; its own type leaves the children of a node unknown. */
type StructNode = { role?: string; alt?: string; children?: StructNode[] };

function flatten(node: StructNode | null): StructNode[] {
  return node ? [node, ...(node.children ?? []).flatMap(flatten)] : [];
}

/** The objects of a PDF in clear, compressed streams opened: what a validator would look at. */
export function rawPdf(bytes: Uint8Array): string {
  const file = Buffer.from(bytes);
  const text = file.toString('latin1');
  const opened = [...text.matchAll(/stream\r?\n/g)].map((match) => {
    const start = match.index + match[0].length;
    try {
      return inflateSync(file.subarray(start, text.indexOf('endstream', start))).toString('latin1');
    } catch {
      return '';
    }
  });
  return [text, ...opened].join('\n');
}
