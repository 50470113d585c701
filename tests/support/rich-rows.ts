// Rows for every table that surrounds documents, put in by hand.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { newId } from '../../shared/ids.ts';
import type { Business, World } from './billing-world.ts';

/** Column names and values; objects go as JSON. */
async function put(admin: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const values = Object.values(row).map((value) =>
    value !== null && typeof value === 'object' && !Buffer.isBuffer(value) ? JSON.stringify(value) : value,
  );
  const places = values.map((_, place) => `$${place + 1}`).join(', ');
  await admin.query(`insert into ${table} (${Object.keys(row).join(', ')}) values (${places})`, values);
}

const at = '2026-03-04T05:06:07.123456Z';
const day = '2026-03-04';

type Scene = Business & { world: World; clientId: string; invoiceId: string; id: Record<Id, string> };
const ids = ['tag', 'field', 'product', 'file', 'mail', 'statement', 'imported', 'token'] as const;
type Id = (typeof ids)[number];
type Write = (table: string, row: Record<string, unknown>) => Promise<void>;
const made = { created_at: at, updated_at: at };

/** Labels, own fields, products and what is written about a client. */
async function putPeople(own: Write, { invoiceId, people, clientId, id }: Scene): Promise<void> {
  await own('tags', { id: id.tag, name: 'Önemli', colour: 'red', ...made });
  await own('custom_fields', {
    id: id.field,
    subject: 'product',
    label: 'Raf',
    type: 'choice',
    choices: ['A1'],
    is_required: false,
    position: 0,
  });
  await own('products', {
    id: id.product,
    kind: 'product',
    code: 'K-1',
    name: 'Kalem',
    unit: 'C62',
    prices: [{ currency: 'TRY', unitPrice: '12.5' }],
    prices_include_vat: false,
    vat_rate: '20',
    custom_fields: { [id.field]: 'A1' },
    ...made,
  });
  await own('invoice_tags', { invoice_id: invoiceId, tag_id: id.tag, created_at: at });
  await own('client_tags', { client_id: clientId, tag_id: id.tag, created_at: at });
  await own('product_tags', { product_id: id.product, tag_id: id.tag, created_at: at });
  await own('client_addresses', {
    id: newId(),
    client_id: clientId,
    kind: 'branch',
    label: 'Şube',
    country: 'TR',
    is_default: false,
  });
  await own('client_notes', {
    id: newId(),
    client_id: clientId,
    text: 'Arandı \\ "yarın"\tyine\n01a21616-a35f-7e7f-93f3-e68ea2a9f09e/x',
    author_id: people.sales.userId,
  });
}

/** A file, mails with what became of them, and links in them. */
async function putMailed(own: Write, { world, tenantId, owner, clientId, invoiceId, id }: Scene): Promise<void> {
  const bytes = Buffer.from('%PDF-1.7 ek');
  const sha256 = createHash('sha256').update(bytes).digest();
  await own('files', {
    id: id.file,
    purpose: 'attachment',
    client_id: clientId,
    name: 'ek.pdf',
    content_type: 'application/pdf',
    size_bytes: bytes.length,
    state: 'ready',
    sha256,
    created_by: owner.userId,
    ready_at: at,
  });
  world.ports.files.set(`${tenantId}/files/${id.file}`, { bytes, contentType: 'application/pdf' });
  const mail = {
    client_id: clientId,
    recipient: 'a@example.com',
    subject: 'Konu',
    state: 'opened',
    attempts: 1,
    opened_at: at,
    queued_at: at,
  };
  await own('deliveries', {
    ...mail,
    id: id.mail,
    invoice_id: invoiceId,
    kind: 'reminderFirst',
    requested_by: owner.userId,
  });
  await own('deliveries', { ...mail, id: id.statement, kind: 'statement', html: '<p>Ekstre</p>' });
  await own('delivery_files', { delivery_id: id.mail, position: 1, file_id: id.file });
  await own('delivery_events', {
    provider_event_id: `e-${id.mail}`,
    delivery_id: id.mail,
    kind: 'opened',
    at,
    recorded_at: at,
  });
}

/** Links in mails, and what somebody chose by one. */
async function putLinks(own: Write, { owner, invoiceId, id }: Scene): Promise<void> {
  await own('mail_tokens', {
    id: id.token,
    token_hash: Buffer.from(newId().replaceAll('-', '').repeat(2), 'hex'),
    delivery_id: id.mail,
    email: 'a@example.com',
    created_at: at,
  });
  await own('mail_choices', {
    id: newId(),
    email: 'a@example.com',
    is_wanted: false,
    method: 'oneClick',
    token_id: id.token,
    at,
  });
  await own('portal_links', {
    id: newId(),
    invoice_id: invoiceId,
    delivery_id: id.mail,
    token_hash: Buffer.alloc(32, 7),
    created_by: owner.userId,
    created_at: at,
    expires_at: '2027-01-01T00:00:00Z',
    opened_count: 2,
  });
}

/** Plans of reminders and statements, and what they sent. */
async function putPlanned(own: Write, { owner, clientId, invoiceId, id }: Scene): Promise<void> {
  await own('reminder_invoices', {
    delivery_id: id.mail,
    invoice_id: invoiceId,
    step_days: 7,
    tone: 'first',
    currency: 'TRY',
    open_minor: 100,
    due_date: day,
  });
  await own('reminder_holds', {
    subject_id: invoiceId,
    invoice_id: invoiceId,
    created_by: owner.userId,
    created_at: at,
  });
  await own('reminder_plans', {
    is_on: false,
    hour: 9,
    steps: [{ days: 7 }],
    last_run_day: day,
    version: 2,
    updated_at: at,
  });
  await own('statement_mails', {
    delivery_id: id.statement,
    client_id: clientId,
    month: '2026-02-01',
    from_date: '2026-02-01',
    to_date: '2026-02-28',
  });
  await own('statement_opt_outs', { client_id: clientId, created_by: owner.userId, created_at: at });
  await own('statement_plans', {
    is_on: false,
    day_of_month: 3,
    hour: 9,
    audience: 'open',
    version: 2,
    updated_at: at,
  });
}

/** Texts, views, tables that were imported, drafts that were removed, and rights of people. */
async function putKept(own: Write, { owner, clientId, id }: Scene): Promise<void> {
  await own('mail_templates', {
    kind: 'invoice',
    language: 'tr',
    subject: 'Fatura',
    body: 'Merhaba',
    updated_by: owner.userId,
  });
  await own('saved_views', { id: newId(), user_id: owner.userId, list: 'invoices', name: 'Bu ay', query: 'q=1' });
  await own('imports', {
    id: id.imported,
    subject: 'clients',
    file_name: 'a.csv',
    size_bytes: 10,
    state: 'done',
    language: 'tr',
    created_by: owner.userId,
    acted_by: owner.userId,
    finished_at: at,
  });
  await own('import_rows', {
    import_id: id.imported,
    row_number: 2,
    outcome: 'created',
    record_kind: 'client',
    record_id: clientId,
  });
  await own('import_mappings', { subject: 'clients', headers_hash: Buffer.alloc(32, 3), mapping: [], options: {} });
  await own('removed_drafts', { id: newId(), draft: { notes: 'silindi' }, created_at: at, removed_by: owner.userId });
  await own('restrictions', {
    id: newId(),
    client_id: clientId,
    reason: 'İtiraz etti',
    restricted_by: owner.userId,
    restricted_at: at,
    lifted_at: at,
  });
  await own('privacy_requests', {
    id: newId(),
    kind: 'access',
    name: 'Ayşe Yılmaz',
    client_id: clientId,
    received_date: day,
    created_by: owner.userId,
  });
}

/** What an import passes over, and the settings. */
async function putSettled(own: Write, { world, tenantId, owner }: Scene): Promise<void> {
  await own('invitations', {
    id: newId(),
    email: 'davet@example.com',
    role: 'viewer',
    language: 'tr',
    inviter_name: 'Test owner',
    invited_by: owner.userId,
  });
  await own('mail_quotas', { day, sent: 3 });
  await own('mail_servers', {
    host: 'smtp.example',
    port: 465,
    username: 'u',
    password_key_id: 'k',
    password_sealed: Buffer.alloc(80),
    from_name: 'a',
    from_address: 'a@smtp.example',
    checked_at: at,
  });
  await own('activity', {
    id: newId(),
    kind: 'client.created',
    actor_kind: 'staff',
    actor_id: owner.userId,
    request_id: 'r',
  });
  await world.database.admin.query(
    `update tenants set invoice_notes = 'Teşekkürler', logo_key = $1::uuid || '/logo/a.png' where id = $1::uuid`,
    [tenantId],
  );
  world.ports.files.set(`${tenantId}/logo/a.png`, { bytes: Buffer.from('png'), contentType: 'image/png' });
}

/** Gives a business with a client and an invoice a row in every other table. */
export async function surround(world: World, business: Business, clientId: string, invoiceId: string): Promise<void> {
  const id = Object.fromEntries(ids.map((name) => [name, newId()])) as Record<Id, string>; // one of each
  const own: Write = (table, row) => put(world.database.admin, table, { tenant_id: business.tenantId, ...row });
  const scene = { ...business, world, clientId, invoiceId, id };
  for (const write of [putPeople, putMailed, putLinks, putPlanned, putKept, putSettled]) await write(own, scene);
}
