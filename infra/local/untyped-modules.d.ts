// Types for the parts of untyped packages that our scripts and benches call.
declare module 'subset-font' {
  type Options = { targetFormat?: string; keepFeatures?: string[]; noHinting?: boolean };
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}

declare module 'fontkit' {
  type Font = { characterSet: number[]; glyphForCodePoint(code: number): { id: number } };
  export function create(bytes: Buffer): Font;
}
