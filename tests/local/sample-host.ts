// Starts the local Functions host with the sample app, in a folder and on a port of its own.
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { z } from 'zod';
import { functionsPart } from '../../infra/local/functions-part.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { platform } from '../support/platform.ts';

export const Seen = z.object({
  messages: z.array(z.object({ message: z.unknown(), dequeueCount: z.number(), id: z.string() })),
  timers: z.array(z.object({ name: z.string(), isPastDue: z.boolean().optional(), last: z.string().optional() })),
  blobs: z.array(z.object({ text: z.string(), folder: z.string(), name: z.string() })),
  running: z.number(),
  runningMax: z.number(),
  hooks: z.number(),
});

export type SampleHost = {
  url: string;
  dataDir: string;
  child: ChildProcess;
  queueName: string;
  queues: QueueServiceClient;
  /** The container whose blobs set the function `arrivals` off. */
  arrivals: ContainerClient;
  seen(): Promise<z.infer<typeof Seen>>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

type SampleOptions = { dataDir?: string; queueName?: string; containerName?: string };

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

export async function startSampleHost(options: SampleOptions = {}): Promise<SampleHost> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'crmfex-host-'));
  const queueName = options.queueName ?? `work-${randomUUID()}`;
  const containerName = options.containerName ?? `arrivals-${randomUUID()}`;
  const port = await findFreePortBase();
  const { settings } = platform();
  const part = functionsPart({
    appDir: join(import.meta.dirname, 'sample-app'),
    dataDir,
    port,
    settings: { ...settings, WORK_QUEUE: queueName, ARRIVALS: containerName, EACH_SECOND: '* * * * * *' },
  });
  const child = await part.spawn();
  await part.ready(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    dataDir,
    child,
    queueName,
    queues: QueueServiceClient.fromConnectionString(settings.AzureWebJobsStorage ?? ''),
    arrivals: BlobServiceClient.fromConnectionString(settings.AzureWebJobsStorage ?? '').getContainerClient(
      containerName,
    ),
    seen: async () => Seen.parse(await (await fetch(`${url}/api/seen`)).json()),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended(child);
    },
  };
}

/** Waits, boundedly, for a condition that another process makes true. */
export async function eventually<T>(
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${withinMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
