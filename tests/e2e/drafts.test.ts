// One draft under two pens, without a network, and beside the pages it becomes: nothing typed is ever lost.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bulkRoutes } from '../../shared/bulk.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
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
const cell = (page: Page, key: string, place = 1) =>
  page.getByLabel(`${say(key)}, ${say('line_place', { place })}`, { exact: true });
const description = (page: Page, place = 1) => cell(page, 'line_description', place);
const press = (page: Page, key: string) => page.getByRole('button', { name: say(key), exact: true }).click();
const stored = (id: string) => business.api(invoiceRoutes.get, { params: { id } });

async function beginDraft(): Promise<string> {
  return (await business.api(invoiceRoutes.create, { body: { clientId, lines } })).id;
}
async function edit(page: Page, id: string): Promise<void> {
  await page.goto(`${platform().urls.app}/invoices/${id}/edit`);
  await description(page).waitFor();
}
/** Two windows of their own, both with the draft open. */
async function twoWindows(id: string, work: (mine: Page, theirs: Page, context: BrowserContext) => Promise<void>) {
  await visit(browser, {}, (mine, context) =>
    visit(browser, {}, async (theirs) => {
      for (const page of [mine, theirs]) {
        await signIn(page, say, business);
        await edit(page, id);
      }
      await work(mine, theirs, context);
    }),
  );
}
const savedAs = (id: string, wanted: string, place = 0) =>
  expect.poll(async () => (await stored(id)).lines[place]?.description, { timeout: 15_000 }).toBe(wanted);

describe('two windows on one draft', () => {
  test('join by themselves what only one of them changed', async () => {
    const id = await beginDraft();
    await twoWindows(id, async (mine, theirs) => {
      await description(theirs, 2).fill('Ötekinin satırı');
      await savedAs(id, 'Ötekinin satırı', 1);
      await cell(mine, 'line_quantity').fill('7');
      await expect.poll(() => description(mine, 2).inputValue(), { timeout: 15_000 }).toBe('Ötekinin satırı');
      await expect.poll(async () => Number((await stored(id)).lines[0]?.quantity), { timeout: 15_000 }).toBe(7);
      await savedAs(id, 'Ötekinin satırı', 1);
    });
  });

  test('show both versions of what both changed, and the person decides', async () => {
    const id = await beginDraft();
    await twoWindows(id, async (mine, theirs, context) => {
      await context.setOffline(true);
      await description(mine).fill('Benim yazdığım');
      await description(theirs).fill('Onun yazdığı');
      await savedAs(id, 'Onun yazdığı');
      await context.setOffline(false);
      const notice = mine.getByRole('alert').filter({ has: mine.getByRole('table') });
      await notice.getByRole('cell', { name: /Onun yazdığı/ }).waitFor({ timeout: 20_000 });
      await notice.getByRole('cell', { name: /Benim yazdığım/ }).waitFor();
      expect(await notice.innerText()).toContain('Test owner');
      expect(await description(mine).inputValue()).toBe('Benim yazdığım');
      await press(mine, 'editor_conflict_keep');
      await notice.waitFor({ state: 'detached' });
      await savedAs(id, 'Benim yazdığım');
      await press(mine, 'undo');
      await savedAs(id, 'Onun yazdığı');
    });
  });

  test('when it was deleted there, what is typed here brings it back', async () => {
    const id = await beginDraft();
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await edit(page, id);
      await business.api(bulkRoutes.removeDrafts, { body: { ids: [id] } });
      await description(page).fill('Silinse de durur');
      await press(page, 'editor_gone_revive');
      await savedAs(id, 'Silinse de durur');
    });
  });

  test('when it was issued there, what is typed here becomes a draft of its own', async () => {
    const id = await beginDraft();
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await edit(page, id);
      const { version } = await stored(id);
      await business.api(invoiceRoutes.issue, { params: { id }, ifMatch: `"${version}"` });
      await description(page).fill('Kesilse de durur');
      await press(page, 'editor_issued_copy');
      await page.waitForURL((url) => !url.pathname.includes(id));
      await expect.poll(() => description(page).inputValue()).toBe('Kesilse de durur');
      expect((await stored(id)).lines[0]?.description).toBe(lines[0]?.description);
    });
  });
});

describe('without a network', () => {
  test('what is typed stays, and it is saved when the line is back', async () => {
    const id = await beginDraft();
    await visit(browser, {}, async (page, context) => {
      await signIn(page, say, business);
      await edit(page, id);
      await context.setOffline(true);
      await description(page).fill('Hat yokken yazıldı');
      await page.getByText(say('draft_not_saved')).first().waitFor();
      await page
        .getByRole('main')
        .getByRole('link', { name: say('invoices') })
        .click();
      await press(page, 'settings_keep_editing');
      expect(await description(page).inputValue()).toBe('Hat yokken yazıldı');
      await context.setOffline(false);
      await savedAs(id, 'Hat yokken yazıldı');
    });
  });
});

describe('the page beside the form', () => {
  test('is the invoice as it is typed, and lines move by key and by undo', async () => {
    const id = await beginDraft();
    await visit(browser, { width: 1440 }, async (page) => {
      await signIn(page, say, business);
      await edit(page, id);
      const picture = page.getByRole('complementary', { name: say('preview') }).getByRole('img');
      await picture.waitFor();
      const before = await picture.getAttribute('src');
      expect(before).toMatch(/^blob:/);
      await description(page).focus();
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByText(say('editor_line_moved', { place: 2, count: 3 })).waitFor({ state: 'attached' });
      await savedAs(id, lines[0]?.description ?? '', 1);
      await expect.poll(() => picture.getAttribute('src'), { timeout: 15_000 }).not.toBe(before);
      await page.keyboard.press('Alt+Delete');
      await expect.poll(async () => (await stored(id)).lines.length, { timeout: 15_000 }).toBe(2);
      await press(page, 'undo');
      await savedAs(id, lines[0]?.description ?? '', 1);
    });
  });
});
