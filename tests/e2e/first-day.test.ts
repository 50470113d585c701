// The first day of a new customer: from the sign-up page to an invoice, and the same editor without a mouse.
import { randomBytes } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../shared/fields.ts';
import { formatMoney } from '../../shared/format.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness } from './business.ts';
import { mailTo, openMail } from './mailbox.ts';
import {
  addClient,
  fillBusiness,
  issue,
  signIn,
  signUp,
  totalMinor,
  typedLines,
  writeInvoice,
  type Say,
} from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(['tr', 'en'] as const)('a new customer, in %s', (language) => {
  test('signs up, confirms the address from the mail, and writes a first invoice', async () => {
    const say = wordsOf('web', language);
    const email = `deniz-${randomBytes(6).toString('hex')}@example.com`;
    await visit(browser, { language }, async (page, context) => {
      await signUp(page, say, email);
      const app = await openMail(context, await mailTo(email), platform().urls.app);
      await app.getByRole('button', { name: say('verify') }).click();
      await app.waitForURL('**/home');
      expect(app.url()).not.toContain('#');
      await fillBusiness(app, say);
      await addClient(app, say, { name: 'İlk Müşteri', email: 'ilk@example.com' });
      await writeInvoice(app, say, language, 'İlk Müşteri');
      expect(await issue(app, say)).toMatch(/^[A-Z0-9]{3}\d{4}000000001$/);
      await app.getByText(say('happened_pdf'), { exact: true }).waitFor();
      await app.goto(`${platform().urls.app}/invoices`);
      await app.getByRole('link', { name: 'İlk Müşteri' }).first().waitFor();
    });
  });
});

/** Presses Tab until the place is reached; a keyboard user would give up after forty. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached by Tab: ${place}`);
}

async function typeLines(page: Page, say: Say, language: Language): Promise<void> {
  const cell = (key: string, place: number) =>
    page.getByLabel(`${say(key)}, ${say('line_place', { place })}`, { exact: true });
  for (const [index, line] of typedLines[language].entries()) {
    const place = index + 1;
    await tabTo(page, cell('line_description', place));
    await page.keyboard.type(line.description);
    await tabTo(page, cell('line_quantity', place));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(line.quantity);
    await tabTo(page, cell('line_price', place));
    await page.keyboard.type(line.price);
    if (index < 2) await page.keyboard.press('Enter');
  }
}

describe('without a mouse', () => {
  test('an invoice is written from the client to the question before issuing, and Escape steps back', async () => {
    const say = wordsOf('web', 'tr');
    const business = await makeBusiness('tr', 'Klavye Ltd. Şti.');
    await visit(browser, { language: 'tr' }, async (page) => {
      await signIn(page, say, business);
      await addClient(page, say, { name: 'Tuş Ticaret', email: 'tus@example.com' });
      await page.goto(`${platform().urls.app}/invoices/new`);
      await tabTo(page, page.getByRole('combobox', { name: say('client_name') }));
      await page.keyboard.type('Tuş');
      await page.getByRole('option', { name: 'Tuş Ticaret' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await typeLines(page, say, 'tr');
      await page
        .getByText(formatMoney(totalMinor, 'TRY', 'tr'))
        .first()
        .waitFor();
      const issue = page.getByRole('button', { name: say('issue'), exact: true });
      await tabTo(page, issue);
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: say('issue_title') });
      await dialog.waitFor();
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  });
});
