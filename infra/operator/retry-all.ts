// After an outage: everything that gave up goes back, each once, as fast as the house lets an operator ask.
import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod';
import { deadLetterRoutes } from '../../shared/dead-letters.ts';
import { ask, type Access } from './access.ts';

const Page = deadLetterRoutes.list.response;
type Letter = z.infer<typeof Page>['items'][number];

async function readAll(access: Access): Promise<Letter[]> {
  const all: Letter[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = Page.parse(await ask(access, 'GET', `/operator/dead-letters?limit=100${next}`));
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

/** One that is settled meanwhile is passed over; `tooMany` waits for the next minute. */
async function retryOne(access: Access, id: string): Promise<boolean> {
  for (;;) {
    try {
      await ask(access, 'POST', `/operator/dead-letters/${id}/retry`);
      return true;
    } catch (error) {
      const text = error instanceof Error ? error.message : '';
      if (/: (404|409) /.test(text)) return false;
      if (!/: 429 /.test(text)) throw error;
      await delay(5_000);
    }
  }
}

/** @param queue of one queue or timer only */
export async function retryAll(access: Access, queue?: string): Promise<string> {
  const letters = (await readAll(access)).filter((letter) => letter.canRetry && (!queue || letter.queue === queue));
  let count = 0;
  for (const { id } of letters) if (await retryOne(access, id)) count += 1;
  return `${count} of ${letters.length} were put back.`;
}
