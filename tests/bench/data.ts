// Data for the measures: forty businesses with ten thousand issued invoices, and sessions to read them with.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';

const tenantCount = 40;
const sessionsPerTenant = 6;
const clientsPerTenant = 20;
const invoicesPerTenant = 250;

export type BenchSession = { token: string; tenantId: string; invoiceIds: string[] };

const clientsSql = `
insert into clients (tenant_id, id, kind, name, email, tax_number, tax_office, address_line, city, country)
select t, gen_random_uuid(), 'company', 'Müşteri ' || n, 'musteri' || n || '@example.com', null, 'Beyoğlu', 'Cadde ' || n, 'İstanbul', 'TR'
from unnest($1::uuid[]) t, generate_series(1, $2) n`;

const party = `jsonb_build_object('name', 'Örnek A.Ş.', 'taxNumber', '1111111111', 'taxOffice', 'Beyoğlu', 'addressLine', 'Cadde 1',
  'district', null, 'city', 'İstanbul', 'postalCode', null, 'country', 'TR', 'email', null, 'phone', null)`;
const bank = `jsonb_build_object('website', null, 'iban', null, 'bankName', null, 'brandColour', null, 'logoKey', null)`;

const invoicesSql = `
with numbered as (select c.*, row_number() over (partition by c.tenant_id order by c.id) as place from clients c where c.tenant_id = any($3))
insert into invoices (tenant_id, id, state, client_id, currency, language, due_date, prices_include_vat, rounding_mode, subtotal_minor,
  discount_total_minor, net_minor, vat_minor, total_minor, vat, series, year, sequence, number, issue_date, issued_at, seller, buyer,
  buyer_name, pdf_state, created_at, updated_at)
select c.tenant_id, gen_random_uuid(), 'issued', c.id, 'TRY', 'tr', date '2026-01-01' + (n % 300) + 30, false, 'category', 300000, 0,
  300000, 60000, 360000, '[{"rate":"20","baseMinor":300000,"vatMinor":60000}]', 'BEN', 2026, n, 'BEN2026' || lpad(n::text, 9, '0'),
  date '2026-01-01' + (n % 300), now() - n * interval '1 hour', ${party} || ${bank}, ${party}, 'Örnek A.Ş.', 'pending',
  now() - n * interval '1 hour', now() - n * interval '1 hour'
from generate_series($1::int, $2::int) n join numbered c on c.place = 1 + n % $4::int`;

const linesSql = `
insert into invoice_lines (tenant_id, invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor, amount_minor, vat_minor)
select i.tenant_id, i.id, p, 'Danışmanlık, kalem ' || p, 1, 'HUR', 1000, 20, 100000, 100000, 20000 from invoices i, generate_series(1, 3) p where i.tenant_id = any($1)`;

async function insertPeople(client: pg.Client, tenantIds: string[]): Promise<BenchSession[]> {
  const sessions: BenchSession[] = [];
  for (const tenantId of tenantIds) {
    const userId = randomUUID();
    await client.query(
      `insert into users (id, email, name, language, password_hash, email_verified_at)
       values ($1, $2, 'Ölçüm', 'tr', '$argon2id$v=19$m=19456,t=2,p=1$x$x', now())`,
      [userId, `${userId}@example.com`],
    );
    await client.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'owner')`, [tenantId, userId]);
    for (let count = 0; count < sessionsPerTenant; count += 1) {
      const token = randomBytes(32).toString('base64url');
      const hash = createHash('sha256').update(token).digest();
      await client.query(`insert into sessions (tenant_id, id, user_id, token_hash) values ($1, $2, $3, $4)`, [
        tenantId,
        randomUUID(),
        userId,
        hash,
      ]);
      sessions.push({ token, tenantId, invoiceIds: [] });
    }
  }
  return sessions;
}

async function insertAll(client: pg.Client): Promise<BenchSession[]> {
  const tenantIds = Array.from({ length: tenantCount }, () => randomUUID());
  await client.query(
    `insert into tenants (id, name, tax_number, tax_office, address_line, city)
     select t, 'Ölçüm', '1111111114', 'Beyoğlu', 'Cadde 1', 'İstanbul' from unnest($1::uuid[]) t`,
    [tenantIds],
  );
  const sessions = await insertPeople(client, tenantIds);
  await client.query(clientsSql, [tenantIds, clientsPerTenant]);
  await client.query(invoicesSql, [1, invoicesPerTenant, tenantIds, clientsPerTenant]);
  await client.query(linesSql, [tenantIds]);
  const found = await client.query<{ tenant_id: string; ids: string[] }>(
    'select tenant_id, array_agg(id::text) as ids from invoices group by tenant_id',
  );
  const idsOf = new Map(found.rows.map(({ tenant_id: tenant, ids }) => [tenant, ids]));
  return sessions.map((session) => ({ ...session, invoiceIds: idsOf.get(session.tenantId) ?? [] }));
}

/** Further invoices of one business, without lines: of its own clients, numbered on. */
export async function moreInvoices(client: pg.Client, tenantId: string, numbers: { from: number; to: number }) {
  await client.query(invoicesSql, [numbers.from, numbers.to, [tenantId], clientsPerTenant]);
}

/** Fills an empty database as superuser; triggers rest, so that nothing queues ten thousand jobs. */
export async function fillDatabase(adminUrl: string): Promise<BenchSession[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const sessions = await insertAll(client);
    await client.query('commit');
    await client.query('analyze');
    return sessions;
  } finally {
    await client.end();
  }
}
