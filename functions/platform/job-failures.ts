// Remembers why work failed, by the hour at which an operator asks: one row per message or timer, with the last reason.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { newId } from '../../shared/ids.ts';
import type { App } from './app.ts';
import { flyAsJobs } from './flush.ts';
import { redactedText } from './redact.ts';
import { command } from './statement.ts';

/** What failed. `tenantId` and `messageId` are null for what belongs to no business. */
export type Failed = { queue: string; key: string; tenantId: string | null; messageId: string | null };

const Sent = z.object({ id: z.uuid(), tenantId: z.uuid() });

/** A queue's text as it is remembered: by the message's id, or by the hash of what is no message of ours. */
export function failedOf(queue: string, raw: unknown): Failed {
  const value = typeof raw === 'string' ? parsed(raw) : raw;
  const sent = Sent.safeParse(value);
  if (sent.success) return { queue, key: sent.data.id, tenantId: sent.data.tenantId, messageId: sent.data.id };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    queue,
    key: `sha256:${createHash('sha256')
      .update(text ?? '')
      .digest('hex')}`,
    tenantId: null,
    messageId: null,
  };
}

/** The text itself when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const timerOf = (name: string): Failed => ({
  queue: `timer.${name}`,
  key: name,
  tenantId: null,
  messageId: null,
});

/** What of an error an operator may read: no values of a business. */
export function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'The message is not JSON.';
  if (error instanceof z.ZodError) {
    const places = error.issues.map(({ path, code }) => `${path.join('.') || 'the message'} (${code})`);
    return `The message does not fit: ${places.join(', ')}`.slice(0, 1000);
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return redactedText(text).slice(0, 1000);
}

type Base = Pick<App, 'database' | 'log' | 'clock'>;

/** Never throws: the failure itself must still reach whoever waits for it. */
async function note(base: Base, values: readonly unknown[], text: string): Promise<void> {
  await flyAsJobs(base.database, command(text, values)).catch((error: unknown) =>
    base.log.error({ error }, 'failure not noted'),
  );
}

/** @param isDead whether nobody delivers it again, as with timers */
export function noteFailed(base: Base, failed: Failed, error: unknown, isDead = false): Promise<void> {
  const { queue, key, tenantId, messageId } = failed;
  const values = [newId(), queue, key, tenantId, messageId, base.clock(), reasonOf(error), isDead];
  return note(base, values, 'select gate.job_failed($1, $2, $3, $4, $5, $6, $7, $8)');
}

export const noteRecovered = (base: Base, { queue, key }: Failed): Promise<void> =>
  note(base, [queue, key], 'select gate.job_recovered($1, $2)');
