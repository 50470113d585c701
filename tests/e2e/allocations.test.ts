// The rest of a payment, given to invoices later and taken back: what is proposed, what is typed, what is refused, by keyboard too.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { issueInvoice, makeBusiness, type Business, type Issued } from './business.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const say = wordsOf('web', 'tr');
const at = (path: string) => `${platform().urls.app}${path}`;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
}

/** A payment that nothing was done with yet. */
async function paid({ api }: Business, { client }: Issued, amountMinor: number): Promise<string> {
  const facts = { clientId: client.id, paymentDate: '2026-01-15', currency: 'TRY', method: 'bank' } as const;
  return (await api(paymentRoutes.create, { body: { ...facts, amountMinor } })).id;
}

test('the rest of a payment goes to an open invoice, as proposed or as typed, and comes back', async () => {
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  const issued = await issueInvoice(business, 'tr');
  const number = issued.invoice.number ?? '';
  const payment = await paid(business, issued, 1_000_000);
  const read = () => business.api(paymentRoutes.get, { params: { id: payment } });
  await visit(browser, { width: 360, theme: 'dark' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at(`/clients/${issued.client.id}`));
    await page.getByRole('button', { name: say('payments_allocate') }).click();
    const dialog = page.getByRole('dialog', { name: say('payments_allocate_title') });
    const row = dialog.getByRole('textbox', { name: say('payments_amount_for', { name: number }) });
    expect(await row.inputValue()).toBe('10.000,00');
    await expectAccessible(page);
    await row.fill('10.000,01');
    await dialog.getByText(say('payments_too_much_given')).waitFor();
    expect(await dialog.getByRole('button', { name: say('payments_allocate') }).isDisabled()).toBe(true);
    await row.fill('2.500');
    await dialog.getByText('7.500,00').waitFor();
    await row.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await read()).toMatchObject({ allocatedMinor: 250_000 });

    await page.goto(at(`/payments/${payment}`));
    await page.getByRole('button', { name: say('payments_allocate') }).click();
    await expect.poll(() => row.inputValue()).toBe('7.500,00');
    await row.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await read()).toMatchObject({ allocatedMinor: 1_000_000 });
    const back = page.getByRole('button', { name: say('payments_take_back_of', { name: number }) });
    expect(await back.count()).toBe(2);
    await expectAccessible(page);
    await back.first().press('Enter');
    await expect.poll(async () => (await read()).allocations.length).toBe(1);
    await page
      .getByRole('region', { name: say('notifications') })
      .getByRole('button', { name: say('undo') })
      .click();
    await expect.poll(async () => (await read()).allocatedMinor).toBe(1_000_000);
  });
  const { settledMinor } = await business.api(invoiceRoutes.get, { params: { id: issued.invoice.id } });
  expect(settledMinor).toBe(1_000_000);
});

test('what was allocated meanwhile in another window is refused with its reason, and nothing typed is lost', async () => {
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  const issued = await issueInvoice(business, 'tr');
  const payment = await paid(business, issued, 1_000_000);
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    await page.goto(at(`/payments/${payment}`));
    await page.getByRole('button', { name: say('payments_allocate') }).click();
    const dialog = page.getByRole('dialog', { name: say('payments_allocate_title') });
    const name = say('payments_amount_for', { name: issued.invoice.number ?? '' });
    const row = dialog.getByRole('textbox', { name });
    await row.fill('6.000');
    const body = { allocations: [{ invoiceId: issued.invoice.id, amountMinor: 500_000 }] };
    await business.api(paymentRoutes.allocate, { params: { id: payment }, body });
    await row.press('Enter');
    await dialog.getByRole('alert').waitFor();
    expect(await row.inputValue()).toBe('6.000');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: say('settings_keep_editing') }).click();
    expect(await row.inputValue()).toBe('6.000');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: say('settings_discard_leave') }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});
