// The deletion of one's own account while it can be taken back: the truth first, what is closed meanwhile, and that all of it comes back.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints as complianceEndpoints } from '../../functions/compliance/index.ts';
import { endpoints as identityEndpoints } from '../../functions/identity/index.ts';
import { accountClosingRoutes, type AccountClosing, type AccountOutlook } from '../../shared/account-closings.ts';
import { accountRoutes } from '../../shared/accounts.ts';
import { closingRoutes } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import { memberRoutes } from '../../shared/members.ts';
import { ownDataRoutes, type OwnData } from '../../shared/own-data.ts';
import type { Role } from '../../shared/permissions.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type CallOptions, type Mounted } from '../support/mount.ts';
import { makeSession, makeWorld, newToken, testPassword as password, type World } from '../support/world.ts';

const name = 'Kalan Ticaret A.Ş.';
let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints: [...complianceEndpoints, ...identityEndpoints] });
});
beforeEach(async () => {
  world = await makeWorld(admin, name);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const as = (role: Role, options: CallOptions = {}) => ({ session: world.members[role].token, ...options });
const look = async (role: Role = 'sales') =>
  (await mounted.call(accountClosingRoutes.look, as(role))).body as AccountOutlook;
const ask = (role: Role = 'sales', email = world.members[role].email): Promise<Answered> =>
  mounted.call(accountClosingRoutes.ask, as(role, { body: { email } }));
const takeBack = (role: Role = 'sales') => mounted.call(accountClosingRoutes.takeBack, as(role));
const problem = ({ body }: { body: unknown }) => body as ProblemBody;
const saying = (answer: Answered) => [answer.status, problem(answer).key];
const mailsTo = async (role: Role) => {
  const values = [world.members[role].email];
  const { rows } = await admin.query('select template from mails where recipient = $1 order by created_at', values);
  return rows.map(({ template }) => template);
};

/** The token of an invitation, as its mail would carry it. */
async function invitationOf({ tenantId }: World, email: string): Promise<string> {
  const [id, token] = [newId(), newToken()];
  await admin.query(
    `insert into invitations (tenant_id, id, email, role, language, inviter_name) values ($1, $2, $3, 'viewer', 'tr', 'Biri')`,
    [tenantId, id, email],
  );
  await admin.query(
    'insert into invitation_tokens (tenant_id, token_hash, invitation_id) values ($1, sha256(convert_to($2, $4)), $3)',
    [tenantId, token, id, 'UTF8'],
  );
  return token;
}

describe('asking', () => {
  test('says first what becomes of every business', async () => {
    const other = await makeWorld(admin, 'Başka Ltd.');
    await admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
      other.tenantId,
      world.members.owner.userId,
    ]);
    expect(await look('owner')).toEqual({
      email: world.members.owner.email,
      closing: null,
      businesses: [
        { id: other.tenantId, name: 'Başka Ltd.', role: 'viewer', fate: 'leaves', endsAt: null },
        { id: world.tenantId, name, role: 'owner', fate: 'holds', endsAt: null },
      ],
    });
  });

  test('takes the address typed again, leaves thirty days, ends every other session, and is mailed', async () => {
    const { userId, email } = world.members.sales;
    const elsewhere = await makeSession(admin, world.tenantId, userId);
    const answer = await ask('sales', email.toUpperCase());
    expect(answer.status).toBe(201);
    const { dueAt } = answer.body as AccountClosing;
    expect((Date.parse(dueAt) - Date.now()) / 86_400_000).toBeCloseTo(30, 2);
    expect((await mounted.call(accountClosingRoutes.look, { session: elsewhere })).status).toBe(401);
    expect((await look()).closing).toMatchObject({ dueAt });
    expect(await mailsTo('sales')).toEqual(['accountClosingAsked']);
  });

  test('refuses another address at its field, unknown fields, and a second time', async () => {
    const other = await ask('sales', world.members.viewer.email);
    expect([other.status, problem(other).errors?.[0]?.pointer]).toEqual([422, '#/email']);
    const unknown = { body: { email: world.members.sales.email, dueAt: 'now' } };
    expect((await mounted.call(accountClosingRoutes.ask, as('sales', unknown))).status).toBe(400);
    await ask();
    expect(saying(await ask())).toEqual([403, 'accountClosing']);
  });

  test('wants a session, and a fresh one', async () => {
    for (const route of Object.values(accountClosingRoutes))
      expect(
        (await mounted.call(route, { body: route.method === 'POST' ? { email: 'a@b.co' } : undefined })).status,
      ).toBe(401);
    await admin.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      world.members.sales.userId,
    ]);
    expect(saying(await ask())).toEqual([403, 'stepUp']);
  });

  test('twice at once is done once', async () => {
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(
      (await admin.query('select from account_closings where user_id = $1', [world.members.sales.userId])).rowCount,
    ).toBe(1);
  });
});

describe('the last owner', () => {
  test('is told which business holds them, and may go once somebody else owns it', async () => {
    const refused = await ask('owner');
    expect([...saying(refused), problem(refused).detail]).toEqual([
      409,
      'accountClosing.lastOwner',
      `You are the only owner of ${name}. Make somebody else its owner, or delete that business first.`,
    ]);
    const params = { id: world.members.admin.userId };
    await mounted.call(memberRoutes.update, as('owner', { params, body: { role: 'owner' } }));
    expect((await ask('owner')).status).toBe(201);
  });

  test('may go when the business itself is deleted before', async () => {
    await mounted.call(closingRoutes.ask, as('owner', { body: { name } }));
    expect((await look('owner')).businesses).toMatchObject([{ fate: 'ends' }]);
    expect((await ask('owner')).status).toBe(201);
    expect(saying(await mounted.call(closingRoutes.takeBack, as('owner')))).toEqual([403, 'accountClosing']);
    await takeBack('owner');
    expect((await mounted.call(closingRoutes.takeBack, as('owner'))).status).toBe(204);
  });
});

describe('meanwhile', () => {
  test('nothing is open but the way back, the own data and the way out', async () => {
    await ask();
    const invited = { body: { email: 'yeni@example.com', role: 'viewer' } };
    for (const [route, options] of [
      [userRoutes.me, {}],
      [tenantRoutes.get, {}],
      [memberRoutes.list, {}],
      [memberRoutes.leave, { body: {} }],
      [memberRoutes.invite, invited],
      [memberRoutes.enter, { body: { tenantId: world.tenantId } }],
      [memberRoutes.found, { body: { name: 'Yeni' } }],
      [accountRoutes.sessions, {}],
      [accountRoutes.askForEmail, { body: { email: 'yeni@example.com' } }],
    ] as const) {
      const { status, key } = { ...problem(await mounted.call(route, as('sales', options))) };
      expect([route.path, status, key]).toEqual([route.path, 403, 'accountClosing']);
    }
    const data = await mounted.call(ownDataRoutes.read, as('sales'));
    expect((data.body as OwnData).closing?.dueAt).toBe((await look()).closing?.dueAt);
    expect((await mounted.call(userRoutes.signOut, as('sales', { body: {} }))).status).toBe(204);
  });

  test('somebody signs in, keeps the account, and is who they were', async () => {
    await ask();
    const { email, userId } = world.members.sales;
    const signedIn = await mounted.call(userRoutes.signIn, { body: { email, password } });
    const session = signedIn.cookies[0]?.value ?? '';
    expect(saying(await mounted.call(userRoutes.me, { session }))).toEqual([403, 'accountClosing']);
    expect((await mounted.call(accountClosingRoutes.takeBack, { session })).status).toBe(204);
    expect((await mounted.call(userRoutes.me, { session })).body).toMatchObject({
      role: 'sales',
      user: { id: userId },
    });
    expect(await mailsTo('sales')).toEqual(expect.arrayContaining(['accountClosingAsked', 'accountClosingTakenBack']));
  });

  test('taking back what nobody asked for changes nothing, and once erasure has begun it is too late', async () => {
    expect((await takeBack()).status).toBe(204);
    expect(await mailsTo('sales')).toEqual([]);
    await ask();
    await admin.query('update account_closings set erasing_at = now() where user_id = $1', [
      world.members.sales.userId,
    ]);
    expect(saying(await takeBack())).toEqual([409, 'accountClosing.begun']);
  });

  test('an invitation is not accepted, and colleagues see that somebody is leaving', async () => {
    await ask();
    const other = await makeWorld(admin, 'Davet Eden');
    const token = await invitationOf(other, world.members.sales.email);
    expect(saying(await mounted.call(memberRoutes.accept, as('sales', { body: { token } })))).toEqual([
      403,
      'accountClosing',
    ]);
    const { members } = (await mounted.call(memberRoutes.list, as('viewer'))).body as {
      members: { id: string; leavesAt: string | null }[];
    };
    const leaving = members.filter(({ leavesAt }) => leavesAt !== null).map(({ id }) => id);
    expect(leaving).toEqual([world.members.sales.userId]);
  });

  test('another person is not touched', async () => {
    await ask();
    expect((await look('viewer')).closing).toBeNull();
    expect((await mounted.call(userRoutes.me, as('viewer'))).status).toBe(200);
    await takeBack('viewer');
    expect((await look('sales')).closing).not.toBeNull();
  });
});

test('the database takes no deletion of less than thirty days', async () => {
  const due = 'insert into account_closings (user_id, due_at) values ($1, now())';
  await expect(admin.query(due, [world.members.sales.userId])).rejects.toThrow('an_account_leaves_thirty_days');
});
