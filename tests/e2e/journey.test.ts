// The main job, end to end on real parts: sign in, bill a client, send it, and the client finds it, in both languages.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatIban, formatMoney } from '../../shared/format.ts';
import type { Language } from '../../shared/fields.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { testPassword } from '../support/world.ts';
import { makeBusiness, settings, type Business } from './business.ts';
import { mailTo, openMail } from './mailbox.ts';
import { textOfPdf } from './pdf-text.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Say = ReturnType<typeof wordsOf>;

async function signIn(page: Page, say: Say, business: Business): Promise<void> {
  await page.goto(`${platform().urls.app}/sign-in`);
  await page.getByLabel(say('email')).fill(business.owner.email);
  await page.getByLabel(say('password'), { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: say('sign_in'), exact: true }).click();
  await page.waitForURL('**/home');
}

async function addClient(page: Page, say: Say, client: { name: string; email: string }): Promise<void> {
  await page.goto(`${platform().urls.app}/clients/new`);
  const form = page.getByRole('dialog', { name: say('client_new') });
  await form.getByLabel(say('client_company_name')).fill(client.name);
  await form.getByLabel(say('email')).fill(client.email);
  await form.getByRole('button', { name: say('client_create') }).click();
  await page.getByRole('heading', { name: client.name }).waitFor();
}

const typedLines = {
  tr: [
    { description: 'Danışmanlık', quantity: '2', price: '1.500,50' },
    { description: 'Eğitim (İğdır)', quantity: '1,5', price: '1000' },
    { description: 'Yol gideri', quantity: '1', price: '250' },
  ],
  en: [
    { description: 'Consulting', quantity: '2', price: '1,500.50' },
    { description: 'Training', quantity: '1.5', price: '1000' },
    { description: 'Travel', quantity: '1', price: '250' },
  ],
};
/** 2 × 1500.50 + 1.5 × 1000 + 250 = 4751.00, and 20 % VAT on it. */
const totalMinor = 570_120;

async function writeInvoice(page: Page, say: Say, language: Language, clientName: string): Promise<void> {
  await page.goto(`${platform().urls.app}/invoices/new`);
  await page.getByRole('combobox', { name: say('client_name') }).fill(clientName);
  await page.getByRole('option', { name: clientName }).click();
  for (const [index, line] of typedLines[language].entries()) {
    const cell = (key: string) =>
      page.getByLabel(`${say(key)}, ${say('line_place', { place: index + 1 })}`, { exact: true });
    await cell('line_description').fill(line.description);
    await cell('line_quantity').fill(line.quantity);
    await cell('line_price').fill(line.price);
    if (index < 2) await page.getByRole('button', { name: say('line_add') }).click();
  }
  await page
    .getByText(formatMoney(totalMinor, 'TRY', language))
    .first()
    .waitFor();
}

async function issue(page: Page, say: Say): Promise<string> {
  await page.getByRole('button', { name: say('issue'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: say('issue_title') });
  await dialog.getByRole('button', { name: say('issue'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const number = await page.getByRole('heading', { level: 1 }).innerText();
  return /[A-Z0-9]{3}\d{13}/.exec(number)?.[0] ?? `no number in: ${number}`;
}

/** What the client sees behind the link, and the PDF that comes down. */
async function readOnPortal(page: Page, language: Language, number: string): Promise<string> {
  const say = wordsOf('portal', language);
  await page.getByRole('heading', { name: say('invoiceTitle', { number }) }).waitFor();
  const pay = page.getByRole('region', { name: say('payTitle') });
  await pay.getByText(formatIban(settings.iban ?? '')).waitFor();
  await pay.getByText(formatMoney(totalMinor, 'TRY', language)).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: say('pdfDownload') }).click();
  return textOfPdf(await (await download).createReadStream());
}

describe.each(['tr', 'en'] as const)('the journey of an invoice, in %s', (language) => {
  test('from sign-in to a client who reads it, each state shown as it becomes true', async () => {
    const say = wordsOf('web', language);
    const business = await makeBusiness(language, 'Çınar Tasarım Ltd. Şti.');
    const client = { name: `Ayşe Yılmaz Mimarlık ${language}`, email: `ayse-${business.owner.userId}@example.com` };
    await visit(browser, { language }, async (page, context) => {
      await signIn(page, say, business);
      await addClient(page, say, client);
      await writeInvoice(page, say, language, client.name);
      const number = await issue(page, say);
      // No reload from here on: the page learns of each change by itself.
      let loads = 0;
      page.on('load', () => (loads += 1));
      await page.getByRole('link', { name: say('invoice_pdf') }).waitFor();
      await page.getByRole('button', { name: say('send'), exact: true }).click();
      const dialog = page.getByRole('dialog', { name: say('send_title') });
      expect(await dialog.getByLabel(say('send_to')).inputValue()).toBe(client.email);
      await dialog.getByRole('button', { name: say('send'), exact: true }).click();
      await page.getByText(say('delivery_delivered'), { exact: true }).first().waitFor();

      const mail = await mailTo(client.email);
      expect(mail.attachments.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([
        [`${number}.pdf`, 'application/pdf'],
      ]);
      const portal = await openMail(context, mail, platform().urls.portal);
      const printed = await readOnPortal(portal, language, number);
      expect(printed).toContain(number);
      for (const { description } of typedLines[language]) expect(printed).toContain(description);

      await page.getByText(say('delivery_opened'), { exact: true }).first().waitFor();
      await page.getByText(say('timeline_link_opened')).first().waitFor();
      expect(loads).toBe(0);
    });
  });
});
