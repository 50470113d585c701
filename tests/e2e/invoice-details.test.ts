// What a day's invoice carries beside its lines, in a real browser: where it goes, how it is sorted, a foreign currency, lines moved by a finger.
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressBookRoutes } from '../../shared/addresses.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { customFieldRoutes } from '../../shared/custom-fields.ts';
import { bookTotals, exchangeRoutes } from '../../shared/exchange.ts';
import { formatMoney, formatNumber } from '../../shared/format.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { lines, linkOf, makeBusiness, type Business } from './business.ts';
import { textOfPdf } from './pdf-text.ts';
import { issue, signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
let business: Business;
let clientId: string;
const say = wordsOf('web', 'tr');
const said = wordsOf('portal', 'tr');
const depot = {
  label: 'Çayırova deposu',
  addressLine: 'Şekerpınar Mah. 12. Sokak',
  district: 'Çayırova',
  city: 'Kocaeli',
};

beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Işık Endüstri Ltd. Şti.');
  const body = { kind: 'company' as const, name: 'Üsküdar Şekerleme A.Ş.', email: 'alim@sekerleme.example' };
  clientId = (await business.api(clientRoutes.create, { body })).id;
});
afterAll(() => browser.close());

const app = (path: string) => `${platform().urls.app}${path}`;
const cell = (page: Page, line: number, field: string) => page.locator(`[data-line="${line}"] [data-field="${field}"]`);
const saved = (page: Page, id: string, wanted: object) =>
  expect.poll(() => business.api(invoiceRoutes.get, { params: { id } }), { timeout: 15_000 }).toMatchObject(wanted);
const begin = async (changes: object = {}) =>
  (await business.api(invoiceRoutes.create, { body: { clientId, lines, ...changes } })).id;

test('addresses are chosen in the editor, and page, portal and PDF say where the goods go', async () => {
  const add = (body: object) =>
    business.api(addressBookRoutes.create, { params: { id: clientId }, body: { kind: 'branch', ...depot, ...body } });
  const [branch, delivery] = [await add({ label: 'Muhasebe, Kadıköy', city: 'İstanbul' }), await add({})];
  await visit(browser, {}, async (page, context) => {
    await signIn(page, say, business);
    const id = await begin();
    await page.goto(app(`/invoices/${id}/edit`));
    await page.getByLabel(say('editor_billing_address')).selectOption(branch.id);
    await page.getByRole('button', { name: say('editor_delivery_add') }).click();
    const goods = page.getByRole('group', { name: say('editor_delivery_address') });
    await goods.getByLabel(say('editor_delivery_address'), { exact: true }).selectOption(delivery.id);
    await saved(page, id, { billingAddressId: branch.id, deliveryAddressId: delivery.id });
    await goods.getByLabel(say('editor_delivery_address'), { exact: true }).selectOption('typed');
    await goods.getByLabel(say('editor_delivery_label')).fill('Şantiye: İğneada');
    await goods.getByLabel(say('address'), { exact: true }).fill('Liman yolu 4');
    await goods.getByLabel(say('city'), { exact: true }).fill('Kırklareli');
    await saved(page, id, { deliveryAddress: { label: 'Şantiye: İğneada', city: 'Kırklareli' } });
    await issue(page, say);
    const paper = page.getByRole('article', { name: say('document') });
    for (const text of ['Şantiye: İğneada', 'Liman yolu 4']) await paper.getByText(text, { exact: true }).waitFor();
    await page.getByText(say('happened_pdf'), { exact: true }).waitFor();
    const { url } = await linkOf(business, id);
    const portal = await context.newPage();
    await portal.goto(url);
    await portal.getByText(said('deliveryAddress'), { exact: true }).waitFor();
    const download = portal.waitForEvent('download');
    await portal.getByRole('link', { name: said('pdfDownload') }).click();
    const printed = await textOfPdf(await (await download).createReadStream());
    for (const text of ['Teslimat adresi', 'Şantiye: İğneada', 'Kırklareli', 'İstanbul'])
      expect(printed).toContain(text);
  });
});

test('tags go on many invoices and come off again, and own fields change after issue', async () => {
  const { id: fieldId } = await business.api(customFieldRoutes.create, {
    body: { subject: 'invoice', label: 'Proje kodu', type: 'text' },
  });
  const drafts = [await begin({ notes: 'bir' }), await begin({ notes: 'iki' })];
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await page.goto(app('/invoices?tab=draft'));
    const rows = page.locator('tr[data-index]');
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);
    for (const key of ['j', 'x', 'j', 'Shift+X']) await page.keyboard.press(key);
    await page.getByRole('button', { name: say('tags_put'), exact: true }).click();
    await page.getByRole('textbox', { name: say('tags_put') }).fill('Köprü');
    await page.getByRole('button', { name: say('tags_make', { name: 'Köprü' }) }).click();
    await page.getByText(say('tags_put_done', { count: 2 })).waitFor();
    const tags = async () =>
      Promise.all(drafts.map(async (id) => (await business.api(invoiceRoutes.get, { params: { id } })).tagIds.length));
    expect(await tags()).toEqual([1, 1]);
    await page.getByRole('button', { name: say('undo') }).click();
    await expect.poll(tags).toEqual([0, 0]);

    const [id = ''] = drafts;
    await page.goto(app(`/invoices/${id}/edit`));
    await cell(page, 0, 'description').waitFor();
    await page.getByRole('button', { name: say('tags_one'), exact: true }).click();
    await page.getByRole('button', { name: 'Köprü', exact: true }).click();
    await page.getByText('Köprü', { exact: true }).first().waitFor();
    await issue(page, say);
    const marks = page.getByRole('region', { name: say('fields_marks') });
    await marks.getByText('Köprü', { exact: true }).waitFor();
    await marks.getByRole('button', { name: say('edit'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: say('fields_own') });
    await dialog.getByLabel('Proje kodu').fill('K-2026/7');
    await dialog.getByRole('button', { name: say('save'), exact: true }).click();
    await marks.getByText('K-2026/7', { exact: true }).waitFor();
    await saved(page, id, { state: 'issued', customFields: { [fieldId]: 'K-2026/7' } });
  });
});

test('an invoice in euros shows its rate, prints its worth in lira, and is paid in lira', async () => {
  const { known } = await business.api(exchangeRoutes.get, { query: { currency: 'EUR' } });
  if (!known) throw new Error('The central bank of the tests has published nothing.');
  const rate = `1 EUR = ${formatNumber(known.rate, 'tr')} TRY`;
  const sums = { netMinor: 100_000, vatMinor: 20_000, totalMinor: 120_000 };
  const worth = bookTotals(sums, known.rate, 'EUR', 'TRY').totalMinor;
  await visit(browser, {}, async (page, context) => {
    await signIn(page, say, business);
    await page.goto(app(`/invoices/new?client=${clientId}`));
    await page.getByLabel(say('currency'), { exact: true }).selectOption('EUR');
    await cell(page, 0, 'description').fill('Kalıp tasarımı');
    await cell(page, 0, 'unitPrice').fill('1000');
    await page.getByText(rate).waitFor();
    await page.getByText(say('exchange_worth', { amount: formatMoney(worth, 'TRY', 'tr') })).waitFor();
    await issue(page, say);
    const books = page.getByRole('region', { name: say('exchange_in', { currency: 'TRY' }) });
    await books.getByText(rate).waitFor();
    await books.getByText(formatMoney(worth, 'TRY', 'tr')).waitFor();
    await page.getByText(say('happened_pdf'), { exact: true }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const portal = await context.newPage();
    await portal.goto((await linkOf(business, id)).url);
    const download = portal.waitForEvent('download');
    await portal.getByRole('link', { name: said('pdfDownload') }).click();
    const printed = await textOfPdf(await (await download).createReadStream());
    for (const text of [rate, 'TRY karşılığı', formatMoney(worth, 'TRY', 'tr').replace('₺', '₺ ')])
      expect(printed).toContain(text);
    await portal.close();

    await page.getByRole('button', { name: say('payments_add'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: say('payments_add') });
    await dialog.getByLabel(say('payments_paid_in')).selectOption('TRY');
    const counts = (minor: number) => say('payments_counts_as', { amount: formatMoney(minor, 'EUR', 'tr') });
    await dialog.getByText(counts(120_000)).waitFor();
    await dialog.getByLabel(say('exchange_rate_of', { currency: 'EUR', book: 'TRY' })).fill('50');
    await dialog.getByText(counts(120_000)).waitFor();
    await dialog.getByLabel(say('payments_amount')).fill('50.000');
    await dialog.getByText(counts(100_000)).waitFor();
    await dialog.getByRole('button', { name: say('payments_save'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const settled = page.getByRole('region', { name: say('payments'), exact: true });
    await settled.getByText(`${formatMoney(5_000_000, 'TRY', 'tr')} (1 EUR = 50 TRY)`).waitFor();
    await saved(page, id, { paymentState: 'partlyPaid', settledMinor: 100_000, openMinor: 20_000 });
    await payRestInLira(page, clientId);
    await saved(page, id, { paymentState: 'paid', settledMinor: 120_000, openMinor: 0 });
  });
});

/** The page that spreads one payment over several invoices takes lira for euros as well; what is too much is credit in euros. */
async function payRestInLira(page: Page, clientId: string): Promise<void> {
  await page.goto(app(`/payments/new?client=${clientId}`));
  await page.getByLabel(say('payments_invoice_currency')).selectOption('EUR');
  await page.getByLabel(say('payments_paid_in')).selectOption('TRY');
  await page.getByLabel(say('exchange_rate_of', { currency: 'EUR', book: 'TRY' })).fill('50');
  await page.getByLabel(say('payments_amount'), { exact: false }).first().fill('12.500');
  await page.getByText(say('payments_counts_for', { amount: formatMoney(25_000, 'EUR', 'tr') })).waitFor();
  await page.getByText(formatMoney(5_000, 'EUR', 'tr'), { exact: true }).waitFor();
  await page.getByRole('button', { name: say('payments_save'), exact: true }).click();
  await page.getByText(`${formatMoney(1_250_000, 'TRY', 'tr')} (1 EUR = 50 TRY)`, { exact: false }).waitFor();
}

/** A finger that goes from one place to another, and stays a moment before it lifts. */
async function drag(finger: CDPSession, page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  const touch = (type: string, x: number, y: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart', // one of the protocol's words
      touchPoints: type === 'touchEnd' ? [] : [{ x, y, id: 1 }],
    });
  await touch('touchStart', from.x, from.y);
  for (let step = 1; step <= 12; step += 1) {
    const part = step / 12;
    await touch('touchMove', from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await expect
    .poll(async () => {
      await touch('touchMove', to.x, to.y);
      return (await names(page))[0];
    })
    .toBe(lines[1]?.description);
  await touch('touchEnd', to.x, to.y);
}

const names = (page: Page) =>
  page
    .locator('ol [data-line] [data-field="description"]')
    .evaluateAll((found) => found.map((field) => (field as HTMLInputElement).value));

test('on a phone a line is dragged by its handle to another place, and a tap opens what else can be done', async () => {
  const id = await begin();
  const [first, second, third] = lines.map(({ description }) => description);
  await visit(browser, { width: 360, hasTouch: true }, async (page, context) => {
    await signIn(page, say, business);
    await page.goto(app(`/invoices/${id}/edit`));
    await cell(page, 1, 'handle').waitFor();
    await expect.poll(() => names(page)).toEqual([first, second, third]);
    await page.locator('[data-line="1"]').evaluate((row) => row.scrollIntoView({ block: 'center' }));
    const [above, held] = await Promise.all([0, 1].map((line) => cell(page, line, 'handle').boundingBox()));
    if (!above || !held) throw new Error('A line has no handle.');
    const from = { x: held.x + held.width / 2, y: held.y + held.height / 2 };
    await drag(await context.newCDPSession(page), page, from, { x: from.x, y: above.y - 60 });
    await expect.poll(() => names(page)).toEqual([second, first, third]);
    await expect
      .poll(
        async () => (await business.api(invoiceRoutes.get, { params: { id } })).lines.map((line) => line.description),
        {
          timeout: 15_000,
        },
      )
      .toEqual([second, first, third]);
    await cell(page, 1, 'handle').tap();
    await page.getByRole('menuitem').first().waitFor();
  });
});
