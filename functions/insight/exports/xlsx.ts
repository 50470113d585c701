// Excel files, written row by row into a stream: text cells are never formulas, numbers are numbers, days are days.
import { PassThrough, type Readable } from 'node:stream';
import type { Language } from '../../../shared/fields.ts';
import { words } from '../../../shared/messages/index.ts';
import type { Column } from '../../../shared/tables/column.ts';
import { cellOf, type Cell } from './cells.ts';
import type { Values } from './rows.ts';

const dayFormats = { tr: 'dd.mm.yyyy', en: 'yyyy-mm-dd' } as const;
const formats: Partial<Record<Column['type'], string>> = { money: '#,##0.00', decimal: '#,##0.######', rate: '0.####' };

function valueOf(cell: Cell | null): string | number | Date | null {
  if (!cell) return null;
  if (cell.kind === 'day') return new Date(`${cell.text}T00:00:00Z`);
  if (cell.kind === 'text') return cell.text;
  const number = Number(cell.text);
  // More digits than a spreadsheet keeps stay as they are, as text.
  return cell.text.replace(/\D/g, '').length <= 15 ? number : cell.text;
}

const widthOf = ({ type }: Column) =>
  ({ line: 28, text: 40, email: 28, country: 16, choice: 16 })[type as string] ?? 14; // others share one width

/**
 * Opens a workbook; what `rows` brings is written at the pace at which the stream is read.
 * @returns the stream of the file; a failure of the rows destroys it
 */
export async function xlsxStream(
  columns: readonly Column[],
  rows: AsyncIterable<Values[]>,
  language: Language,
): Promise<Readable> {
  const { default: excel } = await import('exceljs');
  const stream = new PassThrough();
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(words(language, 'export.sheet'), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({
    header: column.names[language],
    key: column.key,
    width: widthOf(column),
    style: { numFmt: column.type === 'day' ? dayFormats[language] : (formats[column.type] ?? '@') },
  }));
  sheet.getRow(1).font = { bold: true };
  async function write(): Promise<void> {
    for await (const portion of rows) {
      for (const values of portion) {
        sheet.addRow(columns.map((column) => valueOf(cellOf(column, values[column.key], language)))).commit();
      }
      if (stream.writableNeedDrain) await new Promise((resolve) => stream.once('drain', resolve));
    }
    sheet.commit();
    await workbook.commit();
  }
  write().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  return stream;
}
