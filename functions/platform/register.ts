// The only file that knows Azure Functions: hands endpoints, jobs and schedules over to its registration API.
import { app, type HttpHandler, type HttpRequest, type InvocationContext } from '@azure/functions';
import { Problem } from '../../shared/problem.ts';
import type { App } from './app.ts';
import type { BlobJob } from './blob-jobs.ts';
import type { Endpoint } from './http.ts';
import type { Job, Schedule } from './jobs.ts';
import { errorForHost } from './redact.ts';
import type { Incoming } from './request.ts';

export type Functions = {
  endpoints: readonly Endpoint[];
  jobs: readonly Job[];
  blobJobs: readonly BlobJob[];
  schedules: readonly Schedule[];
};

const tooLarge = (maxBytes: number) =>
  new Problem('tooLarge', 'request.tooLarge', { maxKilobytes: Math.floor(maxBytes / 1024) });

/** Stops reading as soon as the limit is passed, whatever Content-Length claims. */
export async function readAtMost(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of body ?? []) {
    total += part.byteLength;
    if (total > maxBytes) throw tooLarge(maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function incomingOf(request: HttpRequest, { invocationId }: InvocationContext): Incoming {
  return {
    method: request.method,
    url: new URL(request.url),
    params: request.params,
    headers: request.headers,
    readBody: (maxBytes) => readAtMost(request.body, maxBytes),
    requestId: invocationId,
  };
}

function httpHandler(endpoint: Endpoint, appOf: () => Promise<App>): HttpHandler {
  return async (request, invocation) => {
    const { serve } = await import('./serve.ts');
    return serve(await appOf(), endpoint, incomingOf(request, invocation));
  };
}

/** Azure names a function by letters, digits and dashes. */
export function functionName({ route }: Endpoint): string {
  return `${route.method}${route.path}`
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/-$/, '')
    .toLowerCase();
}

/** The host writes down whatever a handler throws, as it is: our own log has the rest. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw errorForHost(error);
  }
}

const dequeueCountOf = ({ triggerMetadata }: InvocationContext) => Number(triggerMetadata?.['dequeueCount'] ?? 1);

// In Azure the store tells of new blobs by Event Grid, at once; elsewhere the host looks for them.
const blobSource = () => (process.env['BLOB_TRIGGER_SOURCE'] === 'EventGrid' ? 'EventGrid' : 'LogsAndContainerScan');

function registerBlobJobs(blobJobs: readonly BlobJob[], appOf: () => Promise<App>): void {
  for (const { name, path, handle } of blobJobs) {
    app.storageBlob(`blob-${name}`, {
      path,
      connection: 'AzureWebJobsStorage',
      source: blobSource(),
      handler: (_, { triggerMetadata, invocationId }) =>
        guarded(async () => handle(await appOf(), triggerMetadata ?? {}, invocationId)),
    });
  }
}

/** Registers everything. `appOf` is asked at the first invocation, so that a cold start loads nothing it may not need. */
export function register({ endpoints, jobs, blobJobs, schedules }: Functions, appOf: () => Promise<App>): void {
  for (const endpoint of endpoints) {
    app.http(functionName(endpoint), {
      route: endpoint.route.path.slice(1),
      methods: [endpoint.route.method],
      // Function keys are no sign-in; every endpoint says itself what it needs.
      authLevel: 'anonymous',
      handler: httpHandler(endpoint, appOf),
    });
  }
  for (const job of jobs) {
    app.storageQueue(`job-${job.queue}`, {
      queueName: job.queue,
      connection: 'AzureWebJobsStorage',
      handler: (raw, invocation) => {
        const delivery = { requestId: invocation.invocationId, dequeueCount: dequeueCountOf(invocation) };
        return guarded(async () => job.handle(await appOf(), raw, delivery));
      },
    });
  }
  registerBlobJobs(blobJobs, appOf);
  for (const one of schedules) {
    app.timer(one.name, {
      schedule: one.ncrontab,
      handler: (timer, { invocationId: requestId }) =>
        guarded(async () => {
          const { runSchedule } = await import('./schedules.ts');
          await runSchedule(await appOf(), one, { requestId, isPastDue: timer.isPastDue });
        }),
    });
  }
}
