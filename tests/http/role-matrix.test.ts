// Every endpoint there is × every role, nobody, and a client of the portal: allowed exactly where its permission says so.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as billing from '../../functions/billing/index.ts';
import * as compliance from '../../functions/compliance/index.ts';
import * as crm from '../../functions/crm/index.ts';
import * as identity from '../../functions/identity/index.ts';
import * as insight from '../../functions/insight/index.ts';
import * as office from '../../functions/office/index.ts';
import type { Endpoint } from '../../functions/platform/http.ts';
import { newId } from '../../shared/ids.ts';
import { allRoutes } from '../../shared/openapi.ts';
import { Role, rolePermissions, type Permission } from '../../shared/permissions.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { operatorToken, visitorToken } from '../support/ports.ts';
import { makeSession, makeWorld, newToken, type World } from '../support/world.ts';

const endpoints: readonly Endpoint[] = [identity, office, crm, billing, insight, compliance].flatMap((wing) => [
  ...wing.endpoints,
]);
const ofHouse = endpoints.filter(({ needs }) => needs === 'operator');
const ofStaff = endpoints.filter(
  ({ needs }) => needs !== 'public' && needs !== 'operator' && !needs.startsWith('portal:'),
);
/** Parameters of paths that are no ids. */
const wordsOfPaths: Record<string, string> = { kind: 'invoice', language: 'tr' };
const nameOf = ({ route }: Endpoint) => `${route.method} ${route.path}`;

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let restricting: World;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints, poolSize: 8 });
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
  [world, restricting] = [await makeWorld(database.admin), await makeWorld(database.admin)];
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

/**
 * Asks with ids of nothing and a body that fits nothing: whoever may not is told so, or is told what is wrong with the body first, since a
 * body is read before the database is asked. So only the answer to a readable request tells the roles apart.
 */
async function statusOf(endpoint: Endpoint, session: string | undefined, operator?: string): Promise<number> {
  const { route } = endpoint;
  const params = Object.fromEntries(
    [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, wordsOfPaths[name] ?? newId()]),
  );
  const raw = route.rawBody && { bytes: 'x', contentType: route.rawBody.contentTypes[0] ?? '' };
  const body = route.rawBody || route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
  const answer = await mounted.call(route, { session, operator, params, raw, body, ifMatch: 1 });
  return answer.status;
}

/** A session of its own for each question, since some acts end the session that asks, or take the person out of the business. */
async function sessionOf(role: Role): Promise<string> {
  const isThere = ({ tenantId, members }: World) =>
    database.admin.query('select from members where tenant_id = $1 and user_id = $2', [tenantId, members[role].userId]);
  if ((await isThere(world)).rowCount === 0) world = await makeWorld(database.admin);
  return makeSession(database.admin, world.tenantId, world.members[role].userId);
}

/** Of an administrator whom the business has restricted; some acts take even that one out of it. */
async function restrictedSession(): Promise<string> {
  const { userId } = restricting.members.admin;
  const ids = [restricting.tenantId, userId];
  await database.admin.query(
    `insert into members (tenant_id, user_id, role) values ($1, $2, 'admin') on conflict do nothing`,
    ids,
  );
  await database.admin.query(
    `insert into member_restrictions (tenant_id, id, user_id, reason, restricted_by, restricted_at)
     values ($1, $3, $2, 'Kendisi istedi', $4, now()) on conflict do nothing`,
    [...ids, newId(), restricting.members.owner.userId],
  );
  return makeSession(database.admin, restricting.tenantId, userId);
}

/** Of somebody who belongs to no business. */
async function outsideSession(): Promise<string> {
  const [userId, token] = [newId(), newToken()];
  await database.admin.query(
    `insert into users (id, email, name, language, password_hash, email_verified_at) values ($1, $2, 'Tek Başına', 'tr', '$argon2id$v=19$m=19456,t=2,p=1$x$x', now())`,
    [userId, `${userId}@example.com`],
  );
  await database.admin.query(
    `insert into outside_sessions (id, user_id, token_hash) values ($1, $2, sha256(convert_to($3, 'UTF8')))`,
    [newId(), userId, token],
  );
  return token;
}

/** A request that could not be read was refused before anybody asked who sent it: as good as the refusal that was to come. */
const readable = (status: number, expected: number) => ([400, 413, 415].includes(status) ? expected : status);

test('the matrix knows every route of the contract', () => {
  const registered = endpoints.map(nameOf).sort();
  expect(registered).toEqual(
    allRoutes()
      .map(({ route }) => `${route.method} ${route.path}`)
      .sort(),
  );
  expect(ofStaff.length).toBeGreaterThan(60);
});

describe.each(ofStaff.map((endpoint) => [nameOf(endpoint), endpoint] as const))('%s', (_, endpoint) => {
  const need = endpoint.needs as Permission; // public and portal are left out above

  test('is for exactly the roles that have its permission', async () => {
    for (const role of Role.options) {
      const session = await sessionOf(role);
      const status = await statusOf(endpoint, session);
      const isAllowed = rolePermissions[role].includes(need);
      if (isAllowed) expect([401, 403], `${role}: ${status}`).not.toContain(status);
      else expect(readable(status, 403), role).toBe(403);
    }
  });

  test('is closed to a restricted member, unless it is about the own account', async () => {
    const status = await statusOf(endpoint, await restrictedSession());
    if (need.startsWith('account:')) expect([401, 403]).not.toContain(status);
    else expect(readable(status, 403)).toBe(403);
  });

  test('is closed to whoever belongs to no business, unless it is about the own account', async () => {
    const status = await statusOf(endpoint, await outsideSession());
    if (!need.startsWith('account:')) expect(readable(status, 403)).toBe(403);
    else expect([401, 500]).not.toContain(status);
  });

  test('is closed to everybody who is not signed in, whatever they send', async () => {
    for (const session of [undefined, 'no-token']) expect(await statusOf(endpoint, session)).toBe(401);
    expect(readable(await statusOf(endpoint, newToken()), 401)).toBe(401);
  });
});

describe.each(ofHouse.map((endpoint) => [nameOf(endpoint), endpoint] as const))('%s', (_, endpoint) => {
  test('is for operators of the house, and for no role of a business', async () => {
    for (const role of Role.options) expect(await statusOf(endpoint, await sessionOf(role)), role).toBe(401);
    expect(await statusOf(endpoint, undefined)).toBe(401);
    expect(await statusOf(endpoint, undefined, visitorToken)).toBe(403);
    expect([401, 403]).not.toContain(await statusOf(endpoint, undefined, operatorToken));
  });
});
