// Azurite, Microsoft's storage emulator, as a process of its own: blobs, queues and tables.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import type { Ports } from './ports.ts';
import { storageAccount, storageKey } from './settings.ts';

export type AzuriteOptions = { dataDir: string; ports: Ports; logFile: string };

const readyWithinMs = 60_000;

export function spawnAzurite({ dataDir, ports, logFile }: AzuriteOptions): ChildProcess {
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const script = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const args = [script, '--silent', '--skipApiVersionCheck', '--loose', '--disableTelemetry', '--location', dataDir];
  for (const service of ['blob', 'queue', 'table'] as const) {
    args.push(`--${service}Host`, '127.0.0.1', `--${service}Port`, String(ports[service]));
  }
  const child = spawn(process.execPath, args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  child.on('error', () => undefined);
  return child;
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return (response.headers.get('server') ?? '').startsWith('Azurite');
  } catch {
    return false;
  }
}

/** Browsers put files straight into the store: the app's own pages may ask for that, as the deployment allows them in Azure. */
async function allowUploads(ports: Ports): Promise<void> {
  const credential = new StorageSharedKeyCredential(storageAccount, storageKey);
  const service = new BlobServiceClient(`http://127.0.0.1:${ports.blob}/${storageAccount}`, credential);
  const allowedHeaders = 'content-type,x-ms-blob-type,x-ms-version';
  const rule = {
    allowedOrigins: `http://localhost:${ports.app}`,
    allowedMethods: 'PUT',
    allowedHeaders,
    exposedHeaders: '',
    maxAgeInSeconds: 3600,
  };
  await service.setProperties({ cors: [rule] });
}

/** Ready means that the blob and the queue service both answer as Azurite. */
export async function waitForAzurite({ ports, logFile }: AzuriteOptions, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const ready = await Promise.all([answers(ports.blob), answers(ports.queue)]);
    if (ready.every(Boolean)) return allowUploads(ports);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Azurite did not start.\n${readFileSync(logFile, 'utf8').trim().slice(-600)}`);
}
