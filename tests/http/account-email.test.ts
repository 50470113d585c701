// Another address: confirmed from the new mailbox, undone from the old one, and nobody learns who has which.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountRoutes } from '../../shared/accounts.ts';
import { newId } from '../../shared/ids.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { comparable, count, mailsTo, makePerson, mountIdentity, signIn, tokenIn } from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const fresh = () => `yeni-${newId()}@ornek.com.tr`;
async function ask(session: string | undefined, email: string) {
  const answer = await mounted.call(accountRoutes.askForEmail, { session, body: { email } });
  await mounted.runJobs();
  return answer;
}
const confirm = (token: string) => mounted.call(accountRoutes.confirmEmail, { body: { token } });
const undo = (token: string) => mounted.call(accountRoutes.undoEmail, { body: { token } });
const subjects = (email: string) => mailsTo(mounted, email).map(({ subject }) => subject);
const isAlive = async (session: string) => (await mounted.call(userRoutes.me, { session })).status === 200;

async function moved(email = fresh()) {
  const person = await makePerson(mounted);
  await ask(person.session, email);
  expect((await confirm(tokenIn(mounted, email))).status).toBe(204);
  await mounted.runJobs();
  return { person, email };
}

describe('POST /me/email and /auth/email/confirm', () => {
  test('change nothing before the confirmation, then the address, and tell the old one', async () => {
    const person = await makePerson(mounted);
    const email = fresh();
    await mounted.call(userRoutes.forgotPassword, { body: { email: person.email } });
    expect((await ask(person.session, email.toUpperCase())).status).toBe(202);
    const reset = tokenIn(mounted, person.email);
    expect((await signIn(mounted, email, person.password)).status).toBe(401);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(200);
    expect((await confirm(tokenIn(mounted, email))).status).toBe(204);
    expect((await signIn(mounted, email, person.password)).status).toBe(200);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(401);
    expect((await mounted.call(userRoutes.me, { session: person.session })).body).toMatchObject({ user: { email } });
    await mounted.runJobs();
    expect(subjects(person.email)).toContain('Adresiniz değiştirildi');
    const body = { token: reset, password: 'yepyeni ve uzun sarı defter' };
    expect((await mounted.call(userRoutes.resetPassword, { body })).status, 'reset links die').toBe(404);
  });

  test('answer the same for an address that somebody has, and write nothing to it', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    const before = mailsTo(mounted, other.email).length;
    const taken = await ask(person.session, other.email);
    expect(comparable(taken)).toEqual(comparable(await ask(person.session, fresh())));
    expect(mailsTo(mounted, other.email)).toHaveLength(before);
  });

  test('refuse the address when somebody has it by the time of the confirmation', async () => {
    const person = await makePerson(mounted);
    const email = fresh();
    await ask(person.session, email);
    const token = tokenIn(mounted, email);
    await makePerson(mounted, { email });
    expect(await confirm(token)).toMatchObject({ status: 409, body: { key: 'account.emailTaken' } });
    expect((await mounted.call(userRoutes.me, { session: person.session })).body).toMatchObject({
      user: { email: person.email },
    });
  });

  test('know only the link of the newest request, once, for an hour', async () => {
    const person = await makePerson(mounted);
    const [first, second, third] = [fresh(), fresh(), fresh()];
    await ask(person.session, first);
    await ask(person.session, second);
    expect((await confirm(tokenIn(mounted, first))).status).toBe(404);
    const answers = await Promise.all([confirm(tokenIn(mounted, second)), confirm(tokenIn(mounted, second))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    await ask(person.session, third);
    await database.admin.query(
      "update email_changes set created_at = now() - interval '61 minutes' where new_email = $1",
      [third],
    );
    expect((await confirm(tokenIn(mounted, third))).status).toBe(404);
    expect((await confirm('A'.repeat(43))).status).toBe(404);
    expect((await confirm('x')).status).toBe(400);
  });

  test('refuse the present address, what is none, strangers, other pages and a stale proof', async () => {
    const person = await makePerson(mounted);
    for (const email of [person.email, 'x']) {
      expect(await ask(person.session, email)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '#/email' }] },
      });
    }
    expect((await ask(undefined, fresh())).status).toBe(401);
    const foreign = { session: person.session, body: { email: fresh() }, origin: 'https://evil.example' };
    expect((await mounted.call(accountRoutes.askForEmail, foreign)).status).toBe(403);
    await database.admin.query(
      "update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1",
      [person.me.user.id],
    );
    expect(await ask(person.session, fresh())).toMatchObject({ status: 403, body: { key: 'stepUp' } });
  });

  test('fill nobody’s mailbox', async () => {
    const email = fresh();
    for (let turn = 0; turn < 7; turn += 1) {
      const person = await makePerson(mounted);
      await ask(person.session, email);
    }
    expect(mailsTo(mounted, email)).toHaveLength(5);
  });
});

describe('POST /auth/email/undo', () => {
  test('gives the old address back, ends every session, and says so', async () => {
    const { person, email } = await moved();
    const token = tokenIn(mounted, person.email);
    expect((await undo(token)).status).toBe(204);
    expect(await isAlive(person.session)).toBe(false);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(200);
    expect((await signIn(mounted, email, person.password)).status).toBe(401);
    await mounted.runJobs();
    expect(subjects(person.email)).toContain('Adresiniz geri alındı');
    expect((await undo(token)).status).toBe(404);
  });

  test('of the first address wins over whatever was changed since, whose links die', async () => {
    const { person, email: second } = await moved();
    const third = fresh();
    await ask(person.session, third);
    await confirm(tokenIn(mounted, third));
    await mounted.runJobs();
    const [fromFirst, fromSecond] = [tokenIn(mounted, person.email), tokenIn(mounted, second)];
    expect((await undo(fromFirst)).status).toBe(204);
    expect((await undo(fromSecond)).status).toBe(404);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(200);
  });

  test('works for three days, and not when somebody else has the address by now', async () => {
    const late = await moved();
    await database.admin.query(
      "update email_changes set confirmed_at = now() - interval '73 hours' where user_id = $1",
      [late.person.me.user.id],
    );
    expect((await undo(tokenIn(mounted, late.person.email))).status).toBe(404);
    const { person } = await moved();
    const token = tokenIn(mounted, person.email);
    await makePerson(mounted, { email: person.email });
    expect((await undo(token)).status).toBe(409);
    expect(await isAlive(person.session)).toBe(true);
  });

  test('keeps no token in clear', async () => {
    const { person } = await moved();
    const token = tokenIn(mounted, person.email);
    expect(await count(database.admin, 'email_changes', 'email_changes::text like $1', [`%${token}%`])).toBe(0);
  });
});
