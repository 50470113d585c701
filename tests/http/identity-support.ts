// What the tests of identity share: the two wings mounted, people who sign up, and the links in their mails.
import type pg from 'pg';
import * as identity from '../../functions/identity/index.ts';
import * as office from '../../functions/office/index.ts';
import { newId } from '../../shared/ids.ts';
import { policies } from '../../shared/policies.ts';
import { userRoutes, type Me, type SignUp } from '../../shared/users.ts';
import type { TestDatabase } from '../support/database.ts';
import { mount, type Answered, type CallOptions, type Mounted } from '../support/mount.ts';

export const goodPassword = 'mavi kapı üç merdiven';

type Options = Partial<Parameters<typeof mount>[0]> & {
  /** All tests share one address, which would soon be too many requests: limits per address are on only where they are tested. */
  hasRates?: boolean;
};

export function mountIdentity(database: TestDatabase, { hasRates, ...options }: Options = {}): Mounted {
  const mounted = mount({
    database,
    endpoints: identity.endpoints,
    jobs: [...identity.jobs, ...office.jobs],
    clock: () => new Date('2026-11-25T09:00:00Z'),
    ...options,
  });
  if (!hasRates) mounted.app.rates = { consume: () => Promise.resolve(), check: () => Promise.resolve() };
  return mounted;
}

export function signUpBody(changes: Partial<SignUp> = {}): SignUp {
  return {
    name: 'Ayşe Yılmaz',
    email: `ayse-${newId()}@ornek.com.tr`,
    password: goodPassword,
    birthDate: '1990-04-23',
    tenantName: 'Yıldız Mobilya',
    language: 'tr',
    acceptedTermsVersion: policies.terms.version,
    acceptedPrivacyVersion: policies.privacy.version,
    ...changes,
  };
}

/** The token that follows the `#` of the newest mail to an address. */
export function tokenIn(mounted: Mounted, email: string): string {
  const mail = mounted.ports.mails.findLast((sent) => sent.to.address === email);
  const token = /#([A-Za-z0-9_-]{43})\b/.exec(mail?.text ?? '')?.[1];
  if (!token) throw new Error(`No link was sent to ${email}.`);
  return token;
}

export const mailsTo = (mounted: Mounted, email: string) =>
  mounted.ports.mails.filter((sent) => sent.to.address === email);

/** The token of the staff cookie that an answer sets. */
export function sessionIn(answer: Answered): string {
  const value = answer.cookies.find((cookie) => cookie.name.startsWith('__Host-staff'))?.value;
  if (!value) throw new Error(`No session was begun: ${answer.status} ${answer.text}`);
  return value;
}

export type Person = { email: string; password: string; session: string; me: Me };

/** Somebody who signed up and confirmed the address. */
export async function makePerson(mounted: Mounted, changes: Partial<SignUp> = {}): Promise<Person> {
  const body = signUpBody(changes);
  await mounted.call(userRoutes.signUp, { body });
  await mounted.runJobs();
  const answer = await mounted.call(userRoutes.verify, { body: { token: tokenIn(mounted, body.email) } });
  return { email: body.email, password: body.password, session: sessionIn(answer), me: answer.body };
}

export const signIn = (mounted: Mounted, email: string, password: string, more: CallOptions = {}) =>
  mounted.call(userRoutes.signIn, { body: { email, password }, ...more });

/** An answer without what differs in every answer. */
export function comparable({ status, headers, cookies, text }: Answered): unknown {
  const { 'x-request-id': id, ...rest } = headers;
  return { status, headers: rest, cookies, text: id ? text.replaceAll(id, 'request-id') : text };
}

export async function count(admin: pg.Client, table: string, where = 'true', values: unknown[] = []): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`, values);
  return rows[0]?.n ?? -1;
}
