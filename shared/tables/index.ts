// The tables that people bring and take, and their columns: read by import, export and templates alike.
import type { Language } from '../fields.ts';
import { clientColumns } from './clients.ts';
import type { Column } from './column.ts';
import { invoiceColumns, invoiceLineColumns } from './invoices.ts';
import { openingColumns } from './openings.ts';
import { productColumns } from './products.ts';

export const importSubjects = ['clients', 'products', 'invoices', 'openings'] as const;
export type ImportSubject = (typeof importSubjects)[number];
export const exportSubjects = ['clients', 'products', 'invoices', 'invoiceLines'] as const;
export type ExportSubject = (typeof exportSubjects)[number];

const forImport: Record<ImportSubject, readonly Column[]> = {
  clients: clientColumns,
  products: productColumns,
  invoices: invoiceLineColumns,
  openings: openingColumns,
};
const forExport: Record<ExportSubject, readonly Column[]> = {
  clients: clientColumns,
  products: productColumns,
  invoices: invoiceColumns,
  invoiceLines: invoiceLineColumns,
};

/** What a file that is brought may hold. */
export const importColumns = (subject: ImportSubject) => forImport[subject].filter(({ only }) => only !== 'export');
/** What a file that is taken may hold, in its order. */
export const exportColumns = (subject: ExportSubject) => forExport[subject].filter(({ only }) => only !== 'import');

const cell = (text: string) => (/[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The file to begin with: our headers and one row, as a Turkish or an English spreadsheet opens it. */
export function templateOf(subject: ImportSubject, language: Language): string {
  const columns = importColumns(subject).filter(({ only }) => only === undefined);
  const rows = [columns.map(({ names }) => names[language]), columns.map(({ example }) => example[language])];
  const delimiter = language === 'tr' ? ';' : ',';
  const text = (row: string[]) =>
    row.map((value) => (value.includes(delimiter) ? `"${value}"` : cell(value))).join(delimiter);
  return `\u{feff}${rows.map(text).join('\r\n')}\r\n`;
}
