// The report for somebody who asks what is kept about them: everything of theirs, nothing of anybody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { newId } from '../../shared/ids.ts';
import { rightRoutes, type AccessReport } from '../../shared/rights.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let stranger: World;
const [clientId, ayse, mehmet] = [newId(), newId(), newId()];
const insert = (table: string, row: Record<string, unknown>) =>
  database.admin.query(
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, n) => `$${n + 1}`)})`,
    Object.values(row),
  );

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  [world, stranger] = [await makeWorld(database.admin, 'Öykü Ltd.'), await makeWorld(database.admin)];
  const own = { tenant_id: world.tenantId };
  await insert('clients', {
    ...own,
    id: clientId,
    kind: 'company',
    name: 'Poyraz A.Ş.',
    country: 'TR',
    notes: 'pays late',
  });
  for (const [id, name, email] of [
    [ayse, 'Ayşe Kaya', 'ayse@poyraz.example'],
    [mehmet, 'Mehmet Ak', 'Mehmet@poyraz.example'],
  ]) {
    await insert('client_contacts', { ...own, id, client_id: clientId, name, email, role: 'other', is_primary: false });
  }
  for (const recipient of ['AYSE@poyraz.example', 'mehmet@poyraz.example']) {
    const mail = { id: newId(), client_id: clientId, recipient, subject: `Faturanız, ${recipient}`, kind: 'free' };
    await insert('deliveries', { ...own, ...mail });
  }
  await insert('client_notes', {
    ...own,
    id: newId(),
    client_id: clientId,
    text: 'Met Mehmet at the fair',
    author_id: world.members.owner.userId,
  });
  await insert('mail_choices', {
    ...own,
    id: newId(),
    email: 'ayse@poyraz.example',
    is_wanted: false,
    method: 'staff',
    at: new Date(),
  });
  await insert('restrictions', {
    ...own,
    id: newId(),
    client_id: clientId,
    contact_id: mehmet,
    reason: 'disputes it',
    restricted_at: new Date(),
  });
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

type Options = { contactId?: string; id?: string; language?: 'tr' | 'en'; session?: string };
const ask = async ({ contactId, id = clientId, language, session = world.members.viewer.token }: Options = {}) =>
  (await mounted.call(rightRoutes.report, {
    ...{ session, params: { id }, query: contactId ? { contactId } : {} },
    ...(language ? { language } : {}),
  })) as Answered<AccessReport>;

describe('the report', () => {
  test('about a client holds everything there is, with who keeps it, and no key of ours', async () => {
    const { status, body, text } = await ask();
    expect([status, body.controller, body.contactId]).toEqual([200, 'Öykü Ltd.', null]);
    expect(body.client).toMatchObject({ name: 'Poyraz A.Ş.', notes: 'pays late' });
    expect(body.contacts.map(({ name }) => name).sort()).toEqual(['Ayşe Kaya', 'Mehmet Ak']);
    expect([body.mails, body.notes, body.mailChoices, body.restrictions].map(({ length }) => length)).toEqual([
      2, 1, 1, 1,
    ]);
    expect(text).not.toContain(world.tenantId);
  });

  test('about one person holds nothing of the others, and of the client its name', async () => {
    const { body, text } = await ask({ contactId: ayse });
    expect(body.client).toEqual({ id: clientId, name: 'Poyraz A.Ş.' });
    expect(body.mails).toMatchObject([{ recipient: 'AYSE@poyraz.example' }]);
    expect([body.mailChoices.length, body.restrictions.length, body.notes.length]).toEqual([1, 0, 0]);
    expect(text.toLowerCase()).not.toContain('mehmet');
    expect((await ask({ contactId: mehmet })).body).toMatchObject({ mails: [{}], restrictions: [{}], mailChoices: [] });
  });

  test('says why, for whom and how long, in the language of whoever asks', async () => {
    expect((await ask({ language: 'tr' })).body.information.retention).toContain('on yıl');
    expect((await ask({ language: 'en' })).body.information.retention).toContain('ten years');
  });

  test('is about somebody there is: no other client, no other person, no other business', async () => {
    expect((await ask({ id: newId() })).status).toBe(404);
    expect((await ask({ contactId: newId() })).status).toBe(404);
    expect((await ask({ session: stranger.members.owner.token })).status).toBe(404);
    expect((await ask({ contactId: 'x' })).status).toBe(400);
    expect((await mounted.call(rightRoutes.report, { params: { id: clientId } })).status).toBe(401);
  });
});
