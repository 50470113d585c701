// A message is never lost and its effect never happens twice, whatever dies in between.
import * as z from 'zod';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { activityJobs } from '../../functions/insight/activity/jobs.ts';
import { audit } from '../../functions/platform/audit.ts';
import { flush, inTenant } from '../../functions/platform/flush.ts';
import { job, type Job } from '../../functions/platform/jobs.ts';
import { enqueue, finish, message } from '../../functions/platform/outbox.ts';
import { resendOutbox } from '../../functions/platform/resend.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { contextOf, makeWorld, type World } from '../support/world.ts';

const Work = message('test-work', z.strictObject({ subjectId: z.uuid() }));

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let isQueueDown = false;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database });
  const send = mounted.ports.queues.send;
  mounted.ports.queues.send = async (...call) => {
    if (isQueueDown) throw new Error('the queue is down');
    return send(...call);
  };
  world = await makeWorld(admin);
});
beforeEach(async () => {
  isQueueDown = false;
  mounted.ports.sent.length = 0;
  await admin.query('delete from outbox');
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const asOwner = () => contextOf(mounted.app, world.members.owner, 'invoices:write');
const delivery = (dequeueCount = 1) => ({ requestId: newId(), dequeueCount });
const base = () => ({ ...mounted.app, requestId: newId(), isPastDue: false });

/** The effect of the job: one activity row that names the subject, in the transaction that finishes the message. */
const effective = job(Work, async (ctx, { subjectId }) => {
  await flush(ctx, [audit(ctx, 'test.effect', { subjectId }), finish(ctx)]);
});
async function effectsOf(subjectId: string): Promise<number> {
  const { rowCount } = await admin.query(`select from activity where kind = 'test.effect' and subject_id = $1`, [
    subjectId,
  ]);
  return rowCount ?? 0;
}
async function rowOf(queue = 'test-work') {
  const { rows } = await admin.query<{ id: string; attempts: number; last_error: string | null; sent_count: number }>(
    'select id, attempts, last_error, sent_count from outbox where queue = $1',
    [queue],
  );
  return rows;
}
async function send(): Promise<string> {
  const subjectId = newId();
  await flush(asOwner(), [enqueue(asOwner(), Work, { subjectId })]);
  return subjectId;
}
const takeSent = () => mounted.ports.sent.filter(({ queue }) => queue === 'test-work').map((sent) => sent.message);
const makeDue = () => admin.query(`update outbox set next_at = now() - interval '1 second'`);

describe('sending', () => {
  test('a committed message leaves at once with ids only, and names tenant and request', async () => {
    const ctx = asOwner();
    const subjectId = newId();
    await flush(ctx, [enqueue(ctx, Work, { subjectId })]);
    expect(takeSent()).toEqual([
      { id: (await rowOf())[0]?.id, tenantId: world.tenantId, requestId: ctx.requestId, body: { subjectId } },
    ]);
  });

  test('nothing is sent of a transaction that was rolled back', async () => {
    const ctx = asOwner();
    const failing = inTenant(ctx, async (tx) => {
      await tx.read([enqueue(ctx, Work, { subjectId: newId() })]);
      throw new Problem('conflict');
    });
    await expect(failing).rejects.toMatchObject({ kind: 'conflict' });
    expect(takeSent()).toEqual([]);
    expect(await rowOf()).toEqual([]);
  });

  test('messages of both forms of transaction are sent, read or written', async () => {
    const ctx = asOwner();
    await inTenant(ctx, async (tx) => {
      await tx.read([enqueue(ctx, Work, { subjectId: newId() })]);
      tx.write(enqueue(ctx, Work, { subjectId: newId() }));
    });
    expect(takeSent()).toHaveLength(2);
  });

  test('a queue that is down costs the person nothing, and the timer sends what was left', async () => {
    isQueueDown = true;
    const subjectId = await send();
    expect(takeSent()).toEqual([]);
    isQueueDown = false;
    expect(await resendOutbox(base())).toBe(0);
    await makeDue();
    expect(await resendOutbox(base())).toBe(1);
    await effective.handle(mounted.app, takeSent()[0], delivery());
    expect(await effectsOf(subjectId)).toBe(1);
    expect(await rowOf()).toEqual([]);
  });

  test('each resending waits twice as long, never more than an hour, and stops after twenty failures', async () => {
    await send();
    const waits: number[] = [];
    for (let time = 0; time < 9; time += 1) {
      await makeDue();
      await resendOutbox(base());
      const { rows } = await admin.query<{ seconds: number }>(
        'select round(extract(epoch from next_at - now()))::int as seconds from outbox',
      );
      waits.push(Math.round((rows[0]?.seconds ?? 0) / 60));
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60, 60]);
    await admin.query('update outbox set attempts = 20');
    await makeDue();
    expect(await resendOutbox(base())).toBe(0);
    expect(await rowOf()).toHaveLength(1);
  });

  test('two timers at once send each message once', async () => {
    for (let time = 0; time < 30; time += 1) await send();
    mounted.ports.sent.length = 0;
    await makeDue();
    const sent = await Promise.all([resendOutbox(base()), resendOutbox(base()), resendOutbox(base())]);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(30);
  });
});

describe('a job', () => {
  test('delivered twice does its work once', async () => {
    const subjectId = await send();
    const [sent] = takeSent();
    await effective.handle(mounted.app, sent, delivery());
    await effective.handle(mounted.app, sent, delivery(2));
    await effective.handle(mounted.app, JSON.stringify(sent), delivery(3));
    expect(await effectsOf(subjectId)).toBe(1);
  });

  test('delivered many times at the same moment does its work once', async () => {
    const subjectId = await send();
    const [sent] = takeSent();
    await Promise.all(Array.from({ length: 8 }, () => effective.handle(mounted.app, sent, delivery())));
    expect(await effectsOf(subjectId)).toBe(1);
    expect(await rowOf()).toEqual([]);
  });

  test('that fails leaves no half of its effect, and its row says how often and why', async () => {
    let isBroken = true;
    const flaky = job(Work, async (ctx, { subjectId }) => {
      await inTenant(ctx, async (tx) => {
        await tx.read([audit(ctx, 'test.effect', { subjectId })]);
        if (isBroken) throw new Error('the printer is on fire');
        tx.write(finish(ctx));
      });
    });
    const subjectId = await send();
    const [sent] = takeSent();
    for (const count of [1, 2]) await expect(flaky.handle(mounted.app, sent, delivery(count))).rejects.toThrow('fire');
    expect(await effectsOf(subjectId)).toBe(0);
    expect(await rowOf()).toMatchObject([{ attempts: 2, last_error: 'Error: the printer is on fire' }]);
    isBroken = false;
    await flaky.handle(mounted.app, sent, delivery(3));
    expect(await effectsOf(subjectId)).toBe(1);
    expect(await rowOf()).toEqual([]);
  });

  test('that forgets to finish is an error, unless it keeps its message on purpose', async () => {
    const forgetful: Job = job(Work, async () => undefined);
    const waiting: Job = job(Work, async () => 'keep');
    await send();
    const [sent] = takeSent();
    await expect(forgetful.handle(mounted.app, sent, delivery())).rejects.toThrow(/finish/);
    await waiting.handle(mounted.app, sent, delivery());
    expect(await rowOf()).toHaveLength(1);
  });

  test('gives up at its fifth failure and tells the record so', async () => {
    const givenUp: string[] = [];
    const failing = job(
      Work,
      async () => {
        throw new Error('no');
      },
      { gaveUp: async (ctx, { subjectId }) => void givenUp.push(`${subjectId} ${ctx.caller.kind}`) },
    );
    const subjectId = await send();
    const [sent] = takeSent();
    for (const count of [1, 2, 3, 4, 5])
      await expect(failing.handle(mounted.app, sent, delivery(count))).rejects.toThrow('no');
    expect(givenUp).toEqual([`${subjectId} job`]);
  });

  test('of a tenant that is gone has nothing to do', async () => {
    await send();
    const [sent] = takeSent();
    await effective.handle(mounted.app, { ...sent, tenantId: newId() }, delivery());
    expect(await rowOf()).toHaveLength(1);
  });

  test('acts for the tenant of its own row only: a message that names another tenant finds nothing', async () => {
    const other = await makeWorld(admin);
    const subjectId = await send();
    const [sent] = takeSent();
    await effective.handle(mounted.app, { ...sent, tenantId: other.tenantId }, delivery());
    expect(await effectsOf(subjectId)).toBe(0);
    expect(await rowOf()).toHaveLength(1);
  });

  test('refuses a message that is not what its queue holds', async () => {
    for (const raw of [
      '{',
      'null',
      '{}',
      { id: 1 },
      { id: newId(), tenantId: newId(), requestId: 'r', body: { subjectId: 'x' } },
    ]) {
      await expect(effective.handle(mounted.app, raw, delivery())).rejects.toThrow();
    }
  });
});

describe('activity', () => {
  test('is copied to the thirty-day log with its actor’s name, then removed; twice is the same as once', async () => {
    const ctx = asOwner();
    const subjectId = newId();
    await flush(ctx, [audit(ctx, 'client.created', { subjectKind: 'client', subjectId, detail: { name: 'Işık' } })]);
    const [sent] = mounted.ports.sent;
    const [copy] = activityJobs;
    await copy?.handle(mounted.app, sent?.message, delivery());
    await copy?.handle(mounted.app, sent?.message, delivery(2));
    expect([...mounted.ports.entries.values()]).toMatchObject([
      {
        tenantId: world.tenantId,
        actorKind: 'staff',
        actorId: world.members.owner.userId,
        actorName: world.members.owner.name,
        kind: 'client.created',
        subjectId,
        detail: { name: 'Işık' },
        ip: '203.0.113.0',
      },
    ]);
    expect((await admin.query('select from activity where subject_id = $1', [subjectId])).rowCount).toBe(0);
    expect(await rowOf('activity')).toEqual([]);
  });

  test('a log that is down keeps the row until it is up again', async () => {
    const ctx = asOwner();
    const subjectId = newId();
    await flush(ctx, [audit(ctx, 'client.removed', { subjectKind: 'client', subjectId })]);
    const append = mounted.ports.activityLog.append;
    mounted.ports.activityLog.append = async () => Promise.reject(new Error('down'));
    const [sent] = mounted.ports.sent;
    const [copy] = activityJobs;
    await expect(copy?.handle(mounted.app, sent?.message, delivery())).rejects.toThrow('down');
    mounted.ports.activityLog.append = append;
    await copy?.handle(mounted.app, sent?.message, delivery(2));
    expect([...mounted.ports.entries.values()].filter((entry) => entry.subjectId === subjectId)).toHaveLength(1);
  });
});
