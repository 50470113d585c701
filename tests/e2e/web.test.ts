// The web app's pages in a real browser: nothing typed is ever lost, and the keyboard is enough.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { testPassword } from '../support/world.ts';
import { issueInvoice, lines, makeBusiness, type Business } from './business.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
let business: Business;
let clientId: string;
beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Çınar Tasarım ve Yazılım Ltd. Şti.');
  const { client } = await issueInvoice(business, 'tr');
  clientId = client.id;
});
afterAll(() => browser.close());

const say = wordsOf('web', 'tr');
const address = (path: string) => `${platform().urls.app}${path}`;

async function beginDraft(): Promise<string> {
  const draft = await business.api(invoiceRoutes.create, { body: { clientId, lines } });
  return draft.id;
}

/** Goes to a page and waits for its heading, so that what is judged is the page and not its skeleton. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(address(path));
  await page.getByRole('heading').first().waitFor();
}

describe('what is typed is kept', () => {
  const description = (page: Page) =>
    page.getByLabel(`${say('line_description')}, ${say('line_place', { place: 1 })}`, { exact: true });

  test('when the session ends under an open page: the password is asked for over it', async () => {
    const id = await beginDraft();
    await visit(browser, {}, async (page, context) => {
      await signIn(page, say, business);
      await open(page, `/invoices/${id}/edit`);
      await context.clearCookies();
      await description(page).fill('Oturum bitse de durur');
      const dialog = page.getByRole('dialog', { name: say('sign_in_again_title') });
      await dialog.getByLabel(say('password'), { exact: true }).fill(testPassword);
      await dialog.getByRole('button', { name: say('sign_in') }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await description(page).inputValue()).toBe('Oturum bitse de durur');
      await expect
        .poll(async () => (await business.api(invoiceRoutes.get, { params: { id } })).lines[0]?.description, {
          timeout: 15_000,
        })
        .toBe('Oturum bitse de durur');
    });
  });

  test('when the connection is gone: the page says so, and saves by itself when it is back', async () => {
    const id = await beginDraft();
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await open(page, `/invoices/${id}/edit`);
      await page.route('**/api/**', (route) => route.abort());
      await description(page).fill('Bağlantısız yazıldı');
      await page.getByText(say('draft_not_saved')).waitFor();
      await page.unroute('**/api/**');
      await expect
        .poll(async () => (await business.api(invoiceRoutes.get, { params: { id } })).lines[0]?.description, {
          timeout: 15_000,
        })
        .toBe('Bağlantısız yazıldı');
    });
  });
});

describe('the keyboard', () => {
  test('opens the palette, finds a client and goes there; Escape closes what lies over a page', async () => {
    const name = 'Zümrüt Çiçekçilik';
    const client = await business.api(clientRoutes.create, { body: { kind: 'company', name } });
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder(say('palette_hint')).fill('zumrut');
      await page.getByRole('option', { name }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/clients/${client.id}`);
      await page.goto(address('/clients/new'));
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL('**/clients');
    });
  });
});
