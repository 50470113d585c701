// Our own texts: published fourteen days ahead or not at all, in force by the clock alone, told to everybody once, agreed to anew.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendNotices } from '../../functions/office/policy-notices/notices.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { accountRoutes } from '../../shared/accounts.ts';
import { consentRoutes, type OwnConsents } from '../../shared/consents.ts';
import { newId } from '../../shared/ids.ts';
import {
  policyHistory,
  policyRoutes,
  type PolicyVersion,
  type PublishedPolicies,
  type PublishedPolicy,
} from '../../shared/policies.ts';
import type { Route } from '../../shared/route.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { CallOptions, Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { makePerson, mountIdentity, sessionIn, signIn, type Person } from './identity-support.ts';

vi.mock('../../shared/policies.ts', async (original) => {
  const real = await original<typeof import('../../shared/policies.ts')>();
  const summary = { tr: 'Artık Çiçek’i de anlatıyoruz.', en: 'We tell more now.' };
  const next: PolicyVersion = {
    version: '2027-03-01',
    effectiveDate: '2027-03-01',
    sha256: real.policies.terms.sha256,
    summary,
  };
  const silent: PolicyVersion = {
    version: '2027-04-01',
    effectiveDate: '2027-04-01',
    sha256: real.policies.terms.sha256,
  };
  const { privacy, terms } = real.policyHistory;
  return { ...real, policyHistory: { privacy: [next, ...privacy], terms: [silent, next, ...terms] } };
});

const first = policyHistory.terms.at(-1)?.version ?? '';
const version = '2027-03-01';
/** Midnight of that day in Istanbul. */
const effect = Date.parse('2027-02-28T21:00:00Z');
const dayMs = 24 * 3600_000;

let database: TestDatabase;
let mounted: Mounted;
let base: ScheduleContext;
let now: Date;
beforeAll(async () => {
  now = new Date('2027-01-10T09:00:00Z');
  database = await testDatabase();
  mounted = mountIdentity(database, { clock: () => now });
  base = { ...mounted.app, requestId: newId(), isPastDue: false };
});
beforeEach(() => {
  now = new Date('2027-01-10T09:00:00Z');
  mounted.ports.mails.length = 0;
});
afterEach(async () => {
  await database.admin.query('set session_replication_role = replica');
  await database.admin.query('delete from policy_notices');
  await database.admin.query('delete from policy_readings');
  await database.admin.query("delete from policy_publications where version > '2027'");
  await database.admin.query('set session_replication_role = origin');
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

type Loose = { status: number; body: PublishedPolicy & PublishedPolicies & OwnConsents & { detail: string } };
const ask = async (route: Route, options: CallOptions = {}): Promise<Loose> => mounted.call(route, options);
const publish = (body: object) =>
  ask(policyRoutes.publish, { operator: operatorToken, body: { policy: 'terms', version, isMaterial: true, ...body } });

/** Two months later nobody is signed in any more. */
const back = async ({ email, password }: Person) => sessionIn(await signIn(mounted, email, password));

/** As another owner would; this person has none beside them. */
async function restrict({ email }: Person): Promise<void> {
  await database.admin.query('set session_replication_role = replica');
  await database.admin.query(
    `insert into member_restrictions (tenant_id, id, user_id, reason, restricted_by, restricted_at)
     select m.tenant_id, $2, u.id, 'Kendisi istedi', $2, now() from members m join users u on u.id = m.user_id where u.email = $1`,
    [email, newId()],
  );
  await database.admin.query('set session_replication_role = origin');
}

describe('publishing', () => {
  test('a material change is refused a second before its fourteen days, and taken with them', async () => {
    now = new Date(effect - 14 * dayMs + 1000);
    expect((await publish({})).status).toBe(422);
    now = new Date(effect - 14 * dayMs);
    const done = await publish({});
    expect(done.status).toBe(201);
    expect(done.body.effectiveAt).toBe('2027-02-28T21:00:00.000Z');
  });

  test('the database refuses it too, whoever asks', async () => {
    const insert = (publishedAt: Date, effectiveAt: Date) =>
      database.admin.query(
        `insert into policy_publications values ('terms', '2027-09-09', true, sha256('a'), sha256('b'), $1, $2, 'x')`,
        [publishedAt, effectiveAt],
      );
    await expect(insert(new Date(effect - 14 * dayMs + 1), new Date(effect))).rejects.toThrow(/fourteen_days/);
    await expect(insert(new Date(effect - 20 * dayMs), new Date(effect + 3600_000))).rejects.toThrow(/day_begins/);
    await expect(database.admin.query("update policy_publications set version = 'x'")).rejects.toThrow();
    await expect(database.admin.query('delete from policy_publications')).rejects.toThrow();
  });

  test('an editorial one may come sooner, but never in the past', async () => {
    now = new Date(effect + 1000);
    expect((await publish({ isMaterial: false })).status).toBe(422);
    now = new Date(effect - 1000);
    const done = await publish({ isMaterial: false });
    expect(done.status).toBe(201);
    expect(done.body.notices.people).toBe(0);
  });

  test('what does not ship, says nothing or was published is refused in words', async () => {
    expect((await publish({ version: '2030-01-01' })).body.detail).toMatch(/does not ship/);
    expect((await publish({ version: '2027-04-01' })).status).toBe(422);
    expect((await publish({})).status).toBe(201);
    expect((await publish({})).status).toBe(409);
  });

  test('a trial says whom it would reach and leaves nothing', async () => {
    await makePerson(mounted);
    const trial = await publish({ isTrial: true });
    expect(trial.body.notices.people).toBeGreaterThan(0);
    expect((await ask(policyRoutes.show)).body.publications.some((one) => one.version === version)).toBe(false);
  });

  test('reaches a member whom a business has restricted too: the law owes them the notice, and their account its security mails', async () => {
    const person = await makePerson(mounted);
    await restrict(person);
    await publish({});
    await sendNotices(base);
    const body = { currentPassword: person.password, password: 'turuncu kedi dört pencere' };
    expect((await ask(accountRoutes.changePassword, { session: person.session, body })).status).toBe(204);
    await mounted.runJobs();
    const subjects = mounted.ports.mails.filter(({ to }) => to.address === person.email).map(({ subject }) => subject);
    expect(subjects).toEqual(
      expect.arrayContaining([expect.stringMatching(/koşul/i), expect.stringMatching(/parola/i)]),
    );
  });

  test('is for operators alone', async () => {
    const { session } = await makePerson(mounted);
    expect((await ask(policyRoutes.publish, { body: {} })).status).toBe(401);
    expect((await ask(policyRoutes.publish, { session, body: {} })).status).toBe(401);
    expect((await ask(policyRoutes.notices, { session })).status).toBe(401);
  });
});

describe('what is in force', () => {
  test('a version that ships but was not published never is', async () => {
    now = new Date(effect + dayMs);
    const answer = await mounted.call(policyRoutes.show);
    expect((answer.body as PublishedPolicies).inForce.terms).toBe(first);
    // The same for everybody: a cache may keep it, for no longer than a change may be late on a page.
    expect(answer.headers['cache-control']).toBe('public, max-age=60');
  });

  test('changes at Istanbul’s midnight to the second, and is shown before', async () => {
    const { session } = await makePerson(mounted);
    await publish({});
    now = new Date(effect - 1000);
    const { body } = await ask(consentRoutes.list, { session });
    expect(body).toMatchObject({ pending: [], changed: [], inForce: { terms: first } });
    expect(body.news.map((one) => one.version)).toEqual([version]);
    now = new Date(effect);
    const fresh = (await makePerson(mounted, { acceptedTermsVersion: version })).session;
    const after = (await ask(consentRoutes.list, { session: fresh })).body;
    expect(after).toMatchObject({ pending: [], changed: [], news: [] });
  });

  test('somebody who agreed to the former text is asked until they agree', async () => {
    const person = await makePerson(mounted);
    await publish({});
    now = new Date(effect);
    const session = await back(person);
    expect((await ask(consentRoutes.list, { session })).body.changed).toEqual(['terms']);
    await ask(consentRoutes.record, { session, body: { purpose: 'terms', isGiven: true, version } });
    expect((await ask(consentRoutes.list, { session })).body.changed).toEqual([]);
  });

  test('an editorial version on top of a material one does not make up for the agreement', async () => {
    const person = await makePerson(mounted);
    await publish({});
    await publish({ version: '2027-04-01', isMaterial: false });
    now = new Date('2027-04-02T00:00:00Z');
    const session = await back(person);
    expect((await ask(consentRoutes.list, { session })).body.changed).toEqual(['terms']);
  });

  test('decides what a sign-up may agree to', async () => {
    await publish({});
    now = new Date(effect);
    await expect(makePerson(mounted, { acceptedTermsVersion: first })).rejects.toThrow();
  });
});

describe('news of a change', () => {
  const newsOf = async (session: string) => (await ask(consentRoutes.list, { session })).body.news;
  const putAside = (session: string | undefined, policy = 'privacy', what = version) =>
    ask(consentRoutes.read, { session, body: { policy, version: what }, language: 'en' });

  test('is put aside by the person, not by the device, and by nobody for somebody else', async () => {
    const [one, other] = [await makePerson(mounted), await makePerson(mounted)];
    const secondDevice = await back(one);
    await publish({ policy: 'privacy' });
    expect(await newsOf(secondDevice)).toHaveLength(1);
    const done = await putAside(one.session);
    expect([done.status, done.body.news]).toEqual([200, []]);
    expect(await newsOf(secondDevice)).toEqual([]);
    expect(await newsOf(other.session)).toHaveLength(1);
    const kept = done.body.readings;
    expect(kept).toEqual([{ policy: 'privacy', version, language: 'en', readAt: '2027-01-10T09:00:00Z' }]);
    now = new Date(now.getTime() + 1000);
    expect((await putAside(secondDevice)).body.readings).toEqual(kept);
  });

  test('of the privacy policy asks nobody to agree and stays until it is put aside, also when the text holds', async () => {
    const person = await makePerson(mounted);
    await publish({ policy: 'privacy' });
    now = new Date(effect);
    const session = await back(person);
    expect((await ask(consentRoutes.list, { session })).body).toMatchObject({ pending: [], changed: [] });
    expect(await newsOf(session)).toMatchObject([{ policy: 'privacy', version }]);
    const newcomer = await makePerson(mounted, { acceptedPrivacyVersion: version });
    expect(await newsOf(newcomer.session)).toEqual([]);
    await putAside(session);
    expect(await newsOf(session)).toEqual([]);
  });

  test('of the terms, put aside, still asks for agreement when the text holds', async () => {
    const person = await makePerson(mounted);
    await publish({});
    expect((await putAside(person.session, 'terms')).body.news).toEqual([]);
    now = new Date(effect);
    const { body } = await ask(consentRoutes.list, { session: await back(person) });
    expect(body).toMatchObject({ changed: ['terms'], news: [] });
  });

  test('is refused for what was never published, and without a session', async () => {
    const { session } = await makePerson(mounted);
    expect((await putAside(session)).status).toBe(404);
    expect((await putAside(session, 'cookies')).status).toBe(400);
    expect((await putAside(undefined)).status).toBe(401);
  });
});

describe('notices', () => {
  test('reach everybody once in their language, however often the timer runs', async () => {
    await makePerson(mounted, { name: 'Şükrü Ağaoğlu', language: 'tr' });
    const { rows } = await database.admin.query<{ n: number }>('select count(*)::int as n from users');
    await publish({});
    mounted.ports.mails.length = 0;
    await Promise.all([sendNotices(base), sendNotices(base)]);
    await sendNotices(base);
    expect(mounted.ports.mails).toHaveLength(rows[0]?.n ?? 0);
    expect(new Set(mounted.ports.mails.map(({ to }) => to.address)).size).toBe(rows[0]?.n);
    const turkish = mounted.ports.mails.find(({ to }) => to.name === 'Şükrü Ağaoğlu');
    expect(turkish?.subject).toContain('1 Mar');
    expect(turkish?.text).toContain('Artık Çiçek’i de anlatıyoruz.');
    expect(turkish?.text).toContain('/terms/2027-03-01');
  });

  test('whoever comes later is not mailed', async () => {
    await publish({});
    const { email } = await makePerson(mounted);
    mounted.ports.mails.length = 0;
    await sendNotices(base);
    expect(mounted.ports.mails.map(({ to }) => to.address)).not.toContain(email);
  });

  test('one that is sent late does not speak of the future', async () => {
    await makePerson(mounted);
    await publish({});
    now = new Date(effect + dayMs);
    mounted.ports.mails.length = 0;
    await sendNotices(base);
    expect(mounted.ports.mails.length).toBeGreaterThan(0);
    for (const { subject } of mounted.ports.mails) expect(subject).toMatch(/değişti$/);
  });

  test('one whose sender died is sent a quarter of an hour later, and not before', async () => {
    await makePerson(mounted);
    await publish({});
    await database.admin.query('update policy_notices set claimed_at = $1, attempts = 1', [now]);
    mounted.ports.mails.length = 0;
    now = new Date(now.getTime() + 15 * 60_000 - 1000);
    expect(await sendNotices(base)).toBe(0);
    now = new Date(now.getTime() + 1000);
    expect(await sendNotices(base)).toBeGreaterThan(0);
  });
});
