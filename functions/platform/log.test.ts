// A log line says what happened and to which request, and nothing that is secret or personal.
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { makeLogger } from './log.ts';
import { errorForHost } from './redact.ts';

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

const canary = 'GIZLI7391Kanarya';
/** What no line may hold, in the shapes in which each may come. */
const token = `Zx9${canary}qWeRtY0123456789_-`;
const iban = 'TR330006100519786457841326';
const hostile: [string, unknown][] = [
  [
    'an error of an HTTP library',
    Object.assign(new Error('status 401'), { config: { headers: { Authorization: `Bearer ${token}` }, data: canary } }),
  ],
  [
    'its request and answer',
    Object.assign(new Error('x'), {
      request: { url: canary },
      response: { body: canary, headers: { 'Set-Cookie': canary } },
    }),
  ],
  [
    'an error of the database with parameters',
    Object.assign(new Error(`invalid input syntax for type uuid: "${canary}"`), {
      severity: 'ERROR',
      detail: canary,
      where: canary,
      parameters: [canary],
      query: `select '${canary}'`,
    }),
  ],
  ['a parser that quotes', new SyntaxError(`Unexpected token 'S', "{"${canary} x" is not valid JSON`)],
  [
    'a cause below a cause',
    new Error('a', {
      cause: new Error('b', { cause: Object.assign(new Error(`token=${canary}`), { headers: { cookie: canary } }) }),
    }),
  ],
  ['errors in an aggregate', new AggregateError([new Error(`password: ${canary}`)], 'all failed')],
  ['something thrown that is no error', `https://x.example/?token=${canary}`],
];

test.each(hostile)('%s tells nothing secret, as an error and wherever else it stands', (_, value) => {
  for (const fields of [{ error: value }, { err: value }, { failure: value }, { deep: { er: [value] } }]) {
    expect(record((log) => log.error(fields, 'failed'))).not.toContain(canary);
  }
});

test.each([
  ['in the query', `GET https://app.example/verify?token=${canary}&x=1 failed`],
  ['in the path', `GET https://app.example/reset/${token} failed`],
  ['after a hash', `https://portal.example/i/1#t=${canary}`],
  ['in an address of a blob', `https://acc.blob.core.windows.net/files/a?sv=1&sig=${canary}%3D`],
  ['before a host', `connect postgres://crmfex_api:${canary}@db.example:5432/crmfex failed`],
  ['as a bearer', `Authorization: Bearer ${canary}.abc-_=`],
  ['as a JWT', `eyJhbGciOiJSUzI1NiJ9${canary}.eyJzdWIiOiIxMjM0NTY3ODkwIn0${canary}.aB3${canary}`],
  ['as a key of the mail service', `SG.aB3dEfGhIjKlMnOpQrStUv.${token}`],
  ['by its name', `password=${canary}; apiKey: ${canary}, "client_secret":"${canary}" AccountKey=${canary}`],
  ['as a code of a sign-in', `/callback?code=${canary}&state=${canary}`],
])('a secret %s is out, in words, fields, lists and children', (_, text) => {
  const line = record((log) => {
    log.info(text);
    log.info({ url: text, list: [text], deep: { er: { est: text } } }, text);
    log.warn(new Error(text));
    log.warn(new Error(text), text);
    log
      .child({ from: text })
      .child({ again: text })
      .info({ location: new URL('https://x.example/') }, 'below');
  });
  expect(line).not.toContain(canary);
});

test('people’s addresses, numbers and networks are out, ids and numbers of ours stay', () => {
  const id = '019a1c5e-7b3f-7c21-9d3e-0a1b2c3d4e5f';
  const line = record((log) =>
    log.info(
      {
        messageId: id,
        sha256: 'a'.repeat(64),
        at: '2026-11-26T01:10:00.000Z',
        route: 'GET /clients/{id}',
        key: 'signedOut',
        ms: 15_000,
      },
      `ayse.kaya@example.com paid from ${iban}, tax number 12345678901, from 203.0.113.7 and 2001:db8:85a3:8d3::7, at 01:10:05, 127.0.0.1:5432`,
    ),
  );
  for (const gone of ['ayse', iban, '12345678901', '203.0.113.7', '8d3']) expect(line).not.toContain(gone);
  expect(JSON.parse(line)).toMatchObject({
    messageId: id,
    sha256: 'a'.repeat(64),
    at: '2026-11-26T01:10:00.000Z',
    route: 'GET /clients/{id}',
    key: 'signedOut',
    ms: 15_000,
    msg: '[address] paid from [number], tax number [number], from 203.0.113.0 and 2001:db8:85a3::, at 01:10:05, 127.0.0.1:5432',
  });
});

test('names are secret however they are written and however deep', () => {
  const names = [
    'Authorization',
    'x-api-key',
    'idToken',
    'refresh_token',
    'PASSWORD',
    'SetCookie',
    'clientSecret',
    'recipient',
    'IBAN',
    'cvv',
    'rawBody',
  ];
  for (const name of names) {
    const text = record((log) => log.info({ a: { b: { c: { d: { [name]: canary } } } } }, 'x'));
    expect(text).not.toContain(canary);
  }
});

test('what turns in circles, is too deep or too long is told in part', () => {
  const circle: Record<string, unknown> = { name: 'circle' };
  circle['self'] = circle;
  const text = record((log) =>
    log.info({ circle, list: Array.from({ length: 5000 }, (_, n) => n), long: 'x'.repeat(1_000_000) }, 'x'),
  );
  expect(text.length).toBeLessThan(15_000);
  expect(JSON.parse(text).circle.name).toBe('circle');
});

test.each(['\n', '\r\n', '\u2028', '\u2029', '\u0085', '\u001b[2K\r', '\u0000', '\u009b'])(
  'what a user wrote cannot forge a line by %j',
  (sign) => {
    const forged = `x${sign}{"level":60,"msg":"forged"}`;
    const text = record((log) => {
      log.info({ userAgent: forged, [forged]: 1 }, forged);
      log.child({ requestId: forged }).error({ error: new Error(forged) }, forged);
    });
    expect(text.replaceAll(/\}\n/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(text.trim().split('\n')).toHaveLength(2);
    for (const line of text.trim().split('\n')) expect(JSON.parse(line).level).toBeLessThan(60);
  },
);

test('what is thrown to the host has the same words, and nothing hangs on it', () => {
  const cause = Object.assign(new Error(canary), { config: { headers: { cookie: canary } } });
  const thrown = Object.assign(new Error(`GET https://x.example/?token=${canary} "${canary} x"`, { cause }), {
    detail: canary,
  });
  const safe = errorForHost(thrown);
  expect(inspect(safe, { depth: 10, showHidden: true })).not.toContain(canary);
  expect(safe.stack).toContain('log.test.ts');
  expect(errorForHost(`token=${canary}`).message).not.toContain(canary);
});
