// A log line says what happened and to which request, and nothing that is secret or personal.
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { makeLogger } from './log.ts';

function record(write: (log: ReturnType<typeof makeLogger>) => void): string {
  let text = '';
  const sink = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  write(makeLogger('info', sink));
  return text;
}

test('passwords, tokens, cookies, addresses and tax numbers are taken out, wherever they stand', () => {
  const secret = 'GIZLI';
  const text = record((log) => {
    log.info({ password: secret, token: secret, email: secret, iban: secret, taxNumber: secret }, 'top');
    log.info(
      {
        user: { email: secret, passwordHash: secret },
        headers: { cookie: secret, 'set-cookie': secret, authorization: secret },
      },
      'below',
    );
    log.info({ request: { body: { password: secret, apiKey: secret } }, deep: { client: { secret } } }, 'deeper');
    log.child({ requestId: 'r' }).info({ code: secret, state: secret }, 'in a child');
  });
  expect(text).not.toContain(secret);
  expect(text.match(/\[redacted\]/g)?.length).toBeGreaterThan(10);
  expect(text).toContain('"requestId":"r"');
});

test('an error is told by name, message and place, without the row values that PostgreSQL adds', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'email_is_unique',
    detail: 'Key (email)=(ayse@example.com) already exists.',
    where: 'ayse@example.com',
    query: 'ayse@example.com',
  });
  const text = record((log) => log.error({ error: new Error('outer', { cause: error }) }, 'failed'));
  expect(text).not.toContain('ayse@example.com');
  expect(JSON.parse(text).error).toMatchObject({
    message: 'outer',
    cause: { message: 'duplicate key', errorCode: '23505', constraint: 'email_is_unique' },
  });
});

test('what a user wrote cannot forge a line', () => {
  const text = record((log) => log.info({ userAgent: 'x\n{"level":60}' }, 'a\nb'));
  expect(text.trim().split('\n')).toHaveLength(1);
});
