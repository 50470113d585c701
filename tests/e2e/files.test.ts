// Files and the own picture as a person meets them: sent straight to the store, examined by the blob trigger, saved and deleted.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness } from './business.ts';
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
