// How much JavaScript a page brings before a person has touched anything, as it travels: gzipped, counted in a real browser.
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { issueInvoice, linkOf, makeBusiness, type Business } from './business.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
let business: Business;
let invoiceId: string;
beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Hafif Yükler Ltd. Şti.');
  invoiceId = (await issueInvoice(business, 'tr')).invoice.id;
});
afterAll(() => browser.close());

/** Kilobytes of all scripts that a fresh visit loads until the page stands still. */
async function scriptsOf(page: Page, address: string, isThere: (page: Page) => Promise<unknown>): Promise<number> {
  const scripts = new Map<string, Promise<number>>();
  const listen = (response: Response) => {
    if (!/\.js$/.test(new URL(response.url()).pathname) || scripts.has(response.url())) return;
    scripts.set(
      response.url(),
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  };
  page.on('response', listen);
  await page.goto(address);
  await isThere(page);
  await page.waitForLoadState('networkidle');
  page.off('response', listen);
  expect(scripts.size).toBeGreaterThan(2);
  const sizes = await Promise.all(scripts.values());
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

describe('the first visit of', () => {
  test('the sign-in page brings at most 90 KB', async () => {
    await visit(browser, {}, async (page) => {
      const { app } = platform().urls;
      const size = await scriptsOf(page, `${app}/sign-in`, (shown) => shown.getByRole('heading').first().waitFor());

      expect(size).toBeLessThanOrEqual(90);
    });
  });

  test('the invoice list brings at most 150 KB', async () => {
    await visit(browser, {}, async (page, context) => {
      await signIn(page, wordsOf('web', 'tr'), business);
      await page.close();
      const fresh = await context.newPage();
      const { app } = platform().urls;
      const size = await scriptsOf(fresh, `${app}/invoices`, (shown) => shown.locator('[data-row]').first().waitFor());

      expect(size).toBeLessThanOrEqual(150);
    });
  });

  test('an invoice in the portal brings at most 70 KB', async () => {
    const { url } = await linkOf(business, invoiceId);
    await visit(browser, { width: 360 }, async (page) => {
      const size = await scriptsOf(page, url, async (shown) => {
        await shown.waitForURL('**/invoices/*');
        await shown.getByRole('heading').first().waitFor();
      });

      expect(size).toBeLessThanOrEqual(70);
    });
  });
});
