// Whom the house writes to about the deletion of a business: every owner, at every step, each mail once.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { remindClosings } from '../../functions/compliance/closings/reminders.ts';
import { eraseDue } from '../../functions/compliance/erasures/erase.ts';
import { jobs } from '../../functions/office/index.ts';
import { resendOutbox } from '../../functions/platform/resend.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { closingRoutes } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

const name = 'Kapanan Tic. A.Ş.';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let now: Date;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints, jobs, clock: () => now });
});
beforeEach(async () => {
  now = new Date();
  await admin.query('delete from closings');
  await admin.query('delete from outbox');
  world = await makeWorld(admin, name);
  await admin.query(`update members set role = 'owner' where tenant_id = $1 and user_id = $2`, [
    world.tenantId,
    world.members.admin.userId,
  ]);
  mounted.ports.mails.length = 0;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const base = (): ScheduleContext => ({ ...mounted.app, clock: () => now, requestId: newId(), isPastDue: false });
const call = (route: typeof closingRoutes.ask | typeof closingRoutes.takeBack, body?: object) =>
  mounted.call(route, { session: world.members.owner.token, body });

/** Lets the outbox and the queue do their work, and says who got what. */
async function sent(): Promise<(string | undefined)[][]> {
  await admin.query(`update outbox set next_at = now() - interval '1 minute'`);
  mounted.ports.sent.length = 0;
  await resendOutbox(base());
  await mounted.runJobs();
  const mails = mounted.ports.mails.splice(0);
  return mails.map(({ to, subject }) => [to.address, subject]).sort();
}
const owner = () => world.members.owner.email;
const other = () => world.members.admin.email;

describe('every owner hears', () => {
  test('that it was asked for and taken back, in words of their own', async () => {
    expect((await call(closingRoutes.ask, { name })).status).toBe(201);
    expect(await sent()).toEqual([
      [other(), `${name} 30 gün sonra silinecek`],
      [owner(), 'İşletmeniz 30 gün sonra silinecek'],
    ]);
    await call(closingRoutes.takeBack);
    expect(await sent()).toEqual([
      [other(), `${name} kalıyor`],
      [owner(), 'İşletmeniz kalıyor'],
    ]);
  });

  test('a week and a day before, at the very minute, once each', async () => {
    await call(closingRoutes.ask, { name });
    await sent();
    const { rows } = await admin.query<{ due: Date }>('select due_at as due from closings');
    const due = rows[0]?.due.getTime() ?? 0;
    for (const days of [7, 1]) {
      now = new Date(due - days * dayMs - minuteMs);
      expect(await remindClosings(base())).toBe(0);
      now = new Date(due - days * dayMs);
      expect([await remindClosings(base()), await remindClosings(base())]).toEqual([1, 0]);
      const mails = await sent();
      expect(mails.map(([to]) => to)).toEqual([other(), owner()]);
      expect(mails[0]?.[1]).toContain(`${name} silinecek: `);
    }
  });

  test('the last day alone when the week was missed, and nothing once its time has come', async () => {
    await call(closingRoutes.ask, { name });
    await sent();
    now = new Date(now.getTime() + 29.5 * dayMs);
    expect([await remindClosings(base()), await remindClosings(base())]).toEqual([1, 0]);
    await admin.query('update closings set week_told_at = null, day_told_at = null');
    now = new Date(now.getTime() + 31 * dayMs);
    expect(await remindClosings(base())).toBe(0);
  });

  test('that it is done, and a mail that cannot be sent does not hold it up', async () => {
    await call(closingRoutes.ask, { name });
    await sent();
    now = new Date(now.getTime() + 31 * dayMs);
    const [mail, { ports }] = [mounted.ports.mail, mounted];
    const send: typeof mail.send = (one) =>
      one.to.address === owner() ? Promise.reject(new Error('down')) : mail.send(one);
    const addresses = [owner(), other()];
    expect(await eraseDue({ ...base(), ports: { ...ports, mail: { ...mail, send } } })).toBe(1);
    expect(ports.mails.map(({ to, subject }) => [to.address, subject])).toEqual([[other(), `${name} silindi`]]);
    const { rowCount } = await admin.query('select from mails where recipient = any($1)', [addresses]);
    expect(rowCount).toBe(0);
  });
});
