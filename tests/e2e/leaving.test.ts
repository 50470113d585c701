// Somebody deletes their account in a real browser: the truth first, who owns what settled, the date at the next sign-in, and all of it back.
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { testPassword } from '../support/world.ts';
import { makeBusiness, type Business } from './business.ts';
import { mailTo } from './mailbox.ts';
import { findingsOf } from './page-faults.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Somebody else owns the business as well. */
async function shareOwnership({ owner }: Business): Promise<void> {
  const admin = new pg.Client({ connectionString: platform().databaseAdminUrl });
  await admin.connect();
  await admin.query(
    `update members set role = 'owner' where role = 'admin' and tenant_id = (select tenant_id from members where user_id = $1)`,
    [owner.userId],
  );
  await admin.end();
}

test.each(['tr', 'en'] as const)(
  'an account is deleted, seen with its date, and kept after all, in %s',
  async (language) => {
    const say = wordsOf('web', language);
    const business = await makeBusiness(language, 'Çınar Tasarım');
    const { email } = business.owner;
    const { app } = platform().urls;
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
    await visit(browser, { language }, async (page, context) => {
      await signIn(page, say, business);
      await page.goto(`${app}/settings/account`);
      await page.getByRole('link', { name: say('leaving_link') }).click();
      await page.getByText(say('leaving_fate_holds')).waitFor();
      expect(await page.getByRole('button', { name: say('leaving_ask') }).count()).toBe(0);
      await shareOwnership(business);
      await page.reload();
      await page.getByText(say('leaving_fate_leaves')).waitFor();
      expect(await findingsOf(page)).toEqual([]);
      await press(page, say('leaving_ask'));
      await page.getByRole('dialog').getByRole('textbox').fill(email);
      await press(page, say('leaving_ask_confirm'));
      const title = page.getByRole('heading', { name: say('leaving_pending_title') });
      await title.waitFor();
      expect(await findingsOf(page)).toEqual([]);
      expect((await mailTo(email)).subject).toContain(language === 'tr' ? 'Hesabınız silinecek' : 'will be deleted');

      await context.clearCookies();
      await page.goto(`${app}/invoices`);
      await page.getByLabel(say('email')).fill(email);
      await page.getByLabel(say('password'), { exact: true }).fill(testPassword);
      await press(page, say('sign_in'));
      await title.waitFor();
      expect(new URL(page.url()).pathname).toBe('/leaving');
      await page.goto(`${app}/clients`);
      await title.waitFor();
      await press(page, say('leaving_keep'));
      await page.waitForURL('**/home');
      await page.getByRole('heading', { level: 1 }).waitFor();
    });
  },
);
