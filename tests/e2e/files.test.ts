// Files and the own picture as a person meets them: sent straight to the store, examined by the blob trigger, saved and deleted.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { fileRoutes } from '../../shared/files.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { issueInvoice, linkOf, makeBusiness } from './business.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const at = (path: string) => `${platform().urls.app}${path}`;

test('a file is attached to a client, what is not what it says is refused, and a deleted one comes back', async () => {
  const say = wordsOf('web', 'tr');
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  const client = await business.api(clientRoutes.create, { body: { kind: 'company', name: 'Zeytin Ltd.' } });
  await visit(browser, { width: 360, theme: 'dark' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at(`/clients/${client.id}`));
    await page.locator('input[type=file]').setInputFiles([
      { name: 'Sözleşme Şubat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nşubat') },
      { name: 'sahte.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') },
    ]);
    await page.getByText('Dosyanın içeriği adıyla uyuşmuyor.').waitFor();
    const link = page.getByRole('link', { name: 'Sözleşme Şubat.pdf' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('Sözleşme Şubat.pdf');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: say('files_remove', { name: 'Sözleşme Şubat.pdf' }) }).click();
    await link.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: say('undo') }).click();
    await link.waitFor();
  });
});

test('a file of an invoice is shown to its client, who saves it in the portal, and the business sees that they did', async () => {
  const [say, sayPortal] = [wordsOf('web', 'tr'), wordsOf('portal', 'tr')];
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  const { invoice } = await issueInvoice(business, 'tr');
  const { url } = await linkOf(business, invoice.id);
  const name = 'Sipariş formu.pdf';
  await visit(browser, {}, async (page, context) => {
    await signIn(page, say, business);
    await page.goto(at(`/invoices/${invoice.id}`));
    const buffer = Buffer.from('%PDF-1.7\nsipariş');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer });
    await page.getByRole('link', { name }).waitFor();
    const portal = await context.newPage();
    await portal.goto(url);
    await portal.getByRole('article', { name: sayPortal('documentLabel') }).waitFor();
    expect(await portal.getByText(sayPortal('attachments')).count()).toBe(0);
    await page.getByRole('checkbox', { name: say('files_share_named', { name }) }).check();
    await expect
      .poll(() => business.api(fileRoutes.list, { query: { invoiceId: invoice.id } }))
      .toMatchObject([{ isShared: true }]);
    await portal.reload();
    const link = portal.getByRole('region', { name: sayPortal('attachments') }).getByRole('link', { name });
    const [download] = await Promise.all([portal.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe(name);
    for (const one of [page, portal]) {
      const { violations } = await new AxeBuilder({ page: one }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await page.reload();
    await page.getByText(say('files_opened')).waitFor();
    await page.getByText(say('happened_file_opened')).waitFor();
    await page.getByRole('checkbox', { name: say('files_share_named', { name }) }).uncheck();
    await expect
      .poll(() => business.api(fileRoutes.list, { query: { invoiceId: invoice.id } }))
      .toMatchObject([{ isShared: false }]);
    await portal.reload();
    await portal.getByRole('article', { name: sayPortal('documentLabel') }).waitFor();
    expect(await link.count()).toBe(0);
  });
});

test('a picture is cut to a square, examined, and shown in the account and the shell', async () => {
  const say = wordsOf('web', 'en');
  const business = await makeBusiness('en', 'Çınar Tasarım');
  const picture = sharp({ create: { width: 900, height: 600, channels: 3, background: '#c75' } });
  const buffer = await picture.jpeg().toBuffer();
  await visit(browser, { language: 'en' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at('/settings/account'));
    await page.locator('input[type=file]').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByRole('button', { name: say('files_picture_use') }).click();
    await page.getByText(say('files_picture_changed')).waitFor();
    await expect.poll(() => page.locator('img[src*="/picture"]').count()).toBe(2);
    await page.getByRole('button', { name: say('files_picture_remove') }).click();
    await expect.poll(() => page.locator('img[src*="/picture"]').count()).toBe(0);
  });
});
