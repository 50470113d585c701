// The report for somebody who asks what is kept about them: everything of theirs, nothing of anybody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LISTED_MAX } from '../../functions/compliance/rights/report/listing.ts';
import { reportOf } from '../../functions/compliance/rights/report/store.ts';
import { endpoints } from '../../functions/compliance/index.ts';
import { newId } from '../../shared/ids.ts';
import type { AccessReport } from '../../shared/access-report.ts';
import { rightRoutes } from '../../shared/rights.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type CallOptions, type Mounted } from '../support/mount.ts';
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
    ...{ session, params: { id } },
    query: { ...(contactId ? { contactId } : {}), ...(language ? { language } : {}) },
  })) as Answered<AccessReport>;

describe('the report', () => {
  test('about a client holds everything there is, with who keeps it, and no key of ours', async () => {
    const { status, body, text } = await ask();
    expect([status, body.controller.name, body.contactId]).toEqual([200, 'Öykü Ltd.', null]);
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

  test('says why, for whom and how long, in the language that is asked for, else that of the client or the business', async () => {
    const retentionIn = async (language?: 'tr' | 'en') => {
      const { information } = (await ask(language ? { language } : {})).body;
      return information.categories.map(({ retention }) => retention).join(' ');
    };
    expect(await retentionIn('tr')).toContain('on yıl');
    expect(await retentionIn('en')).toContain('ten years');
    expect(await retentionIn()).toContain('on yıl');
    const { information } = (await ask({ language: 'en' })).body;
    expect(information.complaint.join(' ')).toContain('kvkk.gov.tr');
    expect(information.categories[1]?.legalBasis).toContain('(KVKK art. 5(2)(c), art. 5(2)(ç))');
  });

  test('reads every table that names a client, or says why not', async () => {
    const leftOut = ['statement_mails: which period a mail carried stands in the mail itself'];
    const { rows } = await database.admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'client_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    );
    const { text } = reportOf(clientId, null);
    const read = (name: string) => new RegExp(`\\b(from|join) ${name}\\b`).test(text);
    const unread = rows.map(({ name }) => name).filter((name) => !read(name));
    expect(unread.filter((name) => !leftOut.some((reason) => reason.startsWith(`${name}:`)))).toEqual([]);
  });

  test('leaves an entry of who made it about whom and in which form, and nothing of what is in it', async () => {
    await database.admin.query('delete from activity');
    await ask();
    await pdf({ contactId: ayse });
    const { rows } = await database.admin.query(
      'select kind, subject_id, actor_id, detail from activity where tenant_id = $1 order by id',
      [world.tenantId],
    );
    const entry = { kind: 'rights.reported', subject_id: clientId, actor_id: world.members.viewer.userId };
    expect(rows).toEqual([
      { ...entry, detail: { name: 'Poyraz A.Ş.', format: 'json', language: 'tr' } },
      { ...entry, detail: { name: 'Ayşe Kaya', format: 'pdf', language: 'tr', contactId: ayse } },
    ]);
  });

  test.each(['report', 'reportPdf'] as const)('is about somebody there is (%s)', async (route) => {
    const status = async (options: CallOptions) =>
      (await mounted.call(rightRoutes[route], { session: world.members.owner.token, ...options })).status;
    const params = { id: clientId };
    expect(await status({ params: { id: newId() } })).toBe(404);
    expect(await status({ params, query: { contactId: newId() } })).toBe(404);
    expect(await status({ params, session: stranger.members.owner.token })).toBe(404);
    expect(await status({ params, query: { contactId: 'x' } })).toBe(400);
    expect(await status({ params, query: { language: 'de' } })).toBe(400);
    expect((await mounted.call(rightRoutes[route], { params })).status).toBe(401);
  });
});

const pdf = async (query: { contactId?: string; language?: 'tr' | 'en' } = {}) => {
  const answer = await mounted.call(rightRoutes.reportPdf, {
    session: world.members.viewer.token,
    params: { id: clientId },
    query,
  });
  const { pages, info, isTagged, xmp } = await readPdf(answer.bytes ?? new Uint8Array());
  return {
    ...answer,
    pages,
    info,
    isTagged,
    xmp,
    text: pages
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' '),
  };
};

describe('the report as a PDF', () => {
  test('is a tagged, archivable document in Turkish or English, to be saved under a name that says what it is', async () => {
    const { status, headers, info, isTagged, xmp, text, pages } = await pdf();
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store']);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="kisisel-veri-raporu-\d{4}-\d\d-\d\d\.pdf"$/);
    expect([isTagged, info['Title']]).toEqual([true, 'Kişisel veri raporu · Poyraz A.Ş.']);
    expect(xmp).toContain('<pdfaid:part>3');
    expect(pages.flatMap(({ roles }) => roles)).toEqual(expect.arrayContaining(['H1', 'H2', 'Table', 'TH']));
    for (const said of [
      'Veri sorumlusu Öykü Ltd.',
      'pays late',
      'Ayşe Kaya',
      'Met Mehmet at the fair',
      'KVKK m. 11',
      'on yıl',
    ])
      expect(text).toContain(said);
    const english = await pdf({ language: 'en' });
    for (const said of [
      'Controller Öykü Ltd.',
      'Your rights',
      'KVKK art. 11',
      'No entries.',
      'disputes it',
      'ten years',
    ])
      expect(english.text).toContain(said);
    expect(english.headers['content-disposition']).toContain('personal-data-report');
  });

  test('about one person holds nothing of the others', async () => {
    const { text } = await pdf({ contactId: ayse });
    expect(text).toContain('AYSE@poyraz.example');
    expect(text.toLowerCase()).not.toContain('mehmet');
    for (const other of ['pays late', 'Faturalar ve ödemelerin', 'Müşteri kartı']) expect(text).not.toContain(other);
  });

  const holdNotes = async (count: number) => {
    const notes = Array.from({ length: count }, (_one, n) => `Görüşme ${count}/${n}.`);
    await database.admin.query('delete from client_notes where tenant_id = $1', [world.tenantId]);
    await database.admin.query(
      `insert into client_notes (tenant_id, id, client_id, text, author_id, created_at)
       select $1, gen_random_uuid(), $2, text, $3, timestamptz '2021-01-01 09:00+03' + n * interval '1 day'
       from unnest($4::text[]) with ordinality x (text, n)`,
      [world.tenantId, clientId, world.members.owner.userId, notes],
    );
    return notes;
  };

  test('repeats the heads of a table on each page that it runs over, and leaves nothing out', async () => {
    const notes = await holdNotes(LISTED_MAX);
    const { pages, text } = await pdf();
    const withNotes = pages.filter((page) => page.text.includes('Görüşme'));
    expect(withNotes.length).toBeGreaterThan(2);
    for (const page of withNotes) expect(page.text.replace(/\s+/g, ' ')).toContain('Tarih Not');
    expect(notes.filter((note) => !text.includes(note))).toEqual([]);
    expect(text).not.toContain('daha önceki kayıtlar');
  });

  test('lists the latest of a long list, counts the others by year, and says where all of them stand', async () => {
    const notes = await holdNotes(1_000);
    const { text } = await pdf();
    expect(notes.filter((note) => text.includes(note))).toEqual(notes.slice(-LISTED_MAX));
    expect(text).toContain(`1.000 kaydın son ${LISTED_MAX} tanesi burada tek tek yazılıdır`);
    expect(text).toContain('bu raporun veri dosyasındadır (JSON)');
    expect(text).toMatch(/daha önceki kayıtlar Yıl Kayıt 2023 121 2022 365 2021 364/);
    expect((await pdf({ language: 'en' })).text).toContain('The complete list stands in the data file');
    const { body } = await ask();
    expect(body.notes.map((note) => note['text'])).toEqual(notes);
  });
});
