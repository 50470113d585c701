// The demo businesses: made once, whole and true, on whatever platform they are given. Of the wholesaler's year a part is told.
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMail } from '../../infra/local/mail/index.ts';
import { seedDemo } from '../../infra/local/seed/index.ts';
import { Tenant } from '../../shared/tenants.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { platform } from '../support/platform.ts';

const running = platform();
const mailDir = `${running.dataDir}/seed-test-${process.pid}`;
let database: TestDatabase;
let mail: Awaited<ReturnType<typeof startMail>>;

const sales = 160;
const seed = () => {
  const settings = {
    ...running.settings,
    DATABASE_URL_API: database.urlOf('crmfex_api'),
    DATABASE_URL_JOBS: database.urlOf('crmfex_jobs'),
    DATABASE_URL_MAINTENANCE: database.urlOf('crmfex_maintenance'),
    SENDGRID_ENDPOINT: mail.url,
  };
  return seedDemo({ ...running, databaseAdminUrl: database.adminUrl, settings }, { sales, mails: 12 });
};

beforeAll(async () => {
  database = await testDatabase();
  mail = await startMail({
    port: 0,
    dir: mailDir,
    apiKey: running.settings['SENDGRID_API_KEY'] ?? '',
    // Nobody listens there: what the mail service reports is not what is looked at here.
    eventWebhookUrl: 'http://127.0.0.1:1/',
    signingKey: running.sendgridWebhookPrivateKey,
  });
  await seed();
});
afterAll(async () => {
  await mail.stop();
  await database.drop();
  await rm(mailDir, { recursive: true, force: true });
});

const rows = async (text: string) => (await database.admin.query(text)).rows;
const consultancy = `tenant_id = (select id from tenants where name = 'Boğaziçi Danışmanlık')`;
const wholesaler = `tenant_id = (select id from tenants where name = 'Sakakuşu Toptan')`;

describe('the demo businesses', () => {
  it('can issue invoices, and four people can sign in, one of them to both', async () => {
    const people = await rows(
      `select tenants.name, role, users.email from members join users on users.id = user_id join tenants on tenants.id = tenant_id
       order by tenants.name, role, users.email`,
    );
    expect(people.map(({ name, role, email }) => `${name}: ${role} ${email}`)).toEqual([
      'Boğaziçi Danışmanlık: accountant muhasebe@crmfex.example',
      'Boğaziçi Danışmanlık: owner demo@crmfex.example',
      'Sakakuşu Toptan: owner demo@crmfex.example',
      'Sakakuşu Toptan: owner toptan@crmfex.example',
      'Sakakuşu Toptan: sales satis@crmfex.example',
    ]);
    for (const tenant of await rows(
      `select * from tenants where ${consultancy.replace('tenant_id', 'id')} or ${wholesaler.replace('tenant_id', 'id')}`,
    )) {
      expect(Tenant.shape.bankAccounts.parse(tenant.bank_accounts).length).toBeGreaterThan(0);
      expect(tenant.logo_key).toMatch(/\.png$/);
    }
  });

  it('are entered through the consultancy by whoever belongs to both', async () => {
    const [first] = await rows(
      `select t.name from members m join tenants t on t.id = m.tenant_id join users u on u.id = m.user_id
       where u.email = 'demo@crmfex.example' order by m.last_entered_at desc nulls last, m.created_at limit 1`,
    );
    expect(first).toEqual({ name: 'Boğaziçi Danışmanlık' });
  });

  it('keep in their log what happened within thirty days, each at its own time', async () => {
    const [log] = await rows(
      `select min(at) > now() - interval '30 days' as is_recent, max(at) <= now() as is_past, count(distinct at::date)::int > 10 as are_many_days,
         (select count(*) from outbox o where queue = 'activity' and not exists (select from activity a where a.id::text = o.body ->> 'activityId'))::int
           as orphans
       from activity`,
    );
    expect(log).toEqual({ is_recent: true, is_past: true, are_many_days: true, orphans: 0 });
  });
});

describe('the wholesaler', () => {
  it('has products, clients and sales in every state, in three currencies', async () => {
    const [found] = await rows(
      `select count(*) filter (where kind = 'sale')::int as sales, count(distinct state)::int as states, count(distinct currency)::int as currencies,
         count(*) filter (where kind = 'return')::int > 0 as returns, count(*) filter (where kind = 'opening')::int > 3 as openings,
         count(*) filter (where settled_minor between 1 and total_minor - 1)::int > 0 as parts,
         count(*) filter (where state = 'issued' and due_date < current_date and settled_minor < total_minor)::int > 3 as overdue
       from invoices where ${wholesaler}`,
    );
    const yes = { returns: true, openings: true, parts: true, overdue: true };
    expect(found).toEqual({ sales, states: 3, currencies: 3, ...yes });
    const [others] = await rows(
      `select (select count(*) from clients where ${wholesaler})::int as clients, (select count(*) from products where ${wholesaler})::int as products,
         (select count(*) from payment_voids where ${wholesaler})::int > 0 as voids,
         (select count(*) from payments where kind = 'writeOff' and ${wholesaler})::int > 0 as written_off`,
    );
    expect(others).toEqual({ clients: 120, products: 420, voids: true, written_off: true });
  });

  it('leaves the prints of what it did not mail to the host', async () => {
    const [{ pending }] = await rows(`select count(*)::int as pending from invoices where pdf_state = 'pending'`);
    expect((await seed()).printsToCome).toBeGreaterThanOrEqual(pending);
    expect(pending).toBeGreaterThan(100);
  });
});

describe('the consultancy', () => {
  it('has a year of invoices in every state, printed and mailed, in three currencies', async () => {
    const [found] = await rows(
      `select count(*)::int as invoices, count(distinct state)::int as states, count(distinct currency)::int as currencies,
         bool_and(pdf_state = 'ready') filter (where state <> 'draft') as are_printed,
         count(*) filter (where state = 'issued' and due_date < current_date and settled_minor < total_minor)::int between 5 and 20 as some_overdue
       from invoices where ${consultancy}`,
    );
    expect(found).toEqual({ invoices: 62, states: 3, currencies: 3, are_printed: true, some_overdue: true });
    const states = await rows('select distinct state from deliveries order by 1');
    expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['bounced', 'delivered', 'opened']));
    expect(await rows(`select from portal_links where first_opened_at is not null limit 1`)).toHaveLength(1);
  });

  it('was paid by its clients in full, in part and not yet, month after month', async () => {
    const [found] = await rows(
      `select count(*) filter (where settled_minor = total_minor)::int as full, count(*) filter (where settled_minor = 0)::int as none,
         count(*) filter (where settled_minor between 1 and total_minor - 1)::int as part
       from invoices where state = 'issued' and ${consultancy}`,
    );
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(0);
    const months = await rows(`select distinct date_trunc('month', payment_date) from payments where ${consultancy}`);
    expect(months.length).toBeGreaterThan(3);
  });
});

describe('both', () => {
  it('tell nothing that has not happened yet, and number as time goes', async () => {
    expect(
      await rows(
        `select number from (
           select number, sequence, year, issued_at, issue_date, lag(sequence) over w as before, lag(issued_at) over w as earlier,
             lag(issue_date) over w as day_before
           from invoices where number is not null window w as (partition by tenant_id, series, year order by sequence)
         ) numbered
         where sequence <> coalesce(before, 0) + 1 or issued_at < earlier or issue_date < day_before or issued_at > now()`,
      ),
    ).toEqual([]);
    expect(
      await rows('select from deliveries where greatest(queued_at, accepted_at, delivered_at, opened_at) > now()'),
    ).toEqual([]);
  });

  it('are made once', async () => {
    const count = () =>
      rows('select (select count(*) from invoices) as invoices, (select count(*) from users) as users');
    const before = await count();
    expect((await seed()).signIns).toHaveLength(4);
    expect(await count()).toEqual(before);
  });
});
