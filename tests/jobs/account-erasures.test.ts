// The end of an account: nothing of the person is left anywhere, what businesses keep adds up as before and names a former member.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eraseDueAccounts } from '../../functions/compliance/erasures/accounts.ts';
import { eraseDue } from '../../functions/compliance/erasures/erase.ts';
import { formerMember } from '../../functions/compliance/erasures/former-member.ts';
import { erasedSince } from '../../functions/compliance/erasures/list.ts';
import { replayErasures } from '../../functions/compliance/erasures/replay.ts';
import { remindAccountClosings } from '../../functions/compliance/closings/reminders.ts';
import { endpoints as identityEndpoints } from '../../functions/identity/index.ts';
import { jobs } from '../../functions/office/index.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { maintain } from '../../functions/platform/maintenance.ts';
import { resendOutbox } from '../../functions/platform/resend.ts';
import { closingDays } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import { policies as inForce } from '../../shared/policies.ts';
import { userRoutes } from '../../shared/users.ts';
import { memoryContainers, type Files } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, testPassword, type Member, type World } from '../support/world.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let leaver: Member;
let others: Files;
let base: ScheduleContext;
let now: Date;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints: identityEndpoints, jobs, clock: () => now });
});
beforeEach(async () => {
  now = new Date();
  others = new Map();
  await admin.query('delete from account_closings');
  world = await makeWorld(admin, 'Kalan Ticaret A.Ş.');
  leaver = world.members.accountant;
  mounted.ports.mails.length = 0;
  const config = { ...mounted.app.config, databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') };
  const ports = { ...mounted.ports, containers: memoryContainers(mounted.ports.files, others) };
  base = { ...mounted.app, config, ports, clock: () => now, requestId: newId(), isPastDue: false };
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const rows = async (text: string, values: unknown[] = []) => (await admin.query(text, values)).rows;
const leaving = ({ userId }: Member, dueAt: Date) =>
  rows('insert into account_closings (user_id, requested_at, due_at) values ($1, $2, $3)', [
    userId,
    new Date(dueAt.getTime() - closingDays * dayMs),
    dueAt,
  ]);
const isThere = async ({ userId }: Member) => (await rows('select from users where id = $1', [userId])).length === 1;
const subjectOf = ({ userId }: Member) => createHash('sha256').update(userId).digest();

describe('on the day', () => {
  test('and not a second before, whatever midnight lies between here and Istanbul', async () => {
    const due = new Date('2027-03-31T21:30:00Z');
    await leaving(leaver, due);
    now = new Date(due.getTime() - 1000);
    expect([await eraseDueAccounts(base), await isThere(leaver)]).toEqual([0, true]);
    now = due;
    expect([await eraseDueAccounts(base), await isThere(leaver)]).toEqual([1, false]);
    expect(await eraseDueAccounts(base)).toBe(0);
  });

  test('the person is told, the log says how much and not who, and the list outside the database says whom', async () => {
    await leaving(leaver, now);
    await eraseDueAccounts(base);
    expect(mounted.ports.mails.map(({ to, subject }) => [to.address, subject])).toEqual([
      [leaver.email, 'Hesabınız silindi'],
    ]);
    const log = await rows('select kind, finished_at, counts from erasures where subject_hash = $1', [
      subjectOf(leaver),
    ]);
    expect(log).toMatchObject([{ kind: 'user', counts: { users: 1, members: 1, sessions: 1, blobs: 0 } }]);
    expect(log[0].finished_at).not.toBeNull();
    expect((await erasedSince(base, now)).map(({ kind, id }) => [kind, id])).toEqual([['user', leaver.userId]]);
  });

  test('what died half way is finished by the next run, and cannot be taken back in between', async () => {
    mounted.ports.files.set(`${leaver.userId}/picture/1.webp`, { bytes: Buffer.from('x'), contentType: 'image/webp' });
    await leaving(leaver, now);
    const broken = { ...base.ports.activityLog, rewrite: () => Promise.reject(new Error('the log is down')) };
    const dying = { ...base, ports: { ...base.ports, activityLog: broken } };
    await expect(eraseDueAccounts(dying)).rejects.toThrow('1 of 1');
    expect(await isThere(leaver)).toBe(true);
    const [{ erasing_at: begun }] = await rows('select erasing_at from account_closings');
    expect(begun).not.toBeNull();
    expect(await eraseDueAccounts(base)).toBe(1);
    const runs = await rows(
      'select finished_at is not null as is_done from erasures where subject_hash = $1 order by started_at, id',
      [subjectOf(leaver)],
    );
    expect(runs.map(({ is_done }) => is_done).sort()).toEqual([false, true]);
  });

  test('one that fails holds up no other', async () => {
    const { list } = base.ports.containers('files');
    const containers: typeof base.ports.containers = (name) => ({
      ...base.ports.containers(name),
      list: (prefix) => {
        if (prefix?.startsWith(leaver.userId)) throw new Error('the store is down');
        return list(prefix);
      },
    });
    await leaving(leaver, now);
    await leaving(world.members.viewer, now);
    await expect(eraseDueAccounts({ ...base, ports: { ...base.ports, containers } })).rejects.toThrow('1 of 2');
    expect([await isThere(leaver), await isThere(world.members.viewer)]).toEqual([true, false]);
  });

  test('the log of businesses keeps what was done, not by whom or from where', async () => {
    const entry = { tenantId: world.tenantId, at: now.toISOString(), actorKind: 'staff', ip: '203.0.113.9' };
    const own = {
      ...entry,
      id: newId(),
      actorId: leaver.userId,
      actorName: leaver.name,
      kind: 'invoice.issued',
      detail: { number: 'A1' },
    };
    const about = { email: leaver.email, name: leaver.name, role: 'viewer' };
    const removed = {
      ...entry,
      id: newId(),
      actorId: 'x',
      actorName: 'Y',
      kind: 'member.removed',
      subjectId: leaver.userId,
      detail: about,
    };
    const other = { ...entry, id: newId(), actorId: 'x', actorName: 'Y', kind: 'invoice.issued', detail: {} };
    for (const one of [own, removed, other]) await mounted.ports.activityLog.append(one);
    await leaving(leaver, now);
    await eraseDueAccounts(base);
    const kept = await mounted.ports.activityLog.list(world.tenantId, { limit: 10 });
    expect(JSON.stringify(kept)).not.toMatch(new RegExp([leaver.userId, leaver.email, leaver.name].join('|')));
    const named = kept.map(({ id, actorId, subjectId, ip, detail }) => ({ id, actorId, subjectId, ip, detail }));
    expect(named).toEqual(
      expect.arrayContaining([
        { id: own.id, actorId: formerMember, subjectId: undefined, ip: undefined, detail: { number: 'A1' } },
        { id: removed.id, actorId: 'x', subjectId: formerMember, ip: '203.0.113.9', detail: { role: 'viewer' } },
        { id: other.id, actorId: 'x', subjectId: undefined, ip: '203.0.113.9', detail: {} },
      ]),
    );
  });

  test('a business that only they own is deleted first, and holds them as long as it is not', async () => {
    const { owner } = world.members;
    const due = now;
    await rows('insert into closings (tenant_id, requested_at, requested_by, due_at) values ($1, $2, $3, $4)', [
      world.tenantId,
      new Date(due.getTime() - closingDays * dayMs - minuteMs),
      owner.userId,
      new Date(due.getTime() - minuteMs),
    ]);
    await leaving(owner, due);
    expect([await eraseDueAccounts(base), await isThere(owner)]).toEqual([0, true]);
    expect(await eraseDue(base)).toBe(1);
    expect([await eraseDueAccounts(base), await isThere(owner)]).toEqual([0, false]);
  });
});

describe('afterwards', () => {
  test('a restore of a backup from before brings nobody back, and names nobody', async () => {
    const [clientId, noteId, mailId] = [newId(), newId(), newId()];
    const { tenantId } = world;
    const backup = async () => {
      await rows(
        `insert into users (id, email, name, language, password_hash, email_verified_at)
        select $1, $2, 'Eski', 'tr', password_hash, now() from users limit 1`,
        [leaver.userId, leaver.email],
      );
      await rows(
        `insert into mails (tenant_id, id, template, recipient, language)
        values (app.platform_tenant(), $1, 'newDevice', $2, 'tr')`,
        [mailId, leaver.email],
      );
      await rows('update client_notes set author_id = $2 where id = $1', [noteId, leaver.userId]);
    };
    await rows(`insert into clients (tenant_id, id, kind, name, country) values ($1, $2, 'company', 'Ahmet', 'TR')`, [
      tenantId,
      clientId,
    ]);
    await rows('insert into client_notes (tenant_id, id, client_id, text, author_id) values ($1, $2, $3, $4, $5)', [
      tenantId,
      noteId,
      clientId,
      'Arayacak',
      leaver.userId,
    ]);
    await leaving(leaver, now);
    await eraseDueAccounts(base);
    await backup();
    expect(
      await maintain(base.config, (keeper) => replayErasures(base, keeper, { startedAt: now.toISOString() })),
    ).toBe(1);
    expect(await isThere(leaver)).toBe(false);
    expect(await rows('select from mails where id = $1', [mailId])).toEqual([]);
    expect(await rows('select text, author_id from client_notes where id = $1', [noteId])).toEqual([
      { text: 'Arayacak', author_id: formerMember },
    ]);
  });

  test('somebody signs up with the same address and is somebody new; before, they are led to sign in', async () => {
    const signUp = async () => {
      await rows('delete from outbox');
      const policies = { acceptedTermsVersion: inForce.terms.version, acceptedPrivacyVersion: inForce.privacy.version };
      const who = {
        name: 'Yeni',
        email: leaver.email,
        password: testPassword,
        birthDate: '1990-01-01',
        tenantName: 'Yeni',
        language: 'tr',
      };
      expect((await mounted.call(userRoutes.signUp, { body: { ...who, ...policies } })).status).toBe(202);
      await rows(`update outbox set next_at = now() - interval '1 minute'`);
      mounted.ports.sent.length = 0;
      await resendOutbox(base);
      await mounted.runJobs();
      return mounted.ports.mails.splice(0).map(({ text }) => /\/(sign-in|verify#)/.exec(text)?.[1]);
    };
    await leaving(leaver, now);
    expect(await signUp()).toEqual(['sign-in']);
    await eraseDueAccounts(base);
    mounted.ports.mails.length = 0;
    expect(await signUp()).toEqual(['verify#']);
  });
});

test('a week and a day before the person hears of it, once each', async () => {
  const due = new Date(now.getTime() + 20 * dayMs);
  await leaving(leaver, due);
  for (const days of [7, 1]) {
    now = new Date(due.getTime() - days * dayMs - minuteMs);
    expect(await remindAccountClosings(base)).toBe(0);
    now = new Date(due.getTime() - days * dayMs);
    expect([await remindAccountClosings(base), await remindAccountClosings(base)]).toEqual([1, 0]);
  }
  const mails = await rows(`select user_id, template from mails where user_id = $1`, [leaver.userId]);
  expect(mails).toEqual([1, 2].map(() => ({ user_id: leaver.userId, template: 'accountClosingSoon' })));
});
