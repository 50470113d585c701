// A filtered page of fifty out of fifty thousand invoices of one business, beside a hand-written handler of the same SQL.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { loadPeers } from './api.ts';
import { interleave, median, perSecond, ratioOf, times, type Measure } from './measure.ts';
import { longQuery } from './long-query.ts';
import type { World } from './world.ts';

const rowCount = 50_000;
const sessionCount = 240;
const rounds = 5;

const fillSql = `
insert into invoices (tenant_id, id, state, client_id, currency, language, due_date, prices_include_vat, rounding_mode,
  subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, series, year, sequence, number, issue_date,
  issued_at, seller, buyer, buyer_name, created_at)
select $1, gen_random_uuid(), 'issued', c.id, case when n % 10 = 0 then 'EUR' else 'TRY' end, 'tr', d + 30, false, 'category', n * 100, 0,
  n * 100, n * 20, n * 120, '[]', 'LNG', extract(year from d)::int, n, 'LNG' || extract(year from d)::int || lpad(n::text, 9, '0'), d, d,
  '{}', '{}', 'Örnek A.Ş.', d
from (select n, date '2022-01-01' + n / 60 as d from generate_series(1, $2::int) n) numbered,
  (select id from clients where tenant_id = $1 limit 1) c`;

/** Fills the business of the first session and signs many people in, so that no rate limit is met. */
async function fill(world: World): Promise<string[]> {
  const tenantId = world.sessions[0]?.tenantId ?? '';
  const client = new pg.Client({ connectionString: world.platform.databaseAdminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(fillSql, [tenantId, rowCount]);
    const { rows } = await client.query('select user_id from members where tenant_id = $1 limit 1', [tenantId]);
    const tokens = Array.from({ length: sessionCount }, () => randomBytes(32).toString('base64url'));
    for (const token of tokens) {
      const hash = createHash('sha256').update(token).digest();
      await client.query(`insert into sessions (tenant_id, id, user_id, token_hash) values ($1, $2, $3, $4)`, [
        tenantId,
        randomUUID(),
        rows[0].user_id,
        hash,
      ]);
    }
    await client.query('commit');
    await client.query('analyze invoices');
    return tokens;
  } finally {
    await client.end();
  }
}

/** Both peers in turns, each in a process of its own. */
export async function measureLongList(world: World): Promise<Measure> {
  const tokens = await fill(world);
  const peers = await loadPeers(world, ['endpoint', 'hand']);
  const path = `/api/invoices?${new URLSearchParams(longQuery)}`;
  const targets = tokens.map((token) => ({
    path,
    headers: { cookie: world.cookieOf({ token, tenantId: '', invoiceIds: [] }) },
  }));
  try {
    const [first] = targets;
    const [own, bare] = await Promise.all(
      (['endpoint', 'hand'] as const).map(async (peer) => {
        const response = await fetch(peers.urlOf(peer) + path, { headers: first?.headers });
        const { items } = (await response.json()) as { items: { id: string }[] };
        return items.map(({ id }) => id).join();
      }),
    );
    if (own !== bare || !own) throw new Error('The two handlers answer with different pages.');
    for (const peer of ['endpoint', 'hand'] as const) await peers.load(peers.urlOf(peer), targets);
    const found = await interleave(rounds, {
      endpoint: () => peers.load(peers.urlOf('endpoint'), targets),
      hand: () => peers.load(peers.urlOf('hand'), targets),
    });
    const ratio = ratioOf(found.endpoint, found.hand);
    const row = {
      what: 'GET /invoices with four filters and a sort, beside a hand-written handler',
      figures: `${perSecond(median(found.endpoint))} beside ${perSecond(median(found.hand))}`,
      ratio: times(ratio),
      goal: '≥ 0.60 ×',
      isMet: ratio >= 0.6,
    };
    return { title: `A page of fifty out of ${rowCount.toLocaleString('en')} invoices of one business`, rows: [row] };
  } finally {
    peers.close();
  }
}
