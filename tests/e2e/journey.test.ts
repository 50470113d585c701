// The main job, end to end on real parts: sign in, bill a client, send it, and the client finds it, in both languages.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatIban, formatMoney } from '../../shared/format.ts';
import type { Language } from '../../shared/fields.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness, settings } from './business.ts';
import { mailTo, openMail } from './mailbox.ts';
import { textOfPdf } from './pdf-text.ts';
import { addClient, issue, signIn, totalMinor, typedLines, writeInvoice } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What the client sees behind the link, and the PDF that comes down. */
async function readOnPortal(page: Page, language: Language, number: string): Promise<string> {
  const say = wordsOf('portal', language);
  await page.getByRole('heading', { name: say('invoiceTitle', { number }) }).waitFor();
  const pay = page.getByRole('region', { name: say('payTitle') });
  await pay.getByText(formatIban(settings.bankAccounts?.[0]?.iban ?? '')).waitFor();
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
      await page.getByText(say('happened_pdf'), { exact: true }).waitFor();
      await page.getByRole('button', { name: say('send'), exact: true }).click();
      const dialog = page.getByRole('dialog', { name: say('send_title') });
      expect(await dialog.getByLabel(say('send_to')).inputValue()).toBe(client.email);
      await dialog.getByRole('button', { name: say('send'), exact: true }).click();
      await page.getByText(say('happened_delivered'), { exact: true }).waitFor();

      const mail = await mailTo(client.email);
      expect(mail.attachments.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([
        [`${number}.pdf`, 'application/pdf'],
      ]);
      const portal = await openMail(context, mail, platform().urls.portal);
      const printed = await readOnPortal(portal, language, number);
      expect(printed).toContain(number);
      for (const { description } of typedLines[language]) expect(printed).toContain(description);

      await page.getByText(say('delivery_opened'), { exact: true }).first().waitFor();
      await page.getByText(say('happened_link_opened'), { exact: true }).waitFor();
      expect(loads).toBe(0);
    });
  });
});
