// Bringing clients along: from the file to the records and back, for whom it is, and what a bad row says.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { importRoutes } from '../../shared/imports.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { makeImportWorld, type ImportWorld } from '../support/import-world.ts';
import { makeWorld, type World } from '../support/world.ts';

let w: ImportWorld;
let stranger: World;
beforeAll(async () => {
  w = await makeImportWorld();
  stranger = await makeWorld(w.database.admin);
});
afterAll(() => w.close());

const table = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const named = (name: string) =>
  w.rows<Record<string, unknown>>('select * from clients where tenant_id = $1 and name = $2', [w.world.tenantId, name]);

describe('a file', () => {
  const text = table(
    'Cari Adı;Vergi No;E-Posta;Şehir;Vade;Yetkili;Yetkili GSM;Bilinmeyen',
    'Çınar Gıda A.Ş.;1234567890;info@cinar.example;İzmir;30;Ayşe Yılmaz;0532 000 00 00;x',
    ';;;;;;;',
    'Işık Tekstil;;isik@isik.example;ISPARTA;;;;y',
    'Hatalı;123;bu adres değil;İzmir;otuz;;;',
  );

  it('is understood and checked, and nothing is written yet', async () => {
    const brought = await w.bring('clients', text);
    const source = { format: 'csv', delimiter: ';', encoding: 'utf-8' };
    expect(brought).toMatchObject({ state: 'mapping', rowCount: 3, source });
    const meant = ['name', 'taxNumber', 'email', 'city', 'paymentDays', 'contactName', 'contactPhone', null];
    expect(brought.mapping).toEqual(meant);
    const checked = await w.check(brought);
    expect(checked).toMatchObject({ state: 'checked', createdCount: 2, failedCount: 1, skippedCount: 0 });
    const values = { name: 'Çınar Gıda A.Ş.', paymentDays: '30' };
    expect(checked.preview[0]).toMatchObject({ row: 2, outcome: 'created', values });
    expect(await named('Çınar Gıda A.Ş.')).toEqual([]);
    const [wrong] = await w.errors(brought.id);
    expect(wrong?.row).toBe(5);
    expect(wrong?.errors.map(({ header }) => header).sort()).toEqual(['E-Posta', 'Vade', 'Vergi No']);
    const refused = await w.call(importRoutes.start, { params: { id: brought.id }, body: { wrongRows: 'refuse' } });
    expect([refused.status, refused.problem.key]).toEqual([409, 'import.hasErrors']);
  });

  it('is brought in and taken back; its wrong rows come as a file to mend', async () => {
    const run = await w.whole('clients', text);
    expect(run).toMatchObject({ state: 'done', createdCount: 2, failedCount: 1, processedCount: 3 });
    const [client] = await named('Çınar Gıda A.Ş.');
    const known = {
      tax_number: '1234567890',
      payment_days: 30,
      contact_name: 'Ayşe Yılmaz',
      country: 'TR',
      kind: 'company',
    };
    expect(client).toMatchObject(known);
    const people = 'select name, phone, is_primary, role from client_contacts where client_id = $1';
    expect(await w.rows(people, [client?.['id']])).toEqual([
      { name: 'Ayşe Yılmaz', phone: '0532 000 00 00', is_primary: true, role: 'billing' },
    ]);
    const key = `${w.world.tenantId}/imports/${run.id}/errors.csv`;
    expect(Buffer.from(w.ports.files.get(key)?.bytes ?? []).toString()).toContain('Hatalı,123,bu adres değil');
    const link = await w.call(importRoutes.errorFile, { params: { id: run.id } });
    expect([link.status, link.headers['location']]).toEqual([302, `https://blobs.example/${key}`]);
    expect(await w.undo(run)).toMatchObject({ state: 'undone', undoneCount: 2, keptCount: 0 });
    expect(await named('Çınar Gıda A.Ş.')).toEqual([]);
  });
});

describe('records that are there', () => {
  const head = 'Ad;Vergi No;Telefon;Notlar';
  it('are left alone, filled in or made anew, as was chosen, and go back to what they were', async () => {
    const first = await w.whole('clients', table(head, 'Deniz Ltd;9876543217;0212 1;ilk'));
    expect(first).toMatchObject({ createdCount: 1 });
    const changed = table(head, 'Deniz Limited Şirketi;9876543217;0212 555;');
    expect(await w.whole('clients', changed)).toMatchObject({ state: 'checked', skippedCount: 1, createdCount: 0 });
    const filled = await w.whole('clients', changed, { existing: 'update' });
    expect(filled).toMatchObject({ state: 'done', updatedCount: 1 });
    expect((await named('Deniz Limited Şirketi'))[0]).toMatchObject({ phone: '0212 555', notes: 'ilk', version: 2 });
    expect(await w.undo(filled)).toMatchObject({ undoneCount: 1, keptCount: 0 });
    expect((await named('Deniz Ltd'))[0]).toMatchObject({ phone: '0212 1', notes: 'ilk' });
    expect(await w.whole('clients', changed, { existing: 'create' })).toMatchObject({ createdCount: 1 });
  });

  it('are not there twice when a file names them twice, or is brought twice', async () => {
    const text = table('Ad;E-posta', 'İki Kere;iki@kere.example', 'İKİ KERE;IKI@kere.example');
    const brought = await w.check(await w.bring('clients', text));
    expect(brought).toMatchObject({ createdCount: 1, skippedCount: 1 });
    expect(await w.run(brought)).toMatchObject({ createdCount: 1, skippedCount: 1 });
    expect(await w.whole('clients', text)).toMatchObject({ state: 'checked', createdCount: 0, skippedCount: 2 });
  });
});

describe('a job', () => {
  it('that is delivered twice has run once', async () => {
    const checked = await w.check(await w.bring('clients', table('Ad', 'Tekrar A', 'Tekrar B')));
    await w.call(importRoutes.start, { params: { id: checked.id }, body: { wrongRows: 'leaveOut' } });
    const sent = w.ports.sent.find(({ queue }) => queue === 'import-run');
    await w.runJobs();
    if (sent) w.ports.sent.push(sent);
    await w.runJobs();
    expect(await w.get(checked.id)).toMatchObject({ state: 'done', createdCount: 2, processedCount: 2 });
    expect(await named('Tekrar A')).toHaveLength(1);
  });

  it('that was cut off halfway goes on where it stopped', async () => {
    const rows = Array.from({ length: 450 }, (_, place) => `Yarım ${place}`);
    const checked = await w.check(await w.bring('clients', table('Ad', ...rows)));
    await w.call(importRoutes.start, { params: { id: checked.id }, body: { wrongRows: 'leaveOut' } });
    const [sent] = w.ports.sent.filter(({ queue }) => queue === 'import-run');
    await w.database.admin.query(
      `create function pg_temp.fail() returns trigger language plpgsql as
       $$ begin if new.name = 'Yarım 300' then raise exception 'cut off' using errcode = '57P01'; end if; return new; end $$`,
    );
    await w.database.admin.query(
      `create trigger fail before insert on clients for each row execute function pg_temp.fail()`,
    );
    await expect(w.runJobs()).rejects.toThrow();
    await w.database.admin.query('drop trigger fail on clients');
    expect(await w.get(checked.id)).toMatchObject({ state: 'running', processedCount: 200, createdCount: 200 });
    if (sent) w.ports.sent.push(sent);
    await w.runJobs();
    const done = await w.get(checked.id);
    expect(done).toMatchObject({ state: 'done', processedCount: 450, createdCount: 450 });
    const count = await w.rows<{ count: number }>(
      `select count(*)::int as count from clients where name like 'Yarım %'`,
    );
    expect(count).toEqual([{ count: 450 }]);
    expect(await w.undo(done)).toMatchObject({ state: 'undone', undoneCount: 450 });
  });

  it('stops when the person is no longer of the business', async () => {
    const { accountant } = w.world.members;
    const brought = await w.bring('clients', table('Ad', 'Gitti'));
    const body = { mapping: brought.mapping, options: brought.options };
    await w.call(importRoutes.map, { params: { id: brought.id }, body, session: accountant.token });
    await w.database.admin.query(`update members set role = 'viewer' where user_id = $1`, [accountant.userId]);
    await expect(w.runJobs()).rejects.toMatchObject({ kind: 'notAllowed' });
    await w.database.admin.query(`update members set role = 'accountant' where user_id = $1`, [accountant.userId]);
  });
});

describe('taking back', () => {
  it('leaves what somebody has used or changed since, and says so', async () => {
    const done = await w.whole('clients', table('Ad', 'Kullanılan', 'Değişen', 'Dokunulmayan'));
    const [used] = await named('Kullanılan');
    const [changed] = await named('Değişen');
    await w.call(invoiceRoutes.create, { body: { clientId: String(used?.['id']) } });
    const params = { id: String(changed?.['id']) };
    await w.call(clientRoutes.update, { params, ifMatch: 1, body: { phone: '0532 1' } });
    expect(await w.undo(done)).toMatchObject({ state: 'undone', undoneCount: 1, keptCount: 2 });
    const errors = await w.errors(done.id);
    expect(errors.map(({ row, errors: [first] }) => [row, first?.detail.slice(0, 20)])).toEqual([
      [2, 'It has been used sin'],
      [3, 'Somebody has worked '],
    ]);
    const again = await w.call(importRoutes.undo, { params: { id: done.id } });
    expect([again.status, again.problem.key]).toEqual([409, 'import.state']);
  });
});

describe('who may', () => {
  const everywhere = (id: string) =>
    [
      [importRoutes.get, undefined],
      [importRoutes.read, undefined],
      [importRoutes.map, { mapping: [], options: { existing: 'skip', decimal: ',', dates: 'dayFirst' } }],
      [importRoutes.start, { wrongRows: 'refuse' }],
      [importRoutes.undo, undefined],
      [importRoutes.errors, undefined],
      [importRoutes.errorFile, undefined],
      [importRoutes.remove, undefined],
    ].map(
      ([route, body]) =>
        ({ route, options: { params: { id }, body } }) as { route: typeof importRoutes.get; options: object },
    );

  it('is who has the right; another business sees nothing', async () => {
    const brought = await w.bring('clients', table('Ad', 'Bizim'));
    for (const { route, options } of everywhere(brought.id)) {
      expect((await w.call(route, { ...options, session: undefined })).status).toBe(401);
      expect((await w.call(route, { ...options, session: w.world.members.sales.token })).status).toBe(403);
      expect((await w.call(route, { ...options, session: stranger.members.owner.token })).status).toBe(404);
    }
    for (const { route, options } of everywhere(newId())) expect((await w.call(route, options)).status).toBe(404);
    const { body } = await w.call(importRoutes.list, { session: stranger.members.owner.token });
    expect(body).toEqual([]);
    expect((await w.call(importRoutes.list)).body.map(({ id }) => id)).toContain(brought.id);
    for (const session of [undefined, w.world.members.viewer.token]) {
      expect((await w.call(importRoutes.list, { session })).status).toBe(session ? 403 : 401);
      expect((await w.call(importRoutes.create, { session, body: {} })).status).toBe(session ? 400 : 401);
    }
  });

  it('names what is wrong with an announcement and with the meaning of columns', async () => {
    const announce = (body: object) =>
      w.call(importRoutes.create, { body: { subject: 'clients', fileName: 'a.csv', sizeBytes: 1, ...body } });
    for (const [wrong, pointer] of [
      [{ fileName: 'a.exe' }, '#/fileName'],
      [{ sizeBytes: 0 }, '#/sizeBytes'],
      [{ sizeBytes: 26_214_401 }, '#/sizeBytes'],
      [{ subject: 'users' }, '#/subject'],
    ] as const) {
      expect((await announce(wrong)).problem.errors?.[0]?.pointer).toBe(pointer);
    }
    const id = newId();
    expect((await announce({ id })).status).toBe(201);
    expect((await announce({ id })).status).toBe(409);
    const brought = await w.bring('clients', table('Ad;Şehir', 'A;B'));
    const map = (mapping: (string | null)[]) =>
      w.call(importRoutes.map, { params: { id: brought.id }, body: { mapping, options: brought.options } });
    expect((await map([null, 'city'])).problem.errors?.[0]?.detail).toContain('“Name”');
    expect((await map(['name', 'name'])).problem.errors?.[0]?.pointer).toBe('#/mapping/1');
    expect((await map(['name', 'tenantId'])).problem.errors?.[0]?.pointer).toBe('#/mapping/1');
    expect((await map(['name'])).problem.errors?.[0]?.pointer).toBe('#/mapping');
    const early = await w.call(importRoutes.start, { params: { id: brought.id }, body: { wrongRows: 'refuse' } });
    expect([early.status, early.problem.key]).toEqual([409, 'import.state']);
    expect((await w.call(importRoutes.errorFile, { params: { id: brought.id } })).status).toBe(404);
  });

  it('remembers what columns meant, and throws away what was never run', async () => {
    const text = table('Sütun 1;Sütun 2', 'Hatırlanan;x');
    const first = await w.bring('clients', text);
    await w.check(first, {}, ['name', 'notes']);
    const again = await w.bring('clients', text);
    expect(again.mapping).toEqual(['name', 'notes']);
    expect((await w.call(importRoutes.remove, { params: { id: again.id } })).status).toBe(204);
    expect((await w.call(importRoutes.get, { params: { id: again.id } })).status).toBe(404);
    expect([...w.ports.files.keys()].filter((key) => key.includes(again.id))).toEqual([]);
  });
});
