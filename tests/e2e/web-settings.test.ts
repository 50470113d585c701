// Settings as an owner keeps them: saved in part, refused in words, never lost; and the log that tells of it afterwards.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tenantRoutes } from '../../shared/tenants.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness, type Business } from './business.ts';
import { findingsOf } from './page-faults.ts';
import { signIn, type Say } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (page: Page, path: string) => page.goto(`${platform().urls.app}${path}`);
const ownTenant = ({ api }: Business) => api(tenantRoutes.get);

/** One opaque pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function save(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('save'), exact: true }).click();
  await page.getByText(say('saved'), { exact: true }).first().waitFor();
}

/** The language follows the account; the theme is the browser's. */
async function findings(page: Page, heading: string): Promise<string[]> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  return findingsOf(page);
}

describe.each(['tr', 'en'] as const)('settings, in %s', (language) => {
  const say = wordsOf('web', language);

  test('what was typed is saved, and only that; a wrong field is named and nothing typed is lost', async () => {
    const business = await makeBusiness(language, 'Çınar Tasarım');
    await visit(browser, { language }, async (page) => {
      await signIn(page, say, business);
      await open(page, '/settings/business');
      await page.getByLabel(say('website')).fill('not an address');
      await page.getByLabel(say('city'), { exact: true }).fill('Eskişehir');
      await page.getByRole('button', { name: say('save'), exact: true }).click();
      await page.locator('[type="url"][aria-invalid="true"]').waitFor();
      expect(await page.getByLabel(say('city'), { exact: true }).inputValue()).toBe('Eskişehir');
      await page.getByLabel(say('website')).fill('https://cinar.example');
      const sent = page.waitForRequest((request) => request.method() === 'PATCH');
      await save(page, say);
      expect((await sent).postDataJSON()).toEqual({ website: 'https://cinar.example', city: 'Eskişehir' });
      expect(await ownTenant(business)).toMatchObject({ website: 'https://cinar.example', city: 'Eskişehir' });
    });
  });

  test('an IBAN falls into groups while it is typed, and one that does not add up is told at once', async () => {
    const business = await makeBusiness(language, 'Çınar Tasarım');
    await visit(browser, { language }, async (page) => {
      await signIn(page, say, business);
      await open(page, '/settings/business');
      const iban = page.getByLabel('IBAN').first();
      await iban.fill('');
      await iban.pressSequentially('tr330006100519786457841327');
      expect(await iban.inputValue()).toBe('TR33 0006 1005 1978 6457 8413 27');
      await page.getByText(say('iban_odd')).waitFor();
      await iban.press('Backspace');
      await iban.press('6');
      await page.getByText(say('iban_odd')).waitFor({ state: 'detached' });
    });
  });
});

describe('settings', () => {
  const say = wordsOf('web', 'tr');

  test('a change from elsewhere comes in, what is being typed stays, and saving both loses neither', async () => {
    const business = await makeBusiness('tr', 'Çınar Tasarım');
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await open(page, '/settings/business');
      await page.getByLabel(say('city'), { exact: true }).fill('Ankara');
      const { version } = await ownTenant(business);
      await business.api(tenantRoutes.update, {
        body: { website: 'https://baska.example', city: 'Bursa' },
        ifMatch: `"${version}"`,
      });
      await page.getByRole('button', { name: say('save'), exact: true }).click();
      await page.getByText(say('settings_clash', { fields: say('city') })).waitFor();
      expect(await page.getByLabel(say('website')).inputValue()).toBe('https://baska.example');
      expect(await page.getByLabel(say('city'), { exact: true }).inputValue()).toBe('Ankara');
      await save(page, say);
      expect(await ownTenant(business)).toMatchObject({ city: 'Ankara', website: 'https://baska.example' });
    });
  });

  test('leaving with something unsaved asks first, and keeps it when told to', async () => {
    const business = await makeBusiness('tr', 'Çınar Tasarım');
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await open(page, '/settings/business');
      await page.getByLabel(say('city'), { exact: true }).fill('Ankara');
      await page.getByRole('link', { name: say('account'), exact: true }).click();
      const question = page.getByRole('dialog', { name: say('settings_unsaved_title') });
      await question.getByRole('button', { name: say('settings_keep_editing') }).click();
      expect(await page.getByLabel(say('city'), { exact: true }).inputValue()).toBe('Ankara');
      await page.getByRole('link', { name: say('account'), exact: true }).click();
      await question.getByRole('button', { name: say('settings_discard_leave') }).click();
      await page.waitForURL('**/settings/account');
      expect((await ownTenant(business)).city).toBe('İstanbul');
    });
  });

  test('a dialog does not lose what was typed to a slip: Escape asks first', async () => {
    const business = await makeBusiness('tr', 'Çınar Tasarım');
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await open(page, '/settings/members');
      const begin = page.getByRole('button', { name: say('members_invite'), exact: true });
      const dialog = page.getByRole('dialog', { name: say('members_invite') });
      await begin.click();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await begin.click();
      await dialog.getByLabel(say('email')).fill('yeni@cinar.example');
      await page.keyboard.press('Escape');
      await dialog.getByRole('button', { name: say('settings_keep_editing') }).click();
      expect(await dialog.getByLabel(say('email')).inputValue()).toBe('yeni@cinar.example');
      await page.mouse.click(2, 2);
      await dialog.getByRole('button', { name: say('settings_discard_leave') }).click();
      await dialog.waitFor({ state: 'detached' });
    });
  });

  test('a logo is put in, taken away with a way back, and the log tells of it', async () => {
    const business = await makeBusiness('tr', 'Çınar Tasarım');
    await visit(browser, {}, async (page) => {
      await signIn(page, say, business);
      await open(page, '/settings/business');
      await page.getByLabel(say('city'), { exact: true }).fill('Ankara');
      await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: pixel });
      await page.getByRole('img', { name: say('logo_of', { name: business.tenantName }) }).waitFor();
      expect(await page.getByLabel(say('city'), { exact: true }).inputValue()).toBe('Ankara');
      const brand = page.getByRole('region', { name: say('logo') });
      await brand.getByRole('button', { name: say('logo_remove') }).click();
      await page.getByRole('button', { name: say('undo') }).click();
      await page.getByRole('img', { name: say('logo_of', { name: business.tenantName }) }).waitFor();
      await save(page, say);
      expect((await ownTenant(business)).logoKey).not.toBeNull();
      await brand.getByRole('button', { name: say('logo_remove') }).click();
      await expect.poll(async () => (await ownTenant(business)).logoKey, { timeout: 15_000 }).toBeNull();
      await page.getByRole('link', { name: say('activity'), exact: true }).click();
      await page.getByRole('link', { name: say('activity_logo_changed'), exact: true }).waitFor();
    });
  });

  test.each(['light', 'dark'] as const)('are usable by everyone, %s, in both languages', async (theme) => {
    for (const language of ['tr', 'en'] as const) {
      const business = await makeBusiness(language, 'Çınar Tasarım');
      const words = wordsOf('web', language);
      await visit(browser, { language, theme, width: theme === 'dark' ? 360 : 1280 }, async (page) => {
        await signIn(page, words, business);
        for (const path of ['/settings/business', '/settings/account', '/settings/sign-ins', '/activity']) {
          await open(page, path);
          expect(await findings(page, words(path === '/activity' ? 'activity' : 'settings')), path).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, path).toBeLessThanOrEqual(0);
        }
      });
    }
  });
});
