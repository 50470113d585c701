// The client portal in a real browser: one link, one invoice, nothing to learn and nothing to sign up for.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { formatIban, formatMoney } from '../../shared/format.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { issueInvoice, linkOf, makeBusiness, settings, type Business } from './business.ts';
import { visit as visitWith, type Look } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
let business: Business;
beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Çınar Tasarım ve Yazılım Ltd. Şti.');
});
afterAll(() => browser.close());

const visit = (look: Look, work: (page: Page, context: BrowserContext) => Promise<void>) =>
  visitWith(browser, look, work);

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}

describe('a link of a mail', () => {
  test('opens its invoice, and its secret is gone from the address and from what the browser tells others', async () => {
    const { invoice } = await issueInvoice(business, 'tr');
    const { id, url } = await linkOf(business, invoice.id);
    const say = wordsOf('portal', 'tr');
    await visit({}, async (page) => {
      const referrers: string[] = [];
      page.on('request', (request) => referrers.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
      await page.goto(url);
      await page.getByRole('heading', { name: say('invoiceTitle', { number: invoice.number ?? '' }) }).waitFor();
      expect(page.url()).toBe(`${platform().urls.portal}/invoices/${id}`);
      const token = new URL(url).hash.slice(1);
      expect(token).toHaveLength(43);
      expect(referrers.filter((line) => line.includes(token))).toEqual([]);
      await page.goBack();
      expect(page.url()).not.toContain(token);
    });
  });

  test('shows what is owed, by when and where to pay, and copies it', async () => {
    const { invoice } = await issueInvoice(business, 'tr');
    const { url } = await linkOf(business, invoice.id);
    const say = wordsOf('portal', 'tr');
    await visit({}, async (page, context) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(url);
      const pay = page.getByRole('region', { name: say('payTitle') });
      await pay.getByText(formatIban(settings.bankAccounts?.[0]?.iban ?? '')).waitFor();
      await pay.getByText(formatMoney(invoice.totals.totalMinor, 'TRY', 'tr')).waitFor();
      const copied = async (what: string) => {
        await pay.getByRole('button', { name: say('copyWhat', { what: say(what) }) }).click();
        return page.evaluate(() => navigator.clipboard.readText());
      };
      expect(await copied('iban')).toBe(settings.bankAccounts?.[0]?.iban);
      expect(await copied('reference')).toBe(invoice.number);
      expect(await copied('amount')).toBe(bare(invoice.totals.totalMinor));
    });
  });

  test('speaks the language of the document, until the visitor chooses the other', async () => {
    const { invoice } = await issueInvoice(business, 'en');
    const { url } = await linkOf(business, invoice.id);
    await visit({ language: 'tr' }, async (page) => {
      await page.goto(url);
      await page.getByText(wordsOf('portal', 'en')('payTitle')).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByRole('button', { name: 'Türkçe' }).click();
      await page.getByText(wordsOf('portal', 'tr')('payTitle')).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('tr');
      await page.reload();
      await page.getByText(wordsOf('portal', 'tr')('payTitle')).waitFor();
    });
  });
});

const bare = (minor: number) => `${Math.trunc(minor / 100)},${String(minor % 100).padStart(2, '0')}`;

describe('links that must not open', () => {
  const say = wordsOf('portal', 'tr');
  const gone = (page: Page) => page.getByRole('heading', { name: say('goneTitle') }).waitFor();

  test('a revoked link ends at once, also for who has it open', async () => {
    const { invoice } = await issueInvoice(business, 'tr');
    const { id, url } = await linkOf(business, invoice.id);
    await visit({}, async (page) => {
      await page.goto(url);
      await page.getByText(say('payTitle')).waitFor();
      await business.api(deliveryRoutes.revokeLink, { params: { id } });
      await page.reload();
      await gone(page);
      await page.goto(url);
      await gone(page);
    });
  });

  test('an unknown link, a mutilated one, another’s document and no link at all look the same', async () => {
    const { invoice } = await issueInvoice(business, 'tr');
    const { id } = await linkOf(business, invoice.id);
    const { portal } = platform().urls;
    await visit({}, async (page) => {
      for (const path of [`/i#${'A'.repeat(43)}`, '/i#short', '/i', `/invoices/${id}`, '/invoices/nothing']) {
        await page.goto('about:blank');
        await page.goto(portal + path);
        await gone(page);
        expect(page.url()).not.toContain('#');
      }
      await expectAccessible(page);
    });
  });

  test('without a network the page says so, and goes on by itself when it is back', async () => {
    const { invoice } = await issueInvoice(business, 'tr');
    const { url } = await linkOf(business, invoice.id);
    await visit({}, async (page) => {
      await page.route('**/api/**', (route) => route.abort());
      await page.goto(url);
      await page.getByRole('heading', { name: say('offlineTitle') }).waitFor();
      await expectAccessible(page);
      await page.unroute('**/api/**');
      await page.getByRole('button', { name: say('retry') }).click();
      await page.getByText(say('payTitle')).waitFor();
    });
  });
});

describe('how an invoice stands', () => {
  test('a cancelled invoice says that nothing is to be paid', async () => {
    const { invoice } = await issueInvoice(business, 'tr');
    const { url } = await linkOf(business, invoice.id);
    await business.api(invoiceRoutes.cancel, { params: { id: invoice.id }, body: { reason: 'Yanlış müşteri' } });
    const say = wordsOf('portal', 'tr');
    await visit({}, async (page) => {
      await page.goto(url);
      await page.getByText(say('cancelledTitle')).waitFor();
      expect(await page.getByText(say('payTitle')).count()).toBe(0);
      await expectAccessible(page);
    });
  });

  test.each([
    { theme: 'light', width: 360, language: 'tr' },
    { theme: 'dark', width: 360, language: 'en' },
    { theme: 'light', width: 1440, language: 'en' },
    { theme: 'dark', width: 1440, language: 'tr' },
  ] as const)('fits and can be read by everyone: $theme, $width px, $language', async (look) => {
    const { invoice } = await issueInvoice(business, look.language);
    const { url } = await linkOf(business, invoice.id);
    await visit(look, async (page) => {
      await page.goto(url);
      await page.getByText(wordsOf('portal', look.language)('payTitle')).waitFor();
      await page.getByRole('link', { name: wordsOf('portal', look.language)('pdfDownload') }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
});
