// Reads the app's host.json: the same file, with the same defaults, that Azure reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const TimeSpan = z
  .string()
  .regex(/^(\d+\.)?\d{2}:\d{2}:\d{2}$/)
  .transform((text) => {
    const [hours = '0', minutes = '0', seconds = '0'] = text.split(':');
    const [days, dayHours] = hours.includes('.') ? hours.split('.') : ['0', hours];
    return ((Number(days) * 24 + Number(dayHours)) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  });

const Queues = z.object({
  maxPollingInterval: TimeSpan.default(60_000),
  visibilityTimeout: TimeSpan.default(0),
  batchSize: z.number().int().min(1).max(32).default(16),
  maxDequeueCount: z.number().int().min(1).default(5),
  newBatchThreshold: z.number().int().min(0).optional(),
  messageEncoding: z.enum(['base64', 'none']).default('base64'),
});

const HostJson = z.object({
  version: z.literal('2.0'),
  functionTimeout: TimeSpan.default(300_000),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      queues: Queues.prefault({}),
    })
    .prefault({}),
});

export type HostSettings = {
  functionTimeoutMs: number;
  routePrefix: string;
  queues: {
    maxPollingIntervalMs: number;
    visibilityTimeoutMs: number;
    batchSize: number;
    maxDequeueCount: number;
    newBatchThreshold: number;
    messageEncoding: 'base64' | 'none';
  };
};

export function readHostJson(appDir: string): HostSettings {
  const { functionTimeout, extensions } = HostJson.parse(JSON.parse(readFileSync(join(appDir, 'host.json'), 'utf8')));
  const { maxPollingInterval, visibilityTimeout, newBatchThreshold, ...queues } = extensions.queues;
  return {
    functionTimeoutMs: functionTimeout,
    routePrefix: extensions.http.routePrefix,
    queues: {
      ...queues,
      maxPollingIntervalMs: maxPollingInterval,
      visibilityTimeoutMs: visibilityTimeout,
      newBatchThreshold: newBatchThreshold ?? Math.floor(queues.batchSize / 2),
    },
  };
}
