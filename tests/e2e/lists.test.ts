// The list screen in a real browser: thousands of rows without a jump, the way back, keys, many at once with undo, views, live rows.
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { lines, makeBusiness, type Business } from './business.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

const say = wordsOf('web', 'tr');
const rowCount = 2_000;
let browser: Browser;
let business: Business;
let clientId: string;

/** Issued invoices behind the product's back, one a minute, so that their order is known. */
async function fill(tenantId: string): Promise<void> {
  const admin = new pg.Client({ connectionString: platform().databaseAdminUrl });
  await admin.connect();
  try {
    await admin.query('begin');
    await admin.query('set local session_replication_role = replica');
    await admin.query(
      `insert into invoices (tenant_id, id, state, client_id, currency, language, due_date, prices_include_vat, rounding_mode,
         subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, series, year, sequence, number, issue_date,
         issued_at, seller, buyer, buyer_name, created_at)
       select $1, gen_random_uuid(), 'issued', $2, 'TRY', 'tr', '2025-02-01', false, 'category', n * 100, 0, n * 100, n * 20, n * 120,
         '[]', 'LST', 2025, n, 'LST2025' || lpad(n::text, 9, '0'), '2025-01-02', '2025-01-02', '{}', '{}', 'Sıra ' || n,
         timestamptz '2025-01-02' + n * interval '1 minute' from generate_series(1, $3::int) n`,
      [tenantId, clientId, rowCount],
    );
    await admin.query('commit');
    await admin.query('analyze invoices');
  } finally {
    await admin.end();
  }
}

beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Uzun Listeler A.Ş.');
  const body = { kind: 'company' as const, name: 'Liste Müşterisi', email: 'liste@musteri.example' };
  clientId = (await business.api(clientRoutes.create, { body })).id;
  const { id } = await business.api(tenantRoutes.get);
  await fill(id);
});
afterAll(() => browser.close());

const draft = (notes: string) => business.api(invoiceRoutes.create, { body: { clientId, lines, notes } });
const rows = (page: Page) => page.locator('tr[data-index]');

async function openList(page: Page, query = ''): Promise<void> {
  await page.goto(`${platform().urls.app}/invoices${query}`);
  await rows(page).first().waitFor();
}

test('two thousand rows come in order, and few are ever drawn', async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await openList(page, '?state=issued');
    const seen = new Map<number, string>();
    let drawnMost = 0;
    for (let step = 0; step < 200 && !seen.has(rowCount - 1); step += 1) {
      const drawn = await rows(page).evaluateAll((found) =>
        found.map((row) => ({
          index: Number((row as HTMLElement).dataset['index']),
          text: (row as HTMLElement).innerText,
        })),
      );
      drawnMost = Math.max(drawnMost, drawn.length);
      for (const { index, text } of drawn) {
        const name = /Sıra (\d+)/.exec(text)?.[1];
        if (name) seen.set(index, name);
      }
      await page.mouse.wheel(0, 1_200);
      await page.waitForTimeout(60);
    }
    expect(drawnMost).toBeLessThan(100);
    for (let index = 0; index < rowCount; index += 1) expect(seen.get(index)).toBe(String(rowCount - index));
  });
});

test('the way back inside the app shows the same place at once, without a new beginning', async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await openList(page, '?state=issued');
    for (let step = 0; step < 12; step += 1) {
      await page.mouse.wheel(0, 1_500);
      await page.waitForTimeout(80);
    }
    const before = await page.evaluate(() => scrollY);
    expect(before).toBeGreaterThan(5_000);
    await page
      .getByRole('link', { name: say('clients'), exact: true })
      .first()
      .click();
    await page.waitForURL('**/clients');
    await page.getByText('Liste Müşterisi').first().waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before - 60);
    const middle = Math.floor(before / 40) + 5;
    await page.locator(`tr[data-index="${middle}"] a[data-row]`).waitFor();
  });
});

test('keys choose drafts, the bar deletes them in one request, and undo brings them back', async () => {
  for (const name of ['bir', 'iki', 'üç']) await draft(name);
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await openList(page, '?tab=draft');
    await expect.poll(() => rows(page).count()).toBe(3);
    for (const key of ['j', 'x', 'j', 'Shift+X']) await page.keyboard.press(key);
    await page.getByText(say('lists_selected', { count: 2 })).waitFor();
    const requests: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && requests.push(new URL(request.url()).pathname));
    await page.getByRole('button', { name: say('lists_remove') }).click();
    await page.getByText(say('lists_drafts_removed', { count: 2 })).waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('button', { name: say('undo') }).click();
    await expect.poll(() => rows(page).count()).toBe(3);
    expect(requests).toEqual(['/api/invoices/bulk/remove', '/api/invoices/bulk/restore']);
  });
});

test('a filter becomes a chip, a view keeps it as a tab, and a deleted view comes back', async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await openList(page);
    await page.getByRole('button', { name: say('lists_filter') }).click();
    await page.getByRole('button', { name: say('total'), exact: true }).click();
    await page.getByLabel(say('lists_at_most')).fill('12,00');
    await page.getByRole('button', { name: say('lists_apply') }).click();
    await page.waitForURL('**totalTo=1200**');
    await expect.poll(() => rows(page).count()).toBe(10);
    await page.getByRole('button', { name: say('lists_view_save') }).click();
    await page.getByLabel(say('lists_view_name')).fill('Küçükler');
    await page.getByRole('button', { name: say('save'), exact: true }).click();
    const tab = page.getByRole('link', { name: 'Küçükler' });
    await tab.waitFor();
    await page.getByRole('link', { name: say('invoices_all'), exact: true }).click();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(20);
    await tab.click();
    await expect.poll(() => rows(page).count()).toBe(10);
    await page.getByRole('button', { name: say('lists_view_acts', { name: 'Küçükler' }) }).click();
    await page.getByRole('menuitem', { name: say('lists_view_delete') }).click();
    await tab.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: say('undo') }).click();
    await tab.waitFor();
  });
});

test('what somebody else adds appears by itself, and the keys g and c lead where they say', async () => {
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await openList(page, '?tab=draft');
    const before = await rows(page).count();
    await draft('başkası');
    await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(before + 1);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: say('lists_help') }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL('**/clients');
    await page.keyboard.press('/');
    await page.keyboard.type('gi');
    await page.waitForURL('**search=gi');
    expect(new URL(page.url()).pathname).toBe('/clients');
  });
});
