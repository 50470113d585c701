// The demo business: made once, whole and true, on whatever platform it is given.
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

const seed = () =>
  seedDemo({
    ...running,
    databaseAdminUrl: database.adminUrl,
    settings: {
      ...running.settings,
      DATABASE_URL_API: database.urlOf('crmfex_api'),
      DATABASE_URL_JOBS: database.urlOf('crmfex_jobs'),
      DATABASE_URL_MAINTENANCE: database.urlOf('crmfex_maintenance'),
      SENDGRID_ENDPOINT: mail.url,
    },
  });

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

describe('the demo business', () => {
  it('can issue invoices, and two people can sign in to it', async () => {
    const people = await rows(`select role, email from members join users on users.id = user_id order by role`);
    expect(people).toEqual([
      { role: 'accountant', email: 'muhasebe@crmfex.example' },
      { role: 'owner', email: 'demo@crmfex.example' },
    ]);
    const [tenant] = await rows(`select * from tenants where name = 'Boğaziçi Danışmanlık'`);
    expect(Tenant.shape.bankAccounts.parse(tenant.bank_accounts).length).toBeGreaterThan(0);
    expect(tenant.logo_key).toMatch(/\.png$/);
  });

  it('has a year of invoices in every state, printed and mailed, in three currencies', async () => {
    const [found] = await rows(
      `select count(*)::int as invoices, count(distinct state)::int as states, count(distinct currency)::int as currencies,
         bool_and(pdf_state = 'ready') filter (where state <> 'draft') as are_printed,
         count(*) filter (where state = 'issued' and due_date < current_date)::int between 5 and 20 as some_overdue
       from invoices`,
    );
    expect(found).toEqual({ invoices: 62, states: 3, currencies: 3, are_printed: true, some_overdue: true });
    const states = await rows('select distinct state from deliveries order by 1');
    expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['bounced', 'delivered', 'opened']));
    expect(await rows(`select from portal_links where first_opened_at is not null limit 1`)).toHaveLength(1);
  });

  it('was paid by its clients in full, in part and not yet, month after month', async () => {
    const [found] = await rows(
      `select count(*) filter (where settled_minor = total_minor)::int as full, count(*) filter (where settled_minor = 0)::int as none,
         count(*) filter (where settled_minor between 1 and total_minor - 1)::int as part from invoices where state = 'issued'`,
    );
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(0);
    const months = await rows(`select distinct date_trunc('month', payment_date) from payments`);
    expect(months.length).toBeGreaterThan(3);
  });

  it('tells nothing that has not happened yet, and numbers as time goes', async () => {
    expect(
      await rows(
        `select number from (
           select number, sequence, year, issued_at, issue_date, lag(sequence) over w as before, lag(issued_at) over w as earlier,
             lag(issue_date) over w as day_before
           from invoices where number is not null window w as (partition by series, year order by sequence)
         ) numbered
         where sequence <> coalesce(before, 0) + 1 or issued_at < earlier or issue_date < day_before or issued_at > now()`,
      ),
    ).toEqual([]);
    expect(
      await rows('select from deliveries where greatest(queued_at, accepted_at, delivered_at, opened_at) > now()'),
    ).toEqual([]);
  });

  it('is made once', async () => {
    const count = () =>
      rows('select (select count(*) from invoices) as invoices, (select count(*) from users) as users');
    const before = await count();
    expect(await seed()).toHaveLength(2);
    expect(await count()).toEqual(before);
  });
});
