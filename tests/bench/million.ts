// A business with ten thousand more invoices and a million lines, for the measures that need one, and gone again afterwards.
import pg from 'pg';
import { moreInvoices } from './data.ts';
import type { World } from './world.ts';

const invoiceCount = 10_000;
const linesPerInvoice = 100;

// The largest table of a real platform: lines of invoices, of a catalogue of 420 products with their prices, as the wholesaler's seed has;
// what is bought and how much of it follows no pattern.
const linesSql = `
with catalogue as materialized (
  select k, (array['Danışmanlık', 'Yazılım geliştirme', 'Bakım ve destek', 'Nakliye', 'Kurulum'])[1 + k % 5] || ' ' || k || ', ' ||
    (array['kutu', 'adet', 'koli'])[1 + k % 3] as description, (array['HUR', 'C62', 'MON'])[1 + k % 3] as unit,
    100 + abs(hashint4(k + 7777)) % 500000 as price_minor
  from generate_series(0, 419) k)
insert into invoice_lines (tenant_id, invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor, amount_minor)
select i.tenant_id, i.id, p, c.description, q, c.unit, round(c.price_minor / 100.0, 2), 20, q * c.price_minor, q * c.price_minor
from (select tenant_id, id, row_number() over (order by id)::int as n from invoices where tenant_id = $1 and sequence > $2) i,
  generate_series(1, $3::int) p,
  lateral (select 1 + abs(hashint4(n * 977 + p)::bigint) % 40 as q) quantities,
  catalogue c
where c.k = abs(hashint4(n * 101 + p)::bigint) % 420`;

const removeSql = [
  `delete from invoice_lines l using invoices i
   where i.tenant_id = l.tenant_id and i.id = l.invoice_id and i.tenant_id = $1 and i.sequence > $2`,
  'delete from invoices where tenant_id = $1 and sequence > $2',
];

export type Million = { maintenanceUrl: string; tenantId: string; lineCount: number };

/** Fills one business up to a million lines, and empties it again. Triggers rest meanwhile: nobody is to be told. */
export async function withMillionLines<T>(
  { platform, sessions }: World,
  work: (million: Million) => Promise<T>,
): Promise<T> {
  // The last one: other measures fill the first.
  const session = sessions.at(-1);
  if (!session) throw new Error('There is no business to fill.');
  const { tenantId } = session;
  const known = session.invoiceIds.length;
  const client = new pg.Client({ connectionString: platform.databaseAdminUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await moreInvoices(client, tenantId, { from: known + 1, to: known + invoiceCount });
    const { rowCount } = await client.query(linesSql, [tenantId, known, linesPerInvoice]);
    await client.query('analyze');
    const maintenanceUrl = platform.settings['DATABASE_URL_MAINTENANCE'] ?? '';
    return await work({ maintenanceUrl, tenantId, lineCount: rowCount ?? 0 });
  } finally {
    for (const sql of removeSql) await client.query(sql, [tenantId, known]);
    await client.end();
  }
}
