// Excel files: first weighed as the archive they are, then read row by row.
import { Readable } from 'node:stream';
import type { CellValue, Cell as ExcelCell } from 'exceljs';
import { importColumnsMax, type ImportSource } from '../../../shared/imports.ts';
import { cellMax, Refusal, type Cell, type RawRow } from './refusal.ts';

const entriesMax = 1000;
const unpackedMax = 200 * 1024 * 1024;

/** Counts what is really in the archive, whatever its directory says, and stops as soon as it is too much. */
async function weigh(bytes: Buffer): Promise<void> {
  const { default: yauzl } = await import('yauzl');
  const archive = await new Promise<import('yauzl').ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, file) =>
      error ? reject(new Refusal('import.wrongContent')) : resolve(file),
    );
  });
  if (archive.entryCount > entriesMax) throw new Refusal('import.unpacked');
  let total = 0;
  const weighEntry = (entry: import('yauzl').Entry) =>
    new Promise<void>((resolve, reject) => {
      if (entry.isEncrypted()) return reject(new Refusal('import.locked'));
      archive.openReadStream(entry, (error, stream) => {
        if (error) return reject(new Refusal('import.wrongContent'));
        stream.on('data', (piece: Buffer) => {
          total += piece.length;
          if (total > unpackedMax) stream.destroy(new Refusal('import.unpacked'));
        });
        stream.on('end', resolve);
        stream.on('error', (failure) =>
          reject(failure instanceof Refusal ? failure : new Refusal('import.wrongContent')),
        );
      });
    });
  await new Promise<void>((resolve, reject) => {
    archive.on('entry', (entry) => weighEntry(entry).then(() => archive.readEntry(), reject));
    archive.on('end', resolve);
    archive.on('error', () => reject(new Refusal('import.wrongContent')));
    archive.readEntry();
  });
}

const isCompound = (bytes: Buffer) => bytes.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));

/** A number as it was typed: without the traces of binary fractions, and with the zeros before it that its format shows. */
function numberOf(value: number, format: string | undefined): Cell {
  const digits = /^0{2,20}$/.exec(format ?? '')?.[0].length;
  if (digits && Number.isSafeInteger(value) && value >= 0) return String(value).padStart(digits, '0');
  return Number(value.toPrecision(15));
}

/** Spreadsheets have days without a zone, which the library tells as midnight in UTC. */
const dayOf = (value: Date) => (Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10));

function textOf(value: CellValue | undefined, format: string | undefined): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberOf(value, format);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) return dayOf(value);
  if (typeof value === 'string') return value;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return String(value.error);
  if ('text' in value) return textOf(value.text as CellValue, format); // a link's text may itself be rich
  // A formula counts by what it last came to; it is never reckoned here.
  return 'result' in value ? textOf(value.result, format) : '';
}

function cellOf(cell: ExcelCell): Cell {
  const text = textOf(cell.value, cell.numFmt);
  if (typeof text === 'string' && text.length > cellMax) throw new Refusal('import.cellTooLong');

  return typeof text === 'string' ? text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '') : text;
}

/**
 * The rows of the first sheet that has any.
 * @throws Refusal when it is no Excel file, is locked, or is a bomb
 */
export async function openXlsx(bytes: Buffer): Promise<{ source: ImportSource; rows: AsyncIterable<RawRow> }> {
  if (isCompound(bytes))
    throw new Refusal(bytes.includes('EncryptedPackage', 0, 'utf16le') ? 'import.locked' : 'import.oldExcel');
  if (bytes.subarray(0, 2).toString() !== 'PK') throw new Refusal('import.wrongContent');
  await weigh(bytes);
  const source: ImportSource = { format: 'xlsx', encoding: null, delimiter: null, sheet: null };
  return { source, rows: rowsOf(bytes, source) };
}

async function* rowsOf(bytes: Buffer, source: ImportSource): AsyncGenerator<RawRow> {
  const { default: excel } = await import('exceljs');
  const reader = new excel.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader) {
      let isEmpty = true;
      for await (const row of sheet) {
        isEmpty = false;
        yield { row: row.number, cells: cellsOf(row) };
      }
      if (isEmpty) continue;
      const { name } = sheet as unknown as { name?: unknown }; // known to the library, unknown to its types
      if (typeof name === 'string') source.sheet = name;
      return;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('import.wrongContent');
  }
}

function cellsOf(row: import('exceljs').Row): Cell[] {
  const cells: Cell[] = [];
  row.eachCell({ includeEmpty: false }, (cell, column) => {
    const value = cellOf(cell);
    if (value === '') return;
    if (column > importColumnsMax) throw new Refusal('import.tooManyColumns');
    while (cells.length < column - 1) cells.push('');
    cells[column - 1] = value;
  });
  return cells;
}
