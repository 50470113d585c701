// Search among a hundred thousand records: how long a person waits for it, beside a bare lookup by an index.
import { createHash } from 'node:crypto';
import pg from 'pg';
import * as z from 'zod';
import { findHits } from '../../functions/insight/search/store.ts';
import { makeApp, type App } from '../../functions/platform/app.ts';
import type { Context } from '../../functions/platform/context.ts';
import { flush } from '../../functions/platform/flush.ts';
import { query, type Statement } from '../../functions/platform/statement.ts';
import type { BenchSession } from './data.ts';
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

const unlimited = { consume: async () => undefined, check: async () => undefined };

function contextOf(app: App, { token }: BenchSession): Context {
  const tokenHash = createHash('sha256').update(token).digest();
  const origin = { ip: null, userAgent: null, country: null };
  const caller = { kind: 'staff' as const, tokenHash, need: 'tenant:read' as const };
  return { ...app, rates: unlimited, caller, origin, requestId: 'bench', language: 'tr' };
}

/** From the first byte to the parsed rows, session check included. */
async function timed(ctx: Context, statement: Statement<unknown>): Promise<number> {
  const startedAt = performance.now();
  await flush(ctx, [statement]);
  return performance.now() - startedAt;
}

const Bare = z.strictObject({ kind: z.string(), id: z.string(), title: z.string() });
const bare = query(
  Bare,
  `select kind, id, title from search_entries where kind = 'invoice' and id >= $1 order by id limit 20`,
  ['80000000-0000-4000-8000-000000000000'],
);

async function fill(adminUrl: string, tenantId: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(fillSql, [tenantId, recordCount]);
    await client.query('analyze search_entries');
  } finally {
    await client.end();
  }
}

/** As staff of a business that holds all the records; both ways go through the same session check. */
export async function measureSearch(world: World): Promise<Measure> {
  const session = world.sessions.at(-1);
  if (!session) throw new Error('There are no sessions to ask with.');
  await fill(world.platform.databaseAdminUrl, session.tenantId);
  const app = makeApp({ ...world.platform.settings, LOG_LEVEL: 'warn' });
  const ctx = contextOf(app, session);
  const rows: Row[] = [];
  try {
    for (const words of typed) {
      const statement = findHits(words, 20);
      for (const warm of [statement, bare, statement, bare]) await timed(ctx, warm);
      const found = await interleave(rounds, {
        search: () => timed(ctx, statement),
        bare: () => timed(ctx, bare),
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
  } finally {
    await app.database.end();
  }
  return { title: `Search among ${recordCount.toLocaleString('en')} records of one business`, rows };
}
