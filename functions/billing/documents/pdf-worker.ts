// The thread that draws long documents and the pages of previews: takes a document, gives its bytes or its pictures.
import { parentPort } from 'node:worker_threads';
import { drawAccount, drawDocument, drawPages, drawReport } from './draw-document.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { RecordDocument } from './record-view.ts';
import type { StatementDocument } from './statement-view.ts';

export type LongDocument = InvoiceDocument | StatementDocument | RecordDocument;
export type Drawing = { document: LongDocument } | { pagesOf: InvoiceDocument };
export type DrawingRequest = { id: number } & Drawing;
export type DrawingAnswer =
  | { id: number; bytes: Uint8Array; warning: string | null }
  | { id: number; pages: string[] }
  | { id: number; error: string };

parentPort?.on('message', (request: DrawingRequest) => {
  parentPort?.postMessage(answer(request));
});

function drawn(document: LongDocument) {
  if ('statement' in document) return drawAccount(document);
  return 'record' in document ? drawReport(document) : drawDocument(document);
}

function answer(request: DrawingRequest): DrawingAnswer {
  const { id } = request;
  try {
    if ('pagesOf' in request) return { id, pages: drawPages(request.pagesOf) };
    const { bytes, warning } = drawn(request.document);
    return { id, bytes: Uint8Array.from(bytes), warning };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
