// Every page of the portal, found by walking its route folders: readable for everyone, never wider than a screen, and silent towards others.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { mailRoutes } from '../../shared/mails.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { issueInvoice, linkOf, makeBusiness } from './business.ts';
import { mailTo } from './mailbox.ts';
import { faultsOf, leftBehind, strangersOf } from './page-faults.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

const say = wordsOf('portal', 'tr');
const routes = join(import.meta.dirname, '../../portal/src/routes');
const pages = readdirSync(routes, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('+page.svelte'))
  .map((file) => dirname(file).replaceAll('\\', '/'))
  .sort();

let browser: Browser;
/** Where each page is reached from, and the words that say it is there; the first of a page is opened by who may. */
let ways: Record<string, [url: string, heading: string][]>;

beforeAll(async () => {
  browser = await launchBrowser();
  const business = await makeBusiness('tr', 'Çınar Tasarım ve Yazılım Ltd. Şti.');
  const { invoice } = await issueInvoice(business, 'tr');
  const seen = await linkOf(business, invoice.id);
  const revoked = await linkOf(business, invoice.id);
  await business.api(deliveryRoutes.revokeLink, { params: { id: revoked.id } });
  const to = `istemem-${Date.now()}@ornek.example`;
  const words = { subject: 'Merhaba', message: 'Nasılsınız?', cc: [], fileIds: [], withPrint: false };
  const { id } = await business.api(clientRoutes.create, { body: { kind: 'person', name: 'Ece Ak', email: to } });
  await business.api(mailRoutes.send, { body: { kind: 'free', clientId: id, to, ...words } });
  const { portal } = platform().urls;
  const wayOut = /\/mails#[\w-]{43}/.exec((await mailTo(to)).text)?.[0] ?? '';
  ways = {
    '.': [[portal, say('homeTitle')]],
    i: [
      [seen.url, say('invoiceTitle', { number: invoice.number ?? '' })],
      [revoked.url, say('goneTitle')],
      [`${portal}/i#${'A'.repeat(43)}`, say('goneTitle')],
    ],
    'invoices/[id]': [[`${portal}/invoices/${revoked.id}`, say('goneTitle')]],
    mails: [
      [portal + wayOut, say('mailsWantedTitle')],
      [`${portal}/mails`, say('goneTitle')],
    ],
  };
});
afterAll(() => browser.close());

test('no page is left out', () => {
  expect(Object.keys(ways).sort()).toEqual(pages);
});

/** Another fragment of the same page is no new page to a browser, so each is come to from nowhere. */
async function faults(page: Page, url: string, heading: string, theme: 'light' | 'dark'): Promise<string[]> {
  await page.goto('about:blank');
  const found = await faultsOf(page, url, theme);
  const isThere = await page.getByRole('heading', { name: heading }).isVisible();
  return isThere ? found : [...found, `${new URL(url).pathname} does not say "${heading}"`];
}

describe.each(['light', 'dark'] as const)('every page of the portal, %s,', (theme) => {
  test('has no fault and fits every screen', { timeout: 400_000 }, async () => {
    await visit(browser, { theme }, async (page) => {
      const found: string[] = [];
      for (const [url, heading] of Object.values(ways).flat()) found.push(...(await faults(page, url, heading, theme)));
      expect(found).toEqual([]);
    });
  });
});

test('what a client chooses and decides leaves nothing on the device that the page of cookies does not name', async () => {
  await visit(browser, {}, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(ways['mails']?.[0]?.[0] ?? '');
    await page.getByRole('button', { name: say('mailsRefuse') }).click();
    await page.getByText(say('mailsChanged')).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText(wordsOf('portal', 'en')('mailsRefusedTitle')).waitFor();
    expect((await leftBehind(page)).map(({ name }) => name)).toContain('language');
    expect(await strangersOf(page, asked)).toEqual([]);
  });
});
