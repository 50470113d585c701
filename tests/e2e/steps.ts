// What people do in the web app, step by step, found by what they read.
import type { Page } from 'playwright-core';
import type { Language } from '../../shared/fields.ts';
import { formatMoney } from '../../shared/format.ts';
import { policies } from '../../shared/policies.ts';
import { platform } from '../support/platform.ts';
import { testPassword } from '../support/world.ts';
import type { Business } from './business.ts';
import type { wordsOf } from './words.ts';

export type Say = ReturnType<typeof wordsOf>;

/** Fills in the page for new customers; what comes next stands in a mail. */
export async function signUp(page: Page, say: Say, email: string): Promise<void> {
  await page.goto(`${platform().urls.app}/sign-up`);
  await page.getByLabel(say('sign_up_name')).fill('Deniz Işık');
  await page.getByLabel(say('sign_up_tenant')).fill('Işık Atölyesi');
  await page.getByLabel(say('email')).fill(email);
  await page.getByLabel(say('password'), { exact: true }).first().fill(testPassword);
  await page.getByLabel(say('sign_up_day'), { exact: true }).fill('9');
  await page.getByLabel(say('sign_up_month'), { exact: true }).fill('4');
  await page.getByLabel(say('sign_up_year'), { exact: true }).fill('1990');
  await page.getByLabel(say('sign_up_terms', { version: policies.terms.version })).check();
  await page.getByLabel(say('sign_up_privacy', { version: policies.privacy.version })).check();
  await page.getByRole('button', { name: say('sign_up'), exact: true }).click();
  await page.getByRole('heading', { name: say('sign_up_done_title') }).waitFor();
}

export async function signIn(page: Page, say: Say, business: Business): Promise<void> {
  await page.goto(`${platform().urls.app}/sign-in`);
  await page.getByLabel(say('email')).fill(business.owner.email);
  await page.getByLabel(say('password'), { exact: true }).fill(testPassword);
  await page.getByRole('button', { name: say('sign_in'), exact: true }).click();
  await page.waitForURL('**/home');
}

export async function addClient(page: Page, say: Say, client: { name: string; email: string }): Promise<void> {
  await page.goto(`${platform().urls.app}/clients/new`);
  const form = page.getByRole('dialog', { name: say('client_new') });
  await form.getByLabel(say('client_company_name')).fill(client.name);
  await form.getByLabel(say('email')).fill(client.email);
  await form.getByRole('button', { name: say('client_create') }).click();
  await page.getByRole('heading', { name: client.name }).waitFor();
}

export const typedLines = {
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
export const totalMinor = 570_120;

export async function writeInvoice(page: Page, say: Say, language: Language, clientName: string): Promise<void> {
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

export async function issue(page: Page, say: Say): Promise<string> {
  await page.getByRole('button', { name: say('issue'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: say('issue_title') });
  await dialog.getByRole('button', { name: say('issue'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const number = page.getByRole('heading', { level: 1, name: /^[A-Z0-9]{3}\d{13}$/ });
  await number.waitFor();
  return number.innerText();
}

/** What an invoice needs of its seller, typed where the app asks for it. */
export async function fillBusiness(page: Page, say: Say): Promise<void> {
  await page.goto(`${platform().urls.app}/settings/business`);
  await page.getByLabel(say('tax_number_vkn')).fill('1234567890');
  await page.getByLabel(say('tax_office')).fill('Beyoğlu');
  await page.getByLabel(say('address'), { exact: true }).fill('İstiklal Cad. No: 142/7');
  await page.getByLabel(say('city'), { exact: true }).fill('İstanbul');
  await page.getByRole('button', { name: say('settings_account_add') }).click();
  await page.getByLabel('IBAN').fill('TR33 0006 1005 1978 6457 8413 26');
  await page.getByRole('button', { name: say('save'), exact: true }).click();
  await page.getByText(say('saved'), { exact: true }).first().waitFor();
}
