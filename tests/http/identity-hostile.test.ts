// Whatever is sent to the routes of identity and the business: a refusal that names the field, never an error of ours.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../shared/route.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { makeWorld } from '../support/world.ts';
import { mountIdentity, signUpBody } from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
  session = (await makeWorld(database.admin)).members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const settings = {
  name: 'A',
  taxNumber: '10000000146',
  bankAccounts: [{ label: 'A', bankName: 'B', iban: 'TR330006100519786457841326', currency: 'TRY' }],
  email: 'a@ornek.com.tr',
  website: 'https://ornek.com.tr',
  timeZone: 'Europe/Istanbul',
  paymentDays: 10,
  invoiceNotes: 'x',
  brandColour: '#112233',
};
const bodies: [string, Route, Record<string, unknown>][] = [
  ['sign-up', userRoutes.signUp, signUpBody()],
  ['verify', userRoutes.verify, { token: 'A'.repeat(43) }],
  ['sign-in', userRoutes.signIn, { email: 'a@ornek.com.tr', password: 'parola' }],
  ['forgot', userRoutes.forgotPassword, { email: 'a@ornek.com.tr' }],
  ['reset', userRoutes.resetPassword, { token: 'A'.repeat(43), password: 'uzun bir parola buraya' }],
  ['me', userRoutes.updateMe, { name: 'A', language: 'tr' }],
  ['tenant', tenantRoutes.update, settings],
];

const nasty = fc.oneof(
  fc.constantFrom('\u0000', '\ud800', '\u202e', "'; drop table users; --", '${7*7}', '../../etc/passwd', 'İ@ş.com', ''),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, -1, 1e308, 0.1, null, true, [], {}, [[[]]], { toString: 1 }),
  fc.string({ maxLength: 400, unit: 'binary' }),
  fc.constant('a'.repeat(5000)),
  fc.jsonValue(),
);

/** A good body with one or two values replaced, taken away or added. */
const spoiled = (body: Record<string, unknown>) =>
  fc
    .dictionary(fc.constantFrom(...Object.keys(body), '__proto__', 'constructor', 'id', 'tenantId'), nasty, {
      minKeys: 1,
      maxKeys: 2,
    })
    .map((changes) => ({ ...body, ...changes }));

describe.each(bodies)('%s', (_, route, body) => {
  test('never answers 500', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled(body), async (sent) => {
        const answer = await mounted.call(route, { session, body: sent, ifMatch: 999_999 });
        expect(answer.status, JSON.stringify(sent)).toBeLessThan(500);
        const problem: { errors?: { pointer: string }[] } = answer.body ?? {};
        if (answer.status === 400) expect(problem.errors?.length, answer.text).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    '',
    'null',
    '[]',
    '"x"',
    '1',
    '{',
    '{"a":1}',
    '{"__proto__":{"role":"owner"}}',
    `${'['.repeat(2000)}${']'.repeat(2000)}`,
  ])('refuses the body %s', async (bytes) => {
    const raw = { bytes, contentType: 'application/json' };
    const answer = await mounted.call(route, { session, raw, ifMatch: 1 });
    expect(answer).toMatchObject({ status: 400, body: { errors: expect.arrayContaining([expect.anything()]) } });
  });
});
