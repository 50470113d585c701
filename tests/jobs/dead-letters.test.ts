// What gives up ends in one list with its reason, goes back once, and leaves the list when it is done.
import * as z from 'zod';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetFailures } from '../../functions/compliance/dead-letters/dead-letters.ts';
import { endpoints } from '../../functions/compliance/index.ts';
import { flush } from '../../functions/platform/flush.ts';
import { job, schedule } from '../../functions/platform/jobs.ts';
import { enqueue, finish, message } from '../../functions/platform/outbox.ts';
import { runJob, runSchedule, runsQueue } from '../../functions/platform/schedules.ts';
import { deadLetterRoutes, type DeadLetter } from '../../shared/dead-letters.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { contextOf, makeWorld, type World } from '../support/world.ts';

const Work = message('test-work', z.strictObject({ subjectId: z.uuid() }));
let isBroken = true;
const work = job(Work, async (ctx) => {
  if (isBroken) throw new Error('cannot write to "Ayşe Kaya" <ayse@example.com>');
  await flush(ctx, [finish(ctx)]);
});

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints, jobs: [work] });
  world = await makeWorld(admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});
beforeEach(async () => {
  isBroken = true;
  mounted.ports.sent.length = 0;
  await admin.query('delete from outbox; delete from job_failures');
});

const asOperator = { operator: operatorToken };
async function listed(query: Record<string, string | number> = {}): Promise<DeadLetter[]> {
  const answer = await mounted.call(deadLetterRoutes.list, { ...asOperator, query });
  return (answer as Answered<{ items: DeadLetter[] }>).body.items;
}
const retry = (id: string) => mounted.call(deadLetterRoutes.retry, { ...asOperator, params: { id } });
const discard = (id: string, reason = 'the client is gone') =>
  mounted.call(deadLetterRoutes.discard, { ...asOperator, params: { id }, body: { reason } });

/** Delivers a text as the host does: five times, then it is set aside. */
async function giveUp(text: string, { handle } = work): Promise<void> {
  for (let dequeueCount = 1; dequeueCount <= 5; dequeueCount += 1) {
    await expect(handle(mounted.app, text, { requestId: newId(), dequeueCount })).rejects.toThrow();
  }
  mounted.ports.letters.push({ queue: 'test-work', text });
}

async function sendWork(): Promise<string> {
  const ctx = contextOf(mounted.app, world.members.owner, 'invoices:write');
  await flush(ctx, [enqueue(ctx, Work, { subjectId: newId() })]);
  return JSON.stringify(mounted.ports.sent.pop()?.message);
}

describe('a message whose job always throws', () => {
  test('ends in the list with its last reason, its attempts, and nothing of its business', async () => {
    await giveUp(await sendWork());
    const [letter, ...others] = await listed();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ kind: 'message', queue: 'test-work', attempts: 5, canRetry: true });
    expect(letter?.reason).toBe('Error: cannot write to "[…]" <[address]>');
    expect(JSON.stringify(letter)).not.toContain(world.tenantId);
    expect(letter?.business).toMatch(/^[0-9a-f]{12}$/);
  });

  test('is put back, and leaves the list once it is done; until then a second operator is told so', async () => {
    await giveUp(await sendWork());
    const [letter] = await listed();
    const id = letter?.id ?? '';
    const both = await Promise.all([retry(id), retry(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(mounted.ports.sent).toHaveLength(1);
    expect(await listed()).toEqual([]);
    isBroken = false;
    expect(await mounted.runJobs()).toBe(1);
    expect((await admin.query('select from outbox')).rowCount).toBe(0);
    expect((await retry(id)).status).toBe(409);
  });

  test('comes back into the list when it fails again, with all its attempts', async () => {
    await giveUp(await sendWork());
    const [letter] = await listed();
    await retry(letter?.id ?? '');
    await giveUp(JSON.stringify(mounted.ports.sent.pop()?.message));
    expect(await listed()).toMatchObject([{ id: letter?.id, attempts: 10 }]);
  });

  test('stays in the list when the queue is out of reach', async () => {
    await giveUp(await sendWork());
    const [letter] = await listed();
    const known = mounted.ports.deadLetters.putBack;
    mounted.ports.deadLetters.putBack = () => Promise.reject(new Error('no queue'));
    expect((await retry(letter?.id ?? '')).status).toBe(500);
    mounted.ports.deadLetters.putBack = known;
    expect(await listed()).toHaveLength(1);
    expect((await retry(letter?.id ?? '')).status).toBe(204);
  });

  test('is thrown away with a reason, and no timer sends it again', async () => {
    await giveUp(await sendWork());
    const [letter] = await listed();
    const id = letter?.id ?? '';
    expect((await discard(id, 'x')).status).toBe(400);
    expect((await discard(id)).status).toBe(204);
    expect((await discard(id)).status).toBe(409);
    expect((await retry(id)).status).toBe(409);
    expect(await listed()).toEqual([]);
    expect((await admin.query('select from outbox')).rowCount).toBe(0);
    const { rows } = await admin.query('select text, decided_by, discard_reason from job_failures');
    expect(rows).toEqual([
      { text: null, decided_by: 'an-operator@crmfex.example', discard_reason: 'the client is gone' },
    ]);
  });

  test('set aside twice is listed once, and one that is done meanwhile is not listed', async () => {
    const text = await sendWork();
    await giveUp(text);
    mounted.ports.letters.push({ queue: 'test-work', text });
    expect(await listed()).toHaveLength(1);
    isBroken = false;
    await work.handle(mounted.app, text, { requestId: newId(), dequeueCount: 1 });
    expect(await listed()).toEqual([]);
  });
});

describe('what is no message', () => {
  test.each([
    ['text', 'merhaba {', 'The message is not JSON.'],
    ['JSON of another shape', '{"a":1}', 'The message does not fit: id (invalid_type)'],
  ])('%s is listed with what is wrong, without its text', async (_, text, reason) => {
    await giveUp(text);
    const [letter] = await listed();
    expect(letter?.reason).toContain(reason);
    expect(letter).toMatchObject({ business: null, attempts: 5 });
    expect((await discard(letter?.id ?? '')).status).toBe(204);
  });

  test('a message of a business that is erased is dropped', async () => {
    const gone = { id: newId(), tenantId: newId(), requestId: 'r', body: { subjectId: newId() } };
    mounted.ports.letters.push({ queue: 'test-work', text: JSON.stringify(gone) });
    expect(await listed()).toEqual([]);
    expect((await admin.query('select from job_failures')).rowCount).toBe(0);
  });

  test('an id of nothing is not found', async () => {
    expect((await retry(newId())).status).toBe(404);
    expect((await discard(newId())).status).toBe(404);
  });
});

describe('a timer', () => {
  let isDown = true;
  const timer = schedule('test-timer', '0 0 1 * * *', async () => {
    if (isDown) throw new Error('no disk');
  });
  const run = () => runSchedule(mounted.app, timer, { requestId: newId(), isPastDue: false });

  test('that fails is listed; run again by an operator it leaves once it succeeds', async () => {
    await expect(run()).rejects.toThrow('no disk');
    const [letter] = await listed();
    expect(letter).toMatchObject({
      kind: 'timer',
      queue: 'timer.test-timer',
      reason: 'Error: no disk',
      canRetry: true,
    });
    await retry(letter?.id ?? '');
    const asked = mounted.ports.sent.pop();
    expect(asked).toEqual({ queue: runsQueue, message: { schedule: 'test-timer' } });
    const again = () => runJob([timer]).handle(mounted.app, asked?.message, { requestId: newId(), dequeueCount: 1 });
    await again();
    expect(await listed()).toMatchObject([{ id: letter?.id, attempts: 2 }]);
    isDown = false;
    await again();
    await again();
    expect(await listed()).toEqual([]);
    await expect(runJob([]).handle(mounted.app, asked?.message, { requestId: '', dequeueCount: 1 })).rejects.toThrow();
  });
});

test('ten thousand are listed by cursor, each once, and quickly', async () => {
  await admin.query(`insert into job_failures (id, queue, key, first_at, last_at, attempts, reason, dead_at, text)
    select gen_random_uuid(), 'test-work', 'key-' || n, now(), now(), 5, 'x', now() - n * interval '1 second', '{}' from generate_series(1, 10000) n`);
  const seen = new Set<string>();
  let cursor: string | null = '';
  let slowestMs = 0;
  while (cursor !== null) {
    const began = performance.now();
    const query: Record<string, string | number> = cursor ? { limit: 100, cursor } : { limit: 100 };
    const answer = await mounted.call(deadLetterRoutes.list, { ...asOperator, query });
    slowestMs = Math.max(slowestMs, performance.now() - began);
    const page = (answer as Answered<{ items: DeadLetter[]; nextCursor: string | null }>).body;
    for (const { id } of page.items) seen.add(id);
    cursor = page.nextCursor;
  }
  expect(seen.size).toBe(10_000);
  expect(slowestMs).toBeLessThan(1500);
});

test('failures that are over are forgotten after thirty days, and twice', async () => {
  await admin.query(`insert into job_failures (id, queue, key, first_at, last_at) values
    (gen_random_uuid(), 'test-work', 'old', now(), now() - interval '30 days 1 minute'), (gen_random_uuid(), 'test-work', 'new', now(), now() - interval '29 days')`);
  const base = { ...mounted.app, requestId: 'r', isPastDue: false };
  await forgetFailures(base);
  await forgetFailures(base);
  expect((await admin.query('select key from job_failures')).rows).toEqual([{ key: 'new' }]);
});

test('throwing away needs a reason, and a message names its business', async () => {
  const insert = (columns: string, values: string) =>
    admin.query(`insert into job_failures (id, queue, key, first_at, last_at, ${columns})
      values (gen_random_uuid(), 'test-work', 'k', now(), now(), ${values})`);
  await expect(insert('discarded_at', 'now()')).rejects.toThrow('discarding_needs_a_reason');
  await expect(insert('message_id', 'gen_random_uuid()')).rejects.toThrow('message_of_a_business_names_both');
});
