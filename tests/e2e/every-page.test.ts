// Every page there is, found by walking the route folders: readable for everyone in both themes, and never wider than the screen.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { policies } from '../../shared/policies.ts';
import { productRoutes } from '../../shared/products.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { bringTable, issueInvoice, lines, makeBusiness, type Business } from './business.ts';
import { faultsOf } from './page-faults.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

const routes = join(import.meta.dirname, '../../web/src/routes');

/** Every page's folder below the routes, `/(app)/(shell)/clients/[id]`. */
const pages = readdirSync(routes, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('+page.svelte'))
  .map((file) => `/${dirname(file).replaceAll('\\', '/')}`)
  .sort();
/** The address of a folder: groups are not part of it. */
const addressOf = (folder: string) => folder.replace(/\/\([^/]+\)/g, '') || '/';

let browser: Browser;
let business: Business;
/** What stands for the parameters of a folder's address, by the address as its folders write it. */
let samples: Record<string, string[]>;

beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Çınar Tasarım ve Yazılım Ltd. Şti.');
  const { invoice, client } = await issueInvoice(business, 'tr');
  const draft = await business.api(invoiceRoutes.create, { body: { clientId: client.id, lines } });
  const payment = await business.api(paymentRoutes.create, {
    body: {
      clientId: client.id,
      paymentDate: invoice.issueDate ?? '2026-01-01',
      currency: 'TRY',
      amountMinor: 100_000,
      method: 'bank',
      oldestFirst: true,
    },
  });
  const mail = await business.api(invoiceRoutes.send, {
    params: { id: invoice.id },
    body: { to: 'muhasebe@ornek.example' },
  });
  const product = await business.api(productRoutes.create, { body: { name: 'Danışmanlık' } });
  const both = (page: string) => [`/${page}`, page ? `/en/${page}` : '/en'];
  const policy = (rest: string) => ['privacy', 'terms'].flatMap((name) => both(`${name}${rest}`));
  samples = {
    '/[[lang=lang]]': both(''),
    '/[[lang=lang]]/features': both('features'),
    '/[[lang=lang]]/pricing': both('pricing'),
    '/[[lang=lang]]/contact': both('contact'),
    '/[[lang=lang]]/promises': both('promises'),
    '/[[lang=lang]]/cookies': both('cookies'),
    '/[[lang=lang]]/[policy=policy]': policy(''),
    '/[[lang=lang]]/[policy=policy]/[version]': policy(`/${policies.privacy.version}`),
    '/clients/[id]': [`/clients/${client.id}`],
    '/clients/[id]/edit': [`/clients/${client.id}/edit`],
    '/clients/[id]/merge': [`/clients/${client.id}/merge`],
    '/clients/[id]/statement': [`/clients/${client.id}/statement`],
    '/invoices/[id]': [`/invoices/${invoice.id}`],
    '/invoices/[id]/edit': [`/invoices/${draft.id}/edit`],
    '/products/[id]': [`/products/${product.id}`],
    '/products/[id]/edit': [`/products/${product.id}/edit`],
    '/payments/[id]': [`/payments/${payment.id}`],
    '/mails/[id]': [`/mails/${mail.id}`],
    '/settings/mail/templates/[kind]/[language]': ['/settings/mail/templates/invoice/tr'],
    '/imports/[id]': [`/imports/${await bringTable(business)}`],
  };
});
afterAll(() => browser.close());

const say = wordsOf('web', 'tr');

/** The addresses of folders in one group of the site, those with parameters filled in. */
function addressesIn(group: RegExp): string[] {
  return pages
    .filter((folder) => group.test(folder))
    .flatMap((folder) => {
      const address = addressOf(folder);
      if (!address.includes('[')) return [address];
      const known = samples[address];
      if (!known) throw new Error(`${address} is a new page with a parameter: give it an address in samples.`);
      return known;
    });
}

describe.each(['light', 'dark'] as const)('every page, %s,', (theme) => {
  test('open to all, has no fault and fits every screen', { timeout: 400_000 }, async () => {
    await visit(browser, { theme }, async (page) => {
      const found: string[] = [];
      for (const path of addressesIn(/^\/(\(site\)|\(app\)\/\(door\))/))
        found.push(...(await faultsOf(page, platform().urls.app + path, theme)));
      expect(found).toEqual([]);
    });
  });
  test('behind the door, has no fault and fits every screen', { timeout: 400_000 }, async () => {
    await visit(browser, { theme }, async (page) => {
      await signIn(page, say, business);
      const found: string[] = [];
      for (const path of addressesIn(/^\/\(app\)\/\(shell\)/))
        found.push(...(await faultsOf(page, platform().urls.app + path, theme)));
      expect(found).toEqual([]);
    });
  });
});

test('no page is left out', () => {
  const [open, closed] = [addressesIn(/^\/(\(site\)|\(app\)\/\(door\))/), addressesIn(/^\/\(app\)\/\(shell\)/)];
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((folder) => !/^\/(\(site\)|\(app\)\/\((door|shell)\))/.test(folder))).toEqual([]);
  expect(new Set([...open, ...closed]).size).toBe(open.length + closed.length);
});

describe('without a connection', () => {
  test('the installed app opens from its own store, says that there is none, and goes on when it is back', async () => {
    await visit(browser, {}, async (page, context) => {
      await signIn(page, say, business);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await expect
        .poll(() => page.evaluate(async () => (await caches.open('shell')).keys().then((keys) => keys.length)))
        .toBeGreaterThan(5);
      await page.goto(`${platform().urls.app}/invoices`);
      await page.getByRole('heading', { name: say('invoices') }).waitFor();
      await context.setOffline(true);
      await page.goto(`${platform().urls.app}/invoices`);
      await page.getByText(say('problem_offline')).waitFor();
      await context.setOffline(false);
      await page.getByRole('button', { name: say('problem_again') }).click();
      await page.getByRole('heading', { name: say('invoices') }).waitFor();
      const kept = await page.evaluate(async () => {
        const names = await caches.keys();
        const stores = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return stores.flat().map(({ url }) => new URL(url).pathname);
      });
      expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
    });
  });

  test('it can be installed: its manifest names icons that are there', async () => {
    const base = platform().urls.app;
    const manifest = (await (await fetch(`${base}/manifest.webmanifest`)).json()) as { icons: { src: string }[] }; // our own file
    expect(manifest.icons.length).toBeGreaterThan(2);
    for (const { src } of manifest.icons) expect((await fetch(base + src)).status).toBe(200);
  });
});
