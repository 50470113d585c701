// Types for the parts of untyped packages that our scripts and benches call.
declare module 'subset-font' {
  type Options = { targetFormat?: string; keepFeatures?: string[]; noHinting?: boolean };
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}

declare module 'fontkit' {
  type Font = { characterSet: number[]; glyphForCodePoint(code: number): { id: number } };
  export function create(bytes: Buffer): Font;
}

declare module 'pdfkit' {
  type TextOptions = { width?: number; align?: 'left' | 'right'; lineBreak?: boolean; features?: string[] };
  export default class PDFDocument {
    constructor(options: { size: string; margin: number; bufferPages: boolean; info?: Record<string, unknown> });
    y: number;
    registerFont(name: string, bytes: Buffer): this;
    font(name: string): this;
    fontSize(points: number): this;
    fillColor(colour: string): this;
    strokeColor(colour: string): this;
    lineWidth(points: number): this;
    text(text: string, x: number, y: number, options?: TextOptions): this;
    heightOfString(text: string, options?: TextOptions): number;
    rect(x: number, y: number, width: number, height: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    path(path: string): this;
    save(): this;
    restore(): this;
    translate(x: number, y: number): this;
    scale(factor: number): this;
    fill(): this;
    stroke(): this;
    addPage(): this;
    bufferedPageRange(): { start: number; count: number };
    switchToPage(page: number): void;
    on(event: 'data', listener: (chunk: Buffer) => void): this;
    on(event: 'end', listener: () => void): this;
    end(): void;
  }
}
