// A team from the first invitation on: mailed, accepted by somebody new, given another role; and one person in two businesses.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness } from './business.ts';
import { mailTo } from './mailbox.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const at = (path: string) => `${platform().urls.app}${path}`;

test.each(['tr', 'en'] as const)('somebody new is invited, joins, and gets another role, in %s', async (language) => {
  const say = wordsOf('web', language);
  const business = await makeBusiness(language, 'Çınar Tasarım');
  const email = `yeni-${newId()}@ornek.example`;
  await visit(browser, { language }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at('/settings/members'));
    await page.getByRole('button', { name: say('members_invite'), exact: true }).click();
    await page.getByLabel(say('email')).fill(email);
    await page.getByRole('button', { name: say('members_invite_send') }).click();
    await page.getByText(email, { exact: true }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
  const link = /https?:\/\/\S+\/invitation#[\w-]{43}/.exec((await mailTo(email)).text)?.[0] ?? '';
  await visit(browser, { language, width: 360 }, async (page) => {
    await page.goto(link);
    await page.getByRole('heading', { name: 'Çınar Tasarım' }).waitFor();
    expect(page.url()).not.toContain('#');
    await page.getByLabel(say('sign_up_name')).fill('Ayşe Yılmaz');
    await page.getByLabel(say('password'), { exact: true }).fill('turuncu bisiklet yağmurda');
    for (const [part, value] of Object.entries({ day: '5', month: '5', year: '1990' })) {
      await page.locator(`[autocomplete="bday-${part}"]`).fill(value);
    }
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: say('members_accept') }).click();
    await page.waitForURL(/\/home/);
  });
  await visit(browser, { language, theme: 'dark' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at('/settings/members'));
    await page.getByRole('button', { name: say('members_role_of', { name: 'Ayşe Yılmaz' }) }).click();
    await page.getByRole('menuitem', { name: new RegExp(say('members_role_sales')) }).click();
    await page
      .getByRole('button', { name: say('members_role_of', { name: 'Ayşe Yılmaz' }) })
      .getByText(say('members_role_sales'))
      .waitFor();
  });
});

test('a further business is founded, and one goes back and forth', async () => {
  const say = wordsOf('web', 'tr');
  const business = await makeBusiness('tr', 'Birinci Atölye');
  await visit(browser, {}, async (page) => {
    await signIn(page, say, business);
    const menu = (name: string) => page.getByRole('button', { name: new RegExp(name) }).first();
    await menu('Birinci Atölye').click();
    await page.getByRole('menuitem', { name: say('members_found') }).click();
    await page.getByLabel(say('sign_up_tenant')).fill('İkinci Atölye');
    await page.getByRole('button', { name: say('members_found_act') }).click();
    await menu('İkinci Atölye').waitFor();
    await menu('İkinci Atölye').click();
    await page.getByRole('menuitem', { name: /Birinci Atölye/ }).click();
    await menu('Birinci Atölye').waitFor();
  });
});
