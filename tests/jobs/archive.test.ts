// Issued documents lie in the write-once archive as the law wants, outlive their business there without its name, and leave on their day.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { archiveIssued, endRetention, nameOf } from '../../functions/compliance/archive/archive.ts';
import { keepUntilOf } from '../../functions/compliance/archive/keep-until.ts';
import { eraseDue } from '../../functions/compliance/erasures/erase.ts';
import { retention } from '../../functions/compliance/promises/checks/retention.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { maintain } from '../../functions/platform/maintenance.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { today, yearOf } from '../../shared/dates.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { memoryArchive, type Sealed } from '../support/archive.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

const secret = 'Yalnız-bizim-içindir-4711';
let world: World;
let business: Business;
let clientId: string;
let sealed: Sealed;
let base: ScheduleContext;
let now: Date;

beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  now = new Date();
  sealed = new Map();
  await world.database.admin.query('delete from invoice_archives');
  business = await world.business();
  const body = { kind: 'company', name: 'Kuzey Işığı A.Ş.', email: 'a@example.com' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
  const config = { ...world.app.config, databaseMaintenanceUrl: world.database.urlOf('crmfex_maintenance') };
  const ports = { ...world.ports, archive: memoryArchive(sealed, () => now) };
  base = { ...world.app, config, ports, clock: () => now, requestId: newId(), isPastDue: false };
});
afterAll(() => world.close());

const on = (id: string) => ({ as: business.owner, params: { id } });
const rows = async (text: string, values: unknown[] = []) => (await world.database.admin.query(text, values)).rows;

async function issued(): Promise<Invoice> {
  const line = { description: 'Kalem', quantity: '3', unit: 'C62', unitPrice: '33.333', vatRate: '20' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const body = { clientId, lines, internalNotes: secret };
  const draft = await world.call(invoiceRoutes.create, { as: business.owner, body });
  const { status, body: invoice } = await world.call(invoiceRoutes.issue, on(draft.body.id));
  expect(status).toBe(200);
  return invoice;
}
const draw = () => world.run.all('invoice-pdf');
const documents = () =>
  [...sealed]
    .filter(([name]) => name.endsWith('.json'))
    .map(([, { bytes }]) => JSON.parse(Buffer.from(bytes).toString()));
const links = () =>
  rows('select * from invoice_archives where tenant_id = $1 order by state desc', [business.tenantId]);

async function erase(): Promise<void> {
  now = new Date(Date.now() + 31 * 24 * 3600_000);
  await rows(`insert into closings (tenant_id, requested_by, due_at) values ($1, $2, now() + interval '30 days')`, [
    business.tenantId,
    business.owner.userId,
  ]);
  expect(await eraseDue(base)).toBe(1);
}

describe('an issued document', () => {
  test('waits for its print, and is archived once with it, byte for byte', async () => {
    const invoice = await issued();
    expect(await archiveIssued(base)).toBe(0);
    await draw();
    expect(await archiveIssued(base)).toBe(1);
    expect(await archiveIssued(base)).toBe(0);
    const [link] = await links();
    const [kept] = await rows('select * from retention_cases where id = $1', [link.case_id]);
    const print = world.ports.files.get(`${business.tenantId}/invoices/${invoice.id}/issued.pdf`);
    const pdf = sealed.get(nameOf(kept.keep_until, link.case_id, 'document.pdf'));
    expect(pdf && print && Buffer.from(pdf.bytes).equals(print.bytes)).toBe(true);
    expect(kept.pdf_hash).toEqual(
      createHash('sha256')
        .update(print?.bytes ?? '')
        .digest(),
    );
    expect(kept.keep_until).toEqual(keepUntilOf(yearOf(invoice.issueDate ?? '')));
    expect([...sealed.values()].every(({ keepUntil }) => keepUntil.getTime() === kept.keep_until.getTime())).toBe(true);
  });

  test('keeps what the document legally holds, and nothing else', async () => {
    const invoice = await issued();
    await draw();
    await archiveIssued(base);
    const [document] = documents();
    expect(document).toMatchObject({ number: invoice.number, state: 'issued', buyer: { name: 'Kuzey Işığı A.Ş.' } });
    expect(document).toMatchObject({ totals: { totalMinor: invoice.totalMinor }, lines: [{ unitPrice: 33.333 }] });
    const text = JSON.stringify(document) + [...sealed.keys()].join();
    const ids = [
      business.tenantId,
      invoice.id,
      clientId,
      ...Object.values(business.people).map(({ userId }) => userId),
    ];
    for (const word of [secret, ...ids]) expect(text).not.toContain(word);
  });

  test('that is cancelled is archived once more as it is printed then; a return as a document of its own', async () => {
    const cancelled = await issued();
    const original = await issued();
    await draw();
    await archiveIssued(base);
    await world.call(invoiceRoutes.cancel, { ...on(cancelled.id), body: { reason: 'Yanlış' } });
    await world.call(returnRoutes.create, { ...on(original.id), body: { reason: 'Kırık' } });
    await draw();
    expect(await archiveIssued(base)).toBe(2);
    const found = documents().map(({ kind, state, returnOf = null }) => [kind, state, returnOf]);
    expect(found.sort()).toEqual([
      ['return', 'issued', original.number],
      ['sale', 'cancelled', null],
      ['sale', 'issued', null],
      ['sale', 'issued', null],
    ]);
  });

  test('one that fails holds up no other; what died half way ends in the same case', async () => {
    const broken = await issued();
    await issued();
    await draw();
    const key = `${business.tenantId}/invoices/${broken.id}/issued.pdf`;
    const print = world.ports.files.get(key);
    world.ports.files.delete(key);
    await expect(archiveIssued(base)).rejects.toThrow('1 documents');
    expect(sealed.size).toBe(2);
    if (print) world.ports.files.set(key, print);
    const { put } = base.ports.archive;
    const dying: typeof put = (name, ...rest) =>
      name.endsWith('json') ? Promise.reject(new Error('died')) : put(name, ...rest);
    const archive = { ...base.ports.archive, put: dying };
    await expect(archiveIssued({ ...base, ports: { ...base.ports, archive } })).rejects.toThrow('1 documents');
    expect(await archiveIssued(base)).toBe(1);
    expect(sealed.size).toBe(4);
  });

  test('printed by a clock of long ago is late an hour after it began to wait, not at once', async () => {
    world.time.now = new Date(now.getTime() - 40 * 24 * 3600_000);
    await issued();
    await draw();
    world.time.now = null;
    const late = async () => {
      const { evidence } = await maintain(base.config, (keeper) => retention.look(base, keeper));
      return evidence.find(({ name }) => name === 'lateDocuments')?.value;
    };
    expect(await late()).toBe('0');
    now = new Date(Date.now() + 61 * 60_000);
    expect(await late()).toBe('1');
    expect(await archiveIssued(base)).toBe(1);
    expect(await late()).toBe('0');
  });

  test('a database from before it was archived archives it to the same place again', async () => {
    await issued();
    await draw();
    await archiveIssued(base);
    await rows('update invoice_archives set archived_at = null where tenant_id = $1', [business.tenantId]);
    expect(await archiveIssued(base)).toBe(1);
    expect(sealed.size).toBe(2);
  });
});

describe('the erasure of the business', () => {
  test('archives first what is not, print or none, and leaves nothing that leads to it', async () => {
    await issued();
    await draw();
    await archiveIssued(base);
    await issued();
    const before = await rows('select id from retention_cases');
    await erase();
    expect(await links()).toEqual([]);
    expect(documents()).toHaveLength(2);
    const cases = await rows('select * from retention_cases where id <> all($1)', [before.map(({ id }) => id)]);
    expect(cases).toMatchObject([{ pdf_hash: null }]);
    expect([...sealed.keys()].join()).not.toContain(business.tenantId);
  });

  test('lets a message that comes late find nothing, and do nothing', async () => {
    await issued();
    await erase();
    expect(await draw()).not.toEqual([]);
    expect([...world.ports.files.keys()].filter((key) => key.startsWith(business.tenantId))).toEqual([]);
    expect(await rows('select from outbox where tenant_id = $1', [business.tenantId])).toEqual([]);
  });

  test('does not happen while a document cannot be archived', async () => {
    await issued();
    const archive = { ...base.ports.archive, put: () => Promise.reject(new Error('the archive is down')) };
    base = { ...base, ports: { ...base.ports, archive } };
    await expect(erase()).rejects.toThrow('1 of 1');
    expect(await rows('select from invoices where tenant_id = $1', [business.tenantId])).toHaveLength(1);
  });
});

describe('ten years', () => {
  const keep = async (year: number) => {
    const id = newId();
    await rows(
      `insert into retention_cases (id, issue_year, keep_until, archived_at, document_hash, document_bytes) values ($1, $2, $3, now(), $4, 1)`,
      [id, year, keepUntilOf(year), Buffer.alloc(32)],
    );
    const options = { contentType: 'application/json', keepUntil: keepUntilOf(year) };
    await base.ports.archive.put(nameOf(keepUntilOf(year), id, 'document.json'), Buffer.from('{}'), options);
    return id;
  };

  test.each([
    ['2026-12-31T20:59:00Z', '2036-12-31T21:00:00Z'],
    ['2026-12-31T21:00:00Z', '2037-12-31T21:00:00Z'],
  ])('count from the year in Istanbul: issued %s, kept until %s', (issuedAt, until) => {
    expect(keepUntilOf(yearOf(today('Europe/Istanbul', issuedAt)))).toEqual(new Date(until));
  });

  test('end at their instant, not a second before, and the log says how many', async () => {
    const id = await keep(2014);
    now = new Date('2025-12-31T20:59:59Z');
    const staying = await keep(2015);
    now = new Date('2024-12-31T20:59:59Z');
    expect([await endRetention(base), sealed.size]).toEqual([0, 2]);
    now = new Date('2024-12-31T21:00:00Z');
    expect([await endRetention(base), sealed.size]).toEqual([1, 1]);
    expect(await endRetention(base)).toBe(0);
    expect(await rows('select id from retention_cases where id = any($1)', [[id, staying]])).toEqual([{ id: staying }]);
    const log = await rows(`select counts from erasures where kind = 'archive'`);
    expect(log).toEqual([{ counts: { cases: 1, documents: 1 } }]);
  });

  test('bind the database: no case changes, and none goes before its date', async () => {
    const id = await keep(2026);
    const refused = 'an archived document is kept until its date';
    await expect(rows('delete from retention_cases where id = $1', [id])).rejects.toThrow(refused);
    await expect(rows('update retention_cases set pdf_bytes = null where id = $1', [id])).rejects.toThrow(refused);
    await expect(rows('truncate retention_cases')).rejects.toThrow(refused);
    const early = `insert into retention_cases (id, issue_year, keep_until, archived_at, document_hash, document_bytes)
      values ($1, 2026, now(), now(), $2, 1)`;
    await expect(rows(early, [newId(), Buffer.alloc(32)])).rejects.toThrow('the_law_says_until_when');
  });
});
