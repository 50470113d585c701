// What is held about oneself: complete across businesses, without a secret, and never anybody else's.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { newId } from '../../shared/ids.ts';
import { ownDataRoutes, type OwnData } from '../../shared/own-data.ts';
import { Role } from '../../shared/permissions.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type Member, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let second: World;
let me: Member;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints });
});
beforeEach(async () => {
  world = await makeWorld(admin, 'Birinci');
  second = await makeWorld(admin, 'İkinci');
  me = world.members.sales;
  await admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
    second.tenantId,
    me.userId,
  ]);
  for (const one of [me, world.members.owner]) await furnish(one);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const read = (member = me) => mounted.call(ownDataRoutes.read, { session: member.token });
const bytesOf = (text: string) => createHash('sha256').update(text).digest();

/** One of everything that is kept about a person, secrets among it. */
async function furnish({ userId, email }: Member): Promise<void> {
  await admin.query(
    `insert into sign_ins (id, user_id, outcome, ip, user_agent, device) values ($1, $2, 'ok', '203.0.113.9', $3, $3)`,
    [newId(), userId, `cihaz ${email}`],
  );
  await admin.query(
    `insert into consents (id, user_id, purpose, version, text_hash, language, method, at) values ($1, $2, 'terms', '1', $3, 'tr', 'signUp', now())`,
    [newId(), userId, bytesOf('metin')],
  );
  await admin.query(
    `insert into passkeys (id, user_id, name, credential_id, public_key, counter, transports, is_backed_up)
     values ($1, $2, $3, $4, $5, 0, '{}', true)`,
    [newId(), userId, `anahtar ${userId}`, `kimlik-${userId}`, bytesOf(`açık anahtar ${email}`)],
  );
  await admin.query(
    `insert into mails (tenant_id, id, template, recipient, language) values (app.platform_tenant(), $1, 'newDevice', $2, 'tr')`,
    [newId(), email],
  );
  for (const tenantId of [world.tenantId, second.tenantId]) {
    const entry = { id: newId(), tenantId, at: new Date().toISOString(), actorKind: 'staff', kind: 'client.created' };
    await mounted.ports.activityLog.append({ ...entry, actorId: userId, detail: { name: `iş ${email}` } });
  }
}

test('is everything about the person, in every business', async () => {
  const { status, body } = await read();
  expect(status).toBe(200);
  expect(body as OwnData).toMatchObject({
    profile: {
      id: me.userId,
      name: me.name,
      email: me.email,
      hasPicture: false,
      secondFactorSince: null,
      recoveryCodesLeft: 0,
    },
    businesses: [
      { id: world.tenantId, name: 'Birinci', role: 'sales', acts: [{ kind: 'client.created' }] },
      { id: second.tenantId, name: 'İkinci', role: 'viewer', acts: [{ kind: 'client.created' }] },
    ],
    sessions: [{ tenantId: world.tenantId }],
    passkeys: [{ name: `anahtar ${me.userId}`, isBackedUp: true }],
    consents: [{ purpose: 'terms', isGiven: true, textSha256: bytesOf('metin').toString('hex') }],
    securityEvents: [{ outcome: 'ok', ip: '203.0.113.9', device: `cihaz ${me.email}` }],
    mails: [{ kind: 'newDevice', recipient: me.email }],
  });
});

test('holds nothing of anybody else, and no secret', async () => {
  const { text } = await read();
  const others = [...Object.values(world.members), ...Object.values(second.members)].filter(
    ({ userId }) => userId !== me.userId,
  );
  for (const { userId, email } of others) for (const stranger of [userId, email]) expect(text).not.toContain(stranger);
  for (const secret of ['argon2', me.token, Buffer.from(me.tokenHash).toString('hex'), `kimlik-${me.userId}`])
    expect(text).not.toContain(secret);
  expect(text).not.toContain(bytesOf(`açık anahtar ${me.email}`).toString('hex'));
  expect(text).not.toMatch(/hash"|seed|password"/i);
});

test.each(Role.options)('is for every role: %s', async (role) => {
  expect((await read(world.members[role])).status).toBe(200);
});

test('wants a session, and a fresh one', async () => {
  expect((await mounted.call(ownDataRoutes.read)).status).toBe(401);
  await admin.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
    me.userId,
  ]);
  const stale = await read();
  expect([stale.status, (stale.body as ProblemBody).key]).toEqual([403, 'stepUp']);
});
