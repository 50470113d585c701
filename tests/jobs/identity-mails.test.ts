// The job of the platform's mails: twice is once, a crash loses nothing, and late or crossing messages send nothing wrong.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NoticeMessage } from '../../functions/identity/notices/messages.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import * as office from '../../functions/office/index.ts';
import { newId } from '../../shared/ids.ts';
import { userRoutes } from '../../shared/users.ts';
import { count, mailsTo, makePerson, mountIdentity, signUpBody, tokenIn } from '../http/identity-support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';

let database: TestDatabase;
let mounted: Mounted;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
});
beforeEach(() => {
  mounted.ports.sent.length = 0;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const deliver = (message: object | undefined, dequeueCount = 1) => {
  const job = office.jobs.find(({ queue }) => queue === NoticeMessage.queue);
  if (!job) throw new Error('There is no job for mails.');
  return job.handle(mounted.app, message, { requestId: newId(), dequeueCount });
};
/** The newest message to the job of mails; others, such as those of the log, stay where they are. */
const nextMessage = () => mounted.ports.sent.findLast(({ queue }) => queue === NoticeMessage.queue)?.message;

async function signedUp(email = signUpBody().email): Promise<{ email: string; message: object | undefined }> {
  await mounted.call(userRoutes.signUp, { body: signUpBody({ email }) });
  return { email, message: nextMessage() };
}
async function forgot(email: string): Promise<object | undefined> {
  await mounted.call(userRoutes.forgotPassword, { body: { email } });
  return nextMessage();
}
/** Whether work for a message is still to be done. */
const isOpen = async (message: object | undefined) =>
  (await count(database.admin, 'outbox', 'id = $1', [Object(message).id])) === 1;

/** Lets the mail service fail a number of times. */
function failing(times: number, outcome: 'failed' | 'unknown'): void {
  const { send } = mounted.ports.mail;
  let left = times;
  mounted.ports.mail.send = async (mail) => {
    if (left === 0) return send(mail);
    left -= 1;
    if (left === 0) mounted.ports.mail.send = send;
    if (outcome === 'unknown') await send(mail);
    throw new PortError('The mail service did not answer.', {
      port: 'mail',
      kind: 'timed-out',
      retryable: true,
      outcome,
    });
  };
}

describe('a mail', () => {
  test('that is delivered twice by the queue is sent once', async () => {
    const { email, message } = await signedUp();
    await deliver(message);
    await deliver(message, 2);
    expect(mailsTo(mounted, email)).toHaveLength(1);
    expect(await count(database.admin, 'user_tokens', 'email = $1', [email])).toBe(1);
    expect(await isOpen(message)).toBe(false);
  });

  test('whose message holds ids and nothing else', async () => {
    const { message } = await signedUp();
    expect(message).toEqual({
      id: expect.any(String),
      tenantId: '00000000-0000-7000-8000-000000000000',
      requestId: expect.any(String),
      body: { mailId: expect.any(String) },
    });
  });

  test('that the service refused is sent by the next delivery, with a link that works', async () => {
    const { email, message } = await signedUp();
    failing(1, 'failed');
    await expect(deliver(message)).rejects.toThrow();
    expect(mailsTo(mounted, email)).toEqual([]);
    expect(await isOpen(message)).toBe(true);
    await deliver(message, 2);
    expect(mailsTo(mounted, email)).toHaveLength(1);
    expect((await mounted.call(userRoutes.verify, { body: { token: tokenIn(mounted, email) } })).status).toBe(200);
  });

  test('that may have been sent is sent again, and both links work until one is used', async () => {
    const person = await makePerson(mounted);
    const message = await forgot(person.email);
    failing(1, 'unknown');
    await expect(deliver(message)).rejects.toThrow();
    const first = tokenIn(mounted, person.email);
    await deliver(message, 2);
    const second = tokenIn(mounted, person.email);
    expect(second).not.toBe(first);
    const reset = (token: string) =>
      mounted.call(userRoutes.resetPassword, { body: { token, password: 'yepyeni ve uzun sarı defter' } });
    expect((await reset(first)).status).toBe(204);
    expect((await reset(second)).status).toBe(404);
  });

  test('that says the password was changed goes out even when many mails went there within the hour', async () => {
    const { email } = await makePerson(mounted);
    for (let turn = 0; turn < 4; turn += 1) await deliver(await forgot(email));
    const answer = await mounted.call(userRoutes.resetPassword, {
      body: { token: tokenIn(mounted, email), password: 'yepyeni ve uzun sarı defter' },
    });
    expect(answer.status).toBe(204);
    await deliver(nextMessage());
    expect(mailsTo(mounted, email).at(-1)?.subject).toBe('Parolanız değiştirildi');
  });

  test('of an older request that arrives late sends nothing and does not disturb the newer link', async () => {
    const { email } = await makePerson(mounted);
    const older = await forgot(email);
    const newer = await forgot(email);
    await deliver(newer);
    const token = tokenIn(mounted, email);
    const sent = mailsTo(mounted, email).length;
    await deliver(older);
    expect(mailsTo(mounted, email)).toHaveLength(sent);
    expect(await isOpen(older)).toBe(false);
    const answer = await mounted.call(userRoutes.resetPassword, {
      body: { token, password: 'yepyeni ve uzun sarı defter' },
    });
    expect(answer.status).toBe(204);
  });

  test('for an attempt that has expired, or was confirmed by another link, opens nothing', async () => {
    const expired = await signedUp();
    await database.admin.query("update sign_ups set expires_at = now() - interval '1 second' where email = $1", [
      expired.email,
    ]);
    await deliver(expired.message);
    expect(mailsTo(mounted, expired.email)).toEqual([]);

    const first = await signedUp();
    const second = await signedUp(first.email);
    await deliver(first.message);
    await mounted.call(userRoutes.verify, { body: { token: tokenIn(mounted, first.email) } });
    await deliver(second.message);
    expect(mailsTo(mounted, first.email).at(-1)?.subject).toBe('Zaten bir hesabınız var');
    expect(await count(database.admin, 'user_tokens', 'email = $1', [first.email])).toBe(0);
    expect(await isOpen(second.message)).toBe(false);
  });

  test('is written in the language of the account, or of the page for who has none yet', async () => {
    const english = await makePerson(mounted, { language: 'en' });
    await mounted.call(userRoutes.forgotPassword, { body: { email: english.email }, language: 'tr' });
    await deliver(nextMessage());
    expect(mailsTo(mounted, english.email).map(({ subject }) => subject)).toEqual([
      'Confirm your e-mail address',
      'Choose a new password',
    ]);
  });

  test('carries no name that was typed by somebody unconfirmed into its text', async () => {
    const body = signUpBody({ name: 'Kazandiniz bit.example', tenantName: 'Hemen tiklayin bit.example' });
    await mounted.call(userRoutes.signUp, { body });
    await deliver(nextMessage());
    const [mail] = mailsTo(mounted, body.email);
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toContain('bit.example');
  });
});
