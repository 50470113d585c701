// A business goes from one account to another: exported by its owner, brought in by a new customer, and the invoice opens as it was.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { issueInvoice, makeBusiness } from './business.ts';
import { mailTo, openMail } from './mailbox.ts';
import { textOfPdf } from './pdf-text.ts';
import { signIn, signUp, type Say } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const say = wordsOf('web', 'tr');
const business = 'Çınar Tasarım';
const { app } = platform().urls;

/** Has it made and saves it, as an owner would. */
async function takeAlong(page: Page): Promise<Buffer> {
  await page.goto(`${app}/settings/data`);
  await page.getByRole('button', { name: say('takeout_ask') }).click();
  await page.getByText(say('takeout_ready'), { exact: true }).waitFor({ timeout: 60_000 });
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: say('takeout_take') }).click();
  return readFileSync(await (await saving).path());
}

async function bringIn(page: Page, zip: Buffer): Promise<void> {
  await page.goto(`${app}/settings/data`);
  await page.getByRole('heading', { name: say('takein_title') }).waitFor();
  const file = { name: 'crmfex-2026.zip', mimeType: 'application/zip', buffer: zip };
  await page.getByLabel(say('takein_choose'), { exact: true }).setInputFiles(file);
  const found = page.getByRole('definition').filter({ hasText: business });
  await found.waitFor({ timeout: 60_000 });
  expect(await page.getByRole('definition').filter({ hasText: 'crmfex-2026.zip' }).count()).toBe(1);
  await page.getByRole('button', { name: say('takein_start') }).click();
  await page.getByText(say('takein_done_next')).waitFor({ timeout: 120_000 });
}

async function newCustomer(page: Page, words: Say): Promise<string> {
  const email = `tasinan-${randomBytes(6).toString('hex')}@example.com`;
  await signUp(page, words, email);
  return email;
}

test('its invoices are there, an invoice opens, and who worked with it is named', async () => {
  const old = await makeBusiness('tr', business);
  const { invoice } = await issueInvoice(old, 'tr');
  const number = invoice.number ?? '';
  let zip: Buffer = Buffer.alloc(0);
  await visit(browser, { language: 'tr' }, async (page) => {
    await signIn(page, say, old);
    await page.goto(`${app}/invoices/${invoice.id}`);
    await page.getByText(say('happened_pdf'), { exact: true }).waitFor({ timeout: 60_000 });
    zip = await takeAlong(page);
    await page.getByText(say('takein_not_empty')).waitFor();
  });
  await visit(browser, { language: 'tr' }, async (page, context) => {
    const fresh = await openMail(context, await mailTo(await newCustomer(page, say)), app);
    await fresh.getByRole('button', { name: say('verify') }).click();
    await fresh.waitForURL('**/home');
    await bringIn(fresh, zip);
    await fresh.getByText(old.owner.email).waitFor();
    await fresh
      .getByRole('region', { name: say('takein_title') })
      .getByRole('link', { name: say('takein_invoices') })
      .click();
    await fresh.getByText(number).first().waitFor();
    await fresh.getByRole('link', { name: 'Ayşe Yılmaz Mimarlık' }).first().click();
    await fresh.getByRole('heading', { level: 1, name: number }).waitFor();
    const address = await fresh.getByRole('link', { name: 'PDF', exact: true }).getAttribute('href');
    const answer = await context.request.get(new URL(address ?? '', app).href);
    expect(await textOfPdf(Readable.from([await answer.body()]))).toContain(number);
  });
});
