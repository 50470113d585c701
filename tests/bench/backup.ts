// The nightly backup of a million rows, beside the bare COPY of the same tables and beside the same COPY through gzip.
import pg from 'pg';
import { ratioOf, times, type Measure, type Row } from './measure.ts';
import { megabytes, probesInTurns, seconds, type Found } from './probes.ts';
import type { World } from './world.ts';

const invoiceCount = 10_000;
const linesPerInvoice = 100;
const memoryBytesMax = 100 * 1024 * 1024;

// The largest table of a real platform: lines of invoices, of a catalogue of 420 products with their prices, as the wholesaler's seed has;
// what is bought and how much of it follows no pattern.
const fillSql = `
with catalogue as materialized (
  select k, (array['Danışmanlık', 'Yazılım geliştirme', 'Bakım ve destek', 'Nakliye', 'Kurulum'])[1 + k % 5] || ' ' || k || ', ' ||
    (array['kutu', 'adet', 'koli'])[1 + k % 3] as description, (array['HUR', 'C62', 'MON'])[1 + k % 3] as unit,
    100 + abs(hashint4(k + 7777)) % 500000 as price_minor
  from generate_series(0, 419) k)
insert into invoice_lines (tenant_id, invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor, amount_minor)
select i.tenant_id, i.id, 3 + p, c.description, q, c.unit, round(c.price_minor / 100.0, 2), 20, q * c.price_minor, q * c.price_minor
from (select tenant_id, id, row_number() over (order by id)::int as n from invoices limit $1) i, generate_series(1, $2::int) p,
  lateral (select 1 + abs(hashint4(n * 977 + p)::bigint) % 40 as q) quantities,
  catalogue c
where c.k = abs(hashint4(n * 101 + p)::bigint) % 420`;

const inTurns = (url: string) =>
  probesInTurns('backup-probe.ts', ['backup', 'copy', 'gzip'], (_variant, folder) => [url, folder]);

function rowsOf({ took, last }: Found<'backup' | 'copy' | 'gzip'>): Row[] {
  const { backup, gzip } = last;
  const speed = ratioOf(took.copy, took.backup);
  const time = ratioOf(took.backup, took.gzip);
  const size = (backup?.byteCount ?? Number.NaN) / (gzip?.byteCount ?? Number.NaN);
  const memory = (backup?.memoryBytes ?? Number.NaN) - (last['nothing']?.memoryBytes ?? Number.NaN);
  const figures = `${seconds(took.backup)} beside ${seconds(took.copy)}`;
  const besideGzip = `${seconds(took.backup)} beside ${seconds(took.gzip)}`;
  const sizes = `${megabytes(backup?.byteCount)} beside ${megabytes(gzip?.byteCount)}`;
  return [
    {
      what: 'speed beside the bare COPY to a file',
      figures,
      ratio: times(speed),
      goal: '≥ 0.85 ×',
      isMet: speed >= 0.85,
    },
    {
      what: 'time beside COPY through gzip -6',
      figures: besideGzip,
      ratio: times(time),
      goal: '≤ 0.75 ×',
      isMet: time <= 0.75,
    },
    {
      what: 'size beside COPY through gzip -6',
      figures: sizes,
      ratio: times(size),
      goal: '≤ 0.80 ×',
      isMet: size <= 0.8,
    },
    {
      what: 'memory beyond an idle process',
      figures: megabytes(memory),
      ratio: '',
      goal: '≤ 100 MB',
      isMet: memory <= memoryBytesMax,
    },
  ];
}

/** Fills the lines of invoices up to a million, and removes them afterwards. Triggers rest meanwhile: nobody is to be told. */
export async function withMillionLines<T>(
  { platform }: World,
  work: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const url = platform.settings['DATABASE_URL_MAINTENANCE'] ?? '';
  const client = new pg.Client({ connectionString: platform.databaseAdminUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(fillSql, [invoiceCount, linesPerInvoice]);
    await client.query('analyze invoice_lines');
    return await work(client, url);
  } finally {
    await client.query('delete from invoice_lines where position > 3');
    await client.end();
  }
}

export const measureBackup = (world: World): Promise<Measure> =>
  withMillionLines(world, async (_, url) => ({
    title: 'Nightly backup of a million lines of invoices',
    rows: rowsOf(await inTurns(url)),
  }));
