// An invoice whose buyer withholds VAT, in a real browser: its code reached by a key and found by a word, issued, printed, and asked of the client as it is payable.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatMoney } from '../../shared/format.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness } from './business.ts';
import { mailTo, openMail } from './mailbox.ts';
import { textOfPdf } from './pdf-text.ts';
import { addClient, issue, signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** 20,000.00 and 20 % VAT, of which 9/10 is withheld. */
const payable = formatMoney(2_040_000, 'TRY', 'tr');

test('tevkifat: the code is found by a word, and editor, invoice, PDF and portal say what is payable', async () => {
  const say = wordsOf('web', 'tr');
  const business = await makeBusiness('tr', 'Çınar Danışmanlık Ltd. Şti.');
  const client = { name: 'Güneş Gıda A.Ş.', email: `gunes-${business.owner.userId}@example.com` };
  await visit(browser, { language: 'tr' }, async (page, context) => {
    await signIn(page, say, business);
    await addClient(page, say, client);
    await page.goto(`${platform().urls.app}/invoices/new`);
    await page.getByRole('combobox', { name: say('client_name') }).fill(client.name);
    await page.getByRole('option', { name: client.name }).click();
    const cell = (field: string) => page.locator(`[data-line="0"] [data-field="${field}"]`);
    await cell('description').fill('Danışmanlık hizmeti');
    await cell('unitPrice').fill('20000');
    await page.keyboard.press('Alt+t');
    const code = page.getByRole('combobox', { name: say('tax_withholding_code') });
    await code.waitFor();
    await expect.poll(() => code.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('danışmanlık');
    await page.getByRole('option', { name: /602 \(9\/10\)/ }).click();
    await page.getByText(payable).first().waitFor();
    expect(await cell('unitPrice').inputValue()).toBe('20000');

    const number = await issue(page, say);
    await page
      .getByText(say('tax_withholding_said', { code: '602 (9/10)' }))
      .first()
      .waitFor();
    await page.getByText(say('happened_pdf'), { exact: true }).waitFor();
    await page.getByRole('button', { name: say('send'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: say('send_title') });
    await dialog.getByRole('button', { name: say('send'), exact: true }).click();
    await page.getByText(say('happened_delivered'), { exact: true }).waitFor();

    const portal = await openMail(context, await mailTo(client.email), platform().urls.portal);
    const said = wordsOf('portal', 'tr');
    await portal.getByRole('heading', { name: said('invoiceTitle', { number }) }).waitFor();
    await portal.getByText(payable).first().waitFor();
    await portal
      .getByText(said('withheldVat', { code: '602 (9/10)' }))
      .first()
      .waitFor();
    const download = portal.waitForEvent('download');
    await portal.getByRole('link', { name: said('pdfDownload') }).click();
    const printed = await textOfPdf(await (await download).createReadStream());
    // A PDF's text parts the sign from the figure.
    for (const text of ['Tevkifat 602 (9/10)', 'Etüt, Plan-Proje, Danışmanlık', payable.replace('₺', '₺ ')])
      expect(printed).toContain(text);
  });
});
