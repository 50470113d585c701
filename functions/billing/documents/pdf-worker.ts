// The thread that draws long documents: takes a document, gives its bytes.
import { parentPort } from 'node:worker_threads';
import { drawAccount, drawDocument } from './draw-document.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { StatementDocument } from './statement-view.ts';

export type DrawingRequest = { id: number; document: InvoiceDocument | StatementDocument };
export type DrawingAnswer = { id: number; bytes: Uint8Array; warning: string | null } | { id: number; error: string };

parentPort?.on('message', (request: DrawingRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer({ id, document }: DrawingRequest): DrawingAnswer {
  try {
    const { bytes, warning } = 'statement' in document ? drawAccount(document) : drawDocument(document);
    return { id, bytes: Uint8Array.from(bytes), warning };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
