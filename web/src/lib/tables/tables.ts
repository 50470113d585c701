// What can be done with tables: send a file, save a template, and words that import and export share.
import { importRoutes, type Import } from '@crmfex/shared/imports.ts';
import { templateOf, type ImportSubject } from '@crmfex/shared/tables/index.ts';
import { api } from '../api.ts';
import { putBytes } from '../files.ts';
import { language } from '../language.svelte.ts';
import { m } from '../paraglide/messages.js';

export const subjectWords: Record<ImportSubject, { name: () => string; text: () => string }> = {
  clients: { name: m.imports_clients, text: m.imports_clients_text },
  products: { name: m.imports_products, text: m.imports_products_text },
  invoices: { name: m.imports_invoices, text: m.imports_invoices_text },
  openings: { name: m.imports_openings, text: m.imports_openings_text },
};

/** Announces a table, sends its bytes, and has it read; answers its id. Throws `Problem`. */
export async function bringTable(
  subject: ImportSubject,
  file: File,
  onprogress: (share: number) => void,
): Promise<string> {
  const body = { subject, fileName: file.name, sizeBytes: file.size };
  const upload = await api(importRoutes.create, { body });
  await putBytes(upload, new Blob([file], { type: 'application/octet-stream' }), onprogress);
  await api(importRoutes.read, { params: { id: upload.fileId } });
  return upload.fileId;
}

/** Hands a text over as a file of the browser's own. */
export function saveTemplate(subject: ImportSubject): void {
  const blob = new Blob([templateOf(subject, language())], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `crmfex-${subject}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** How an import stands, in a word or two. */
export function stateWords({ state }: Pick<Import, 'state'>): string {
  if (state === 'mapping') return m.imports_state_mapping();
  if (state === 'checked') return m.imports_state_checked();
  if (state === 'done') return m.imports_state_done();
  if (state === 'undone') return m.imports_state_undone();
  return state === 'refused' ? m.imports_state_refused() : m.imports_state_moving();
}
