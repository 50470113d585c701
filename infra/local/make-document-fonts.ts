// Cuts the fonts of printed documents down to the letters that documents need; run by hand when a font or a range changes.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';

const fontsFolder = join(import.meta.dirname, '../../functions/billing/documents/fonts');

/** Latin, Greek and Cyrillic with their marks, punctuation, currencies, arrows and a few shapes. */
const european = [
  ...[0x20, 0x7e, 0xa0, 0x24f, 0x2b0, 0x2ff, 0x300, 0x36f, 0x370, 0x3ff, 0x400, 0x52f, 0x1e00, 0x1eff, 0x2000, 0x206f],
  ...[0x2070, 0x209f, 0x20a0, 0x20cf, 0x2100, 0x218f, 0x2190, 0x2193, 0x2200, 0x22ff, 0x25a0, 0x25ff, 0xfb00, 0xfb06],
];
const arabic = [0x600, 0x6ff, 0x750, 0x77f, 0x200c, 0x200f];
/** Kana and full-width forms; the Chinese characters themselves come from GB 2312. */
const eastAsian = [0x3000, 0x303f, 0x3040, 0x30ff, 0xff00, 0xffef];

/** Ligatures and contextual alternates are left out: they would make `->` an arrow and change what text extraction reads. */
const keepFeatures = ['kern', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum', 'case'];
const arabicFeatures = ['init', 'medi', 'fina', 'isol', 'rlig'];

function letters(ranges: readonly number[]): string {
  let text = '';
  for (let at = 0; at < ranges.length; at += 2) {
    for (let code = ranges[at] ?? 0; code <= (ranges[at + 1] ?? 0); code += 1) text += String.fromCodePoint(code);
  }
  return text;
}

/** Every character of GB 2312, by decoding its whole table. */
function gb2312(): string {
  const decoder = new TextDecoder('gb2312');
  let text = '';
  for (let row = 0xa1; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) text += decoder.decode(new Uint8Array([row, cell]));
  }
  return text.replaceAll('\ufffd', '');
}

async function cut(source: string, target: string, text: string): Promise<number[]> {
  const options = { targetFormat: 'truetype', keepFeatures: [...keepFeatures, ...arabicFeatures], noHinting: true };
  const bytes = await subsetFont(await readFile(source), text, options);
  await writeFile(join(fontsFolder, target), bytes);
  const font = fontkit.create(bytes);
  // Character maps end with U+FFFF as a sentinel that has no shape.
  const drawn = font.characterSet.filter((code) => font.glyphForCodePoint(code).id !== 0);
  console.log(target, bytes.length, 'bytes', drawn.length, 'characters');
  return drawn;
}

/** Code points as `[first, last, first, last, …]`. */
function toRanges(codes: Iterable<number>): number[] {
  const ranges: number[] = [];
  for (const code of [...codes].toSorted((one, other) => one - other)) {
    if (ranges.at(-1) === code - 1) ranges[ranges.length - 1] = code;
    else ranges.push(code, code);
  }
  return ranges;
}

const packages = process.argv[2];
if (!packages)
  throw new Error(
    'Usage: make-document-fonts.ts <node_modules with @expo-google-fonts/{inter,noto-sans-arabic,noto-sans-sc}>',
  );
const source = (family: string, style: string, file: string) =>
  join(packages, '@expo-google-fonts', family, style, `${file}_${style}.ttf`);

await mkdir(fontsFolder, { recursive: true });
const sets: number[][] = [];
for (const style of ['400Regular', '500Medium', '600SemiBold']) {
  sets.push(await cut(source('inter', style, 'Inter'), `inter-${style.slice(0, 3)}.ttf`, letters(european)));
}
const [everyWeight = []] = sets;
const covered = new Set(everyWeight.filter((code) => sets.every((set) => set.includes(code))));
const fallbacks = [
  await cut(source('noto-sans-arabic', '400Regular', 'NotoSansArabic'), 'noto-sans-arabic.ttf', letters(arabic)),
  await cut(source('noto-sans-sc', '400Regular', 'NotoSansSC'), 'noto-sans-sc.ttf', gb2312() + letters(eastAsian)),
];
for (const code of fallbacks.flat()) covered.add(code);
await writeFile(join(fontsFolder, 'coverage.json'), `${JSON.stringify(toRanges(covered))}\n`);
for (const family of ['inter', 'noto-sans-arabic', 'noto-sans-sc']) {
  const licence = await readFile(join(packages, '@expo-google-fonts', family, 'LICENSE_FONT'), 'utf8');
  await writeFile(join(fontsFolder, `${family}-OFL.txt`), licence);
}
