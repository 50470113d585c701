// Somebody who was taken out of their only business, in a real browser: in with the password all the same, and on into a business of their own, or out for good.
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { testPassword, type Member } from '../support/world.ts';
import { makeBusiness } from './business.ts';
import { findingsOf } from './page-faults.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function takeOut({ userId }: Member): Promise<void> {
  const admin = new pg.Client({ connectionString: platform().databaseAdminUrl });
  await admin.connect();
  await admin.query('delete from members where user_id = $1', [userId]);
  await admin.end();
}

/** The address of somebody whose only business has taken them out of its team. */
async function takenOut(language: 'tr' | 'en'): Promise<string> {
  const { members } = await makeBusiness(language, 'Eski İşyeri');
  await takeOut(members.sales);
  return members.sales.email;
}

test.each([
  ['tr', 1440],
  ['en', 360],
] as const)('in %s at %i pixels', async (language, width) => {
  const say = wordsOf('web', language);
  const email = await takenOut(language);
  const { app } = platform().urls;
  await visit(browser, { language, width }, async (page) => {
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const outside = page.getByRole('heading', { name: say('members_outside_title') });
    const comeIn = async () => {
      await page.goto(`${app}/sign-in?back=/invoices`);
      await page.getByLabel(say('email')).fill(email);
      await page.getByLabel(say('password'), { exact: true }).fill(testPassword);
      await press(say('sign_in'));
      await outside.waitFor();
    };
    await comeIn();
    expect(new URL(page.url()).pathname).toBe('/no-business');
    await page.getByText(email).waitFor();
    expect(await findingsOf(page)).toEqual([]);

    // Out for good, and back after all.
    await page.getByRole('link', { name: say('leaving_account') }).click();
    await page.getByRole('heading', { name: say('leaving_goes') }).waitFor();
    expect(await findingsOf(page)).toEqual([]);
    await press(say('leaving_ask'));
    await page.getByRole('dialog').getByRole('textbox').fill(email);
    await press(say('leaving_ask_confirm'));
    await page.getByRole('heading', { name: say('leaving_pending_title') }).waitFor();
    await page.goto(`${app}/no-business`);
    await page.waitForURL('**/leaving');
    await press(say('leaving_keep'));
    await outside.waitFor();

    // Out of this browser, and in again.
    await press(say('sign_out'));
    await page.waitForURL('**/sign-in*');
    await comeIn();
    await press(say('members_found_act'));
    await page.getByLabel(say('sign_up_tenant')).fill('Yeni Başlangıç Ltd. Şti.');
    await press(say('members_found_act'));
    await page.waitForURL('**/home');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('Yeni Başlangıç Ltd. Şti.').count()).toBeGreaterThan(0);
  });
});

test('whoever is taken out at work is asked for the password, and led to the way on', async () => {
  const say = wordsOf('web', 'tr');
  const business = await makeBusiness('tr', 'Ayrılınan Ltd. Şti.');
  const { sales } = business.members;
  await visit(browser, { language: 'tr' }, async (page) => {
    await signIn(page, say, { ...business, owner: sales });
    await takeOut(sales);
    await page
      .getByRole('link', { name: say('clients'), exact: true })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: say('sign_in_again_title') });
    await dialog.getByLabel(say('password'), { exact: true }).fill(testPassword);
    await dialog.getByRole('button', { name: say('sign_in'), exact: true }).click();
    await page.getByRole('heading', { name: say('members_outside_title') }).waitFor();
    expect(await dialog.count()).toBe(0);
  });
});
