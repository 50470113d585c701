// Search among a hundred thousand records: how long a person waits for it, beside a bare lookup by an index.
import pg from 'pg';
import { findHits } from '../../functions/insight/search/store.ts';
import { interleave, median, milliseconds, ratioOf, times, type Measure, type Row } from './measure.ts';
import type { World } from './world.ts';

const rounds = 9;
const recordCount = 100_000;

// Names of two words and a town: common words hit thousands, numbers hit one.
const fillSql = `
insert into search_entries (tenant_id, kind, id, title, detail, amount_minor, currency, name, words, touched_at)
select $1, case when n % 4 = 0 then 'client' else 'invoice' end, gen_random_uuid(), title, town, n * 137, 'TRY', app.fold(title),
  ' ' || app.fold(title || ' ' || town || ' ' || app.amount_words(n * 137)), now() - n * interval '1 second'
from (
  select n, town[1 + n % 7] as town, case when n % 4 = 0 then first[1 + n % 11] || ' ' || second[1 + n % 13] || ' ' || n else 'BEN2026' || lpad(n::text, 9, '0') end as title
  from generate_series(1, $2::int) n, (select array['İzmir', 'Iğdır', 'Şırnak', 'Muğla', 'Çorum', 'Bursa', 'Ordu'] as town,
    array['Kuzey', 'Güney', 'Çınar', 'Işık', 'Deniz', 'Yıldız', 'Öztürk', 'Şahin', 'Ege', 'Anadolu', 'Boğaz'] as first,
    array['Tekstil', 'Gıda', 'Nakliyat', 'Danışmanlık', 'Yazılım', 'Turizm', 'İnşaat', 'Mobilya', 'Kimya', 'Enerji', 'Tarım', 'Medya', 'Sigorta'] as second) words
) numbered`;

/** What people type: a common word, two words, a number, an amount, half a word, a typing error, letters that mean nothing. */
const typed = ['çınar', 'deniz yazılım', 'BEN2026000054321', '1.234,11', 'bo', 'danışmanlk çnar', 'qxzwvk'];

async function asStaff(client: pg.Client, tenantId: string): Promise<void> {
  await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  await client.query('set role app_staff');
}

async function timed(client: pg.Client, text: string, values: readonly unknown[]): Promise<number> {
  const startedAt = performance.now();
  await client.query({ name: `bench ${text.length}`, text, values: [...values] });
  return performance.now() - startedAt;
}

/** As staff of a business with all the records, in one database session; the network is measured elsewhere. */
export async function measureSearch(world: World): Promise<Measure> {
  const tenantId = world.sessions[0]?.tenantId ?? '';
  const client = new pg.Client({ connectionString: world.platform.databaseAdminUrl });
  await client.connect();
  try {
    await client.query(fillSql, [tenantId, recordCount]);
    await client.query('analyze search_entries');
    await asStaff(client, tenantId);
    const bare = `select kind, id, title from search_entries where kind = 'invoice' and id >= $1 order by id limit 20`;
    const rows: Row[] = [];
    for (const words of typed) {
      const { text, values } = findHits(words, 20);
      const found = await interleave(rounds, {
        search: () => timed(client, text, values),
        bare: () => timed(client, bare, ['80000000-0000-4000-8000-000000000000']),
      });
      const own = median(found.search);
      rows.push({
        what: `search for “${words}”, beside a bare lookup`,
        figures: `${milliseconds(own)} beside ${milliseconds(median(found.bare))}`,
        ratio: times(ratioOf(found.search, found.bare)),
        goal: '≤ 50 ms',
        isMet: own <= 50,
      });
    }
    return { title: `Search among ${recordCount.toLocaleString('en')} records of one business`, rows };
  } finally {
    await client.end();
  }
}
