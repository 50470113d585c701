// A business of its own for a test: a tenant, one member per role and their signed-in sessions, made behind the product's back.
import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import type { Context } from '../../functions/platform/context.ts';
import { newId } from '../../shared/ids.ts';
import { Role, type Permission } from '../../shared/permissions.ts';
import type { App } from '../../functions/platform/app.ts';

export type Member = { userId: string; email: string; name: string; token: string; tokenHash: Uint8Array };
export type World = { tenantId: string; members: Record<Role, Member> };

const hashOf = (token: string) => createHash('sha256').update(token).digest();
export const newToken = () => randomBytes(32).toString('base64url');

/** Signs a member in; returns the cookie's token. */
export async function makeSession(admin: pg.Client, tenantId: string, userId: string): Promise<string> {
  const token = newToken();
  await admin.query('insert into sessions (tenant_id, id, user_id, token_hash) values ($1, $2, $3, $4)', [
    tenantId,
    newId(),
    userId,
    hashOf(token),
  ]);
  return token;
}

async function makeMember(admin: pg.Client, tenantId: string, role: Role): Promise<Member> {
  const userId = newId();
  const email = `${role}-${userId}@example.com`;
  const name = `Test ${role}`;
  await makeUser(admin, { userId, email, name });
  await admin.query('insert into members (tenant_id, user_id, role) values ($1, $2, $3)', [tenantId, userId, role]);
  const token = await makeSession(admin, tenantId, userId);
  return { userId, email, name, token, tokenHash: hashOf(token) };
}

type NewUser = { userId: string; email: string; name: string };

/** The password of everybody in a test's world. */
export const testPassword = 'uzun ve kolay hatırlanan bir parola';
let passwordHash: Promise<string> | undefined;

async function makeUser(admin: pg.Client, { userId, email, name }: NewUser): Promise<void> {
  passwordHash ??= hash(testPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await admin.query(
    `insert into users (id, email, name, language, password_hash, email_verified_at) values ($1, $2, $3, 'tr', $4, now())`,
    [userId, email, name, await passwordHash],
  );
}

/** Makes a tenant whose settings suffice for an invoice, with a member of every role. */
export async function makeWorld(admin: pg.Client, name = 'Deneme Ticaret A.Ş.'): Promise<World> {
  const tenantId = newId();
  await admin.query('insert into tenants (id, name) values ($1, $2)', [tenantId, name]);
  const entries: [Role, Member][] = [];
  for (const role of Role.options) entries.push([role, await makeMember(admin, tenantId, role)]);
  return { tenantId, members: Object.fromEntries(entries) as Record<Role, Member> }; // one entry per role
}

/** The context of a member's request, for calling verbs and flush directly. */
export function contextOf(app: App, member: Member, need: Permission): Context {
  const caller = { kind: 'staff' as const, tokenHash: member.tokenHash, need };
  const origin = { ip: '203.0.113.7', userAgent: 'test', country: null };
  return { ...app, caller, origin, requestId: newId(), language: 'en' };
}

/** The context of a job for a tenant, outside any message unless one is given. */
export function jobContextOf(app: App, tenantId: string, messageId: string | null = null): Context {
  const caller = { kind: 'job' as const, tenantId, messageId, queue: 'test' };
  const origin = { ip: null, userAgent: null, country: null };
  return { ...app, caller, origin, requestId: newId(), language: 'en' };
}
