// Mails in the browser: a text is changed, a mail is written with it and an attachment, arrives in the mailbox, and is read in the log.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness, type Business } from './business.ts';
import { mailTo } from './mailbox.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

const say = wordsOf('web', 'tr');
const clientName = 'Şükrü Öğüt Çiçekçilik';
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
);

let browser: Browser;
let business: Business;
let clientId: string;
const address = `sukru-${Date.now()}@ogut.example`;

beforeAll(async () => {
  browser = await launchBrowser();
  business = await makeBusiness('tr', 'Çınar Tasarım');
  const client = { kind: 'company' as const, name: clientName, email: address };
  clientId = (await business.api(clientRoutes.create, { body: client })).id;
});
afterAll(() => browser.close());

/** The words of the mail that the page shows in its frame. */
const shown = (page: Page) => page.frameLocator('iframe').locator('body');

/** A text is written beside its preview; a mistake is named with its line, and the text is kept. */
async function writeText(page: Page): Promise<void> {
  await page.goto(`${platform().urls.app}/settings/mail/templates/free/tr`);
  const body = page.getByRole('textbox', { name: say('mail_text_body'), exact: true });
  await page.getByLabel(say('mail_text_subject')).fill('Selam: {{ clientName }}');
  await body.fill('Sayın **{{ clientName }}**,\n\n{{ nobody }}');
  await page.getByText('3. satır', { exact: false }).first().waitFor();
  await body.fill('Sayın **{{ clientName }}**,\n\n<script>alert(1)</script> ');
  await page.getByRole('button', { name: say('mail_text_insert', { name: say('mail_var_business_name') }) }).click();
  expect(await body.inputValue()).toContain('{{ businessName }}');
  await shown(page).getByText('Çınar Tasarım').last().waitFor();
  await shown(page).getByText('<script>alert(1)</script>', { exact: false }).last().waitFor();
  await page.getByRole('button', { name: say('mail_text_save') }).click();
  await page.getByText(say('mail_text_saved')).waitFor();
  await page.getByText(say('mail_text_own')).waitFor();
}

/** A mail is written to a client, looked at, sent with a file, and arrives. */
async function writeMail(page: Page): Promise<void> {
  await page.goto(`${platform().urls.app}/clients/${clientId}`);
  await page.getByRole('button', { name: say('mail_write'), exact: true }).click();
  const sheet = page.getByRole('dialog', { name: say('mail_compose_title') });
  const subject = sheet.getByLabel(say('mail_compose_subject'));
  await subject.waitFor();
  expect(await subject.inputValue()).toBe(`Selam: ${clientName}`);
  await sheet
    .getByRole('textbox', { name: say('mail_compose_message'), exact: true })
    .fill('Görüşme **yarın**.\n\n- saat 10\n- Iğdır');
  await sheet
    .locator('input[type=file]')
    .setInputFiles({ name: 'Çağrı.pdf', mimeType: 'application/pdf', buffer: pdf });
  await sheet.getByText(say('mail_compose_weight', { used: '' }).trim(), { exact: false }).waitFor({ timeout: 30_000 });
  await expect.poll(() => sheet.getByText(say('mail_compose_file_waits')).count(), { timeout: 60_000 }).toBe(0);
  await sheet.getByRole('button', { name: say('mail_compose_preview') }).click();
  await page.frameLocator('iframe').getByText('yarın').last().waitFor();
  await sheet.getByRole('button', { name: say('mail_compose_edit') }).click();
  await sheet.getByRole('button', { name: say('mail_compose_send'), exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
  const mail = await mailTo(address);
  expect(mail.subject).toBe(`Selam: ${clientName}`);
  expect(mail.html).toContain('<strong>yarın</strong>');
  expect(mail.attachments.map(({ fileName }) => fileName)).toEqual(['Çağrı.pdf']);
}

/** What was sent is read in the log, word for word, in a frame without scripts. */
async function readLog(page: Page): Promise<void> {
  await page.goto(`${platform().urls.app}/mails`);
  await page.getByRole('link', { name: address }).first().click();
  await page.getByRole('heading', { level: 1, name: `Selam: ${clientName}` }).waitFor();
  await shown(page).getByText('saat 10').last().waitFor();
  expect(await page.locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin');
  expect(await shown(page).locator('strong').first().innerText()).toBe('yarın');
  await page.getByText('Çağrı.pdf').waitFor();
  await page.getByRole('button', { name: say('mail_preview_plain') }).click();
  await page.getByText('- Iğdır', { exact: false }).waitFor();
}

/** What was typed is kept when somebody closes the sheet by mistake. */
async function closeByMistake(page: Page): Promise<void> {
  await page.goto(`${platform().urls.app}/clients/${clientId}`);
  await page.getByRole('button', { name: say('mail_write'), exact: true }).click();
  const sheet = page.getByRole('dialog', { name: say('mail_compose_title') });
  await sheet.getByLabel(say('mail_compose_subject')).fill('Yarım kalan');
  await page.keyboard.press('Escape');
  await sheet.getByRole('button', { name: say('settings_keep_editing') }).click();
  expect(await sheet.getByLabel(say('mail_compose_subject')).inputValue()).toBe('Yarım kalan');
  await page.keyboard.press('Escape');
  await sheet.getByRole('button', { name: say('settings_discard_leave') }).click();
  await sheet.waitFor({ state: 'detached' });
}

test('a text is changed, a mail is written with it, arrives, and is read in the log', () =>
  visit(browser, { language: 'tr' }, async (page) => {
    await signIn(page, say, business);
    await writeText(page);
    await writeMail(page);
    await readLog(page);
    await closeByMistake(page);
  }));
