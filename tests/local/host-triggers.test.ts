// Queue and timer triggers of the local Functions host, against Azurite with Microsoft's own queue client.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, startSampleHost, type SampleHost } from './sample-host.ts';

let host: SampleHost;
beforeAll(async () => {
  host = await startSampleHost();
});
afterAll(() => host.stop());

const encode = (message: unknown): string => Buffer.from(JSON.stringify(message)).toString('base64');
const send = (message: unknown) => host.queues.getQueueClient(host.queueName).sendMessage(encode(message));
const depth = async (name: string): Promise<number> => {
  const properties = await host.queues
    .getQueueClient(name)
    .getProperties()
    .catch(() => null);
  return properties?.approximateMessagesCount ?? -1;
};

async function triesOf(name: string, count: number): Promise<number[]> {
  const seen = await eventually(
    async () => (await host.seen()).messages.filter(({ message }) => (message as { name?: string }).name === name),
    (messages) => messages.length >= count,
  );
  return seen.map((one) => one.dequeueCount);
}

describe('queue triggers', () => {
  test('a message is parsed, runs once and leaves the queue', async () => {
    await send({ name: 'once', n: 1 });
    expect(await triesOf('once', 1)).toEqual([1]);
    expect(
      await eventually(
        () => depth(host.queueName),
        (left) => left === 0,
      ),
    ).toBe(0);
  });
  test('a message that fails comes back with a higher dequeue count', async () => {
    await send({ name: 'twice', failTimes: 1 });
    expect(await triesOf('twice', 2)).toEqual([1, 2]);
  });
  test('after maxDequeueCount failures a message is in the poison queue, unchanged, and nowhere else', async () => {
    await send({ name: 'poison', failTimes: 99 });
    expect(await triesOf('poison', 3)).toEqual([1, 2, 3]);
    const poison = host.queues.getQueueClient(`${host.queueName}-poison`);
    await eventually(
      () => depth(poison.name),
      (count) => count === 1,
    );
    const [peeked] = (await poison.peekMessages()).peekedMessageItems;
    expect(peeked?.messageText).toBe(encode({ name: 'poison', failTimes: 99 }));
    expect(
      await eventually(
        () => depth(host.queueName),
        (left) => left === 0,
      ),
    ).toBe(0);
  });
  test('a message that is not base64 goes to the poison queue without running', async () => {
    const before = await depth(`${host.queueName}-poison`);
    await host.queues.getQueueClient(host.queueName).sendMessage('{"plain":"text"}');
    await eventually(
      () => depth(`${host.queueName}-poison`),
      (count) => count === before + 1,
    );
    expect((await host.seen()).messages.some(({ message }) => JSON.stringify(message).includes('plain'))).toBe(false);
  });
  test('fifty messages run in parallel, each once, never more at a time than a batch and its threshold', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => send({ name: 'many', n })));
    expect(await triesOf('many', 50)).toEqual(Array.from({ length: 50 }, () => 1));
    const { runningMax } = await host.seen();
    expect(runningMax).toBeGreaterThan(1);
    expect(runningMax).toBeLessThanOrEqual(6);
  });
});

describe('timers', () => {
  test('a timer of every second runs again and again', async () => {
    await eventually(
      () => host.seen(),
      (seen) => seen.timers.filter((one) => one.name === 'each-second').length >= 2,
    );
  });
  test('a run missed while the host was down is made up for once, and marked past due', async () => {
    const first = await startSampleHost();
    await first.stop();
    const missed = { last: '2026-01-01T00:00:00.000Z', next: '2026-01-01T01:00:00.000Z' };
    writeFileSync(join(first.dataDir, 'functions', 'timers', 'hourly.json'), JSON.stringify(missed));
    const second = await startSampleHost({ dataDir: first.dataDir });
    const hourly = async () => (await second.seen()).timers.filter((one) => one.name === 'hourly');
    const runs = await eventually(hourly, (found) => found.length > 0);
    expect(runs).toEqual([{ name: 'hourly', isPastDue: true, last: missed.last }]);
    await second.stop();
    const third = await startSampleHost({ dataDir: first.dataDir });
    expect((await third.seen()).timers.filter((one) => one.name === 'hourly')).toEqual([]);
    await third.stop();
  });
});

describe('stopping', () => {
  test('work that runs is finished before the host ends', async () => {
    const own = await startSampleHost();
    const answer = fetch(`${own.url}/api/slow`, { method: 'POST' });
    await eventually(
      async () => JSON.stringify(await (await fetch(`${own.url}/admin/status`)).json()),
      (text) => text.includes('"slow"') && text.includes('"durationMs":null'),
    );
    expect(await own.stop()).toBe(0);
    expect(await (await answer).json()).toEqual({ finished: true });
  });
  test('messages sent while the host is dead are run by the next one', async () => {
    const own = await startSampleHost();
    const queue = own.queues.getQueueClient(own.queueName);
    await own.stop('SIGKILL');
    await queue.sendMessage(encode({ name: 'left over' }));
    const next = await startSampleHost({ queueName: own.queueName });
    const seen = await eventually(
      () => next.seen(),
      ({ messages }) => messages.length > 0,
    );
    expect(seen.messages[0]?.message).toEqual({ name: 'left over' });
    await next.stop();
  });
});

describe('the operator page', () => {
  const operator = (path: string, init?: RequestInit) => fetch(`${host.url}${path}`, init);

  test('lists functions, next runs and queue depths', async () => {
    expect((await operator('/')).headers.get('content-type')).toContain('text/html');
    const status: unknown = await (await operator('/admin/status')).json();
    expect(status).toMatchObject({
      functionCount: expect.any(Number),
      triggers: expect.arrayContaining([
        expect.objectContaining({ name: 'hourly', kind: 'timer', schedule: '0 0 * * * *', nextAt: expect.any(String) }),
        expect.objectContaining({ name: 'work', kind: 'queue', queueName: host.queueName, active: 0 }),
      ]),
    });
  });
  test('runs a timer now, as the admin API of Azure does', async () => {
    const answer = await operator('/admin/functions/hourly', { method: 'POST' });
    expect(answer.status).toBe(202);
    await eventually(
      () => host.seen(),
      (seen) => seen.timers.some((one) => one.name === 'hourly' && one.isPastDue === false),
    );
  });
  test('shows waiting messages without taking them', async () => {
    await host.queues.getQueueClient(`${host.queueName}-poison`).createIfNotExists();
    await host.queues.getQueueClient(`${host.queueName}-poison`).sendMessage(encode({ name: 'shown' }));
    const peeked = await (await operator('/admin/functions/work/peek?which=poison')).text();
    expect(peeked).toContain('shown');
  });
  test('is closed to pages of other origins and to foreign host names', async () => {
    const foreign = await operator('/admin/functions/hourly', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});
