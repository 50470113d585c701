// Keeps one worker thread for long documents: started with the first, never holding the process open while it has nothing to do.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { assetsFolder } from './assets.ts';
import type { Drawn } from './draw-document.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { Drawing, DrawingAnswer, DrawingRequest, LongDocument } from './pdf-worker.ts';

type Done = Exclude<DrawingAnswer, { error: string }>;
type Waiting = { resolve: (done: Done) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; waiting: Map<number, Waiting> };

let thread: Thread | undefined;
let lastId = 0;
let lastAlone: Promise<unknown> = Promise.resolve();

/** Draws a document in the worker. @throws Error when drawing fails or the thread dies */
export async function drawInWorker(document: LongDocument): Promise<Drawn> {
  return bytesOf(await ask({ document }));
}

/**
 * As {@link drawInWorker}, in a thread that ends with it: nobody's preview waits behind a document of hundreds of pages. One such document
 * at a time, since each takes hundreds of megabytes. @throws Error when drawing fails or the thread dies
 */
export function drawAlone(document: LongDocument): Promise<Drawn> {
  const drawn = lastAlone.then(() => drawInThread(document));
  lastAlone = drawn.catch(() => undefined);
  return drawn;
}

async function drawInThread(document: LongDocument): Promise<Drawn> {
  const own = start();
  try {
    return bytesOf(await askThread(own, { document }));
  } finally {
    await own.worker.terminate();
  }
}

/** The pages of an invoice as pictures, always drawn in the worker: a person who types asks for them again and again. */
export async function drawPagesInWorker(pagesOf: InvoiceDocument): Promise<string[]> {
  const done = await ask({ pagesOf });
  if (!('pages' in done)) throw new Error('The drawing thread answered something else.');
  return done.pages;
}

function bytesOf(done: Done): Drawn {
  if ('pages' in done) throw new Error('The drawing thread answered something else.');
  return done;
}

async function ask(drawing: Drawing): Promise<Done> {
  thread ??= start();
  return askThread(thread, drawing);
}

async function askThread({ worker, waiting }: Thread, drawing: Drawing): Promise<Done> {
  lastId += 1;
  const request: DrawingRequest = { id: lastId, ...drawing };
  return new Promise((resolve, reject) => {
    waiting.set(request.id, { resolve, reject });
    worker.ref();
    worker.postMessage(request);
  });
}

function start(): Thread {
  const source = ['pdf-worker.mjs', 'pdf-worker.ts'].map((file) => join(assetsFolder(), file)).find(existsSync);
  if (!source) throw new Error(`No drawing worker in ${assetsFolder()}`);
  const worker = new Worker(source);
  const started: Thread = { worker, waiting: new Map() };
  worker.unref();
  worker.on('message', (answer: DrawingAnswer) => settle(started, answer));
  worker.on('error', (error: Error) => abandon(started, error));
  worker.on('exit', () => abandon(started, new Error('The drawing thread ended')));
  return started;
}

function settle({ worker, waiting }: Thread, answer: DrawingAnswer): void {
  const caller = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (waiting.size === 0) worker.unref();
  if ('error' in answer) caller?.reject(new Error(answer.error));
  else caller?.resolve(answer);
}

/** A thread that died takes its documents with it; the next document starts a new one. */
function abandon(dead: Thread, error: Error): void {
  if (thread === dead) thread = undefined;
  for (const caller of dead.waiting.values()) caller.reject(error);
  dead.waiting.clear();
}
