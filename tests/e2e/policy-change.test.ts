// A change of our own texts as people meet it: told on every page with its day, read, put aside once for all devices, agreed to where it binds.
import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, today } from '../../shared/dates.ts';
import { formatDay } from '../../shared/format.ts';
import { policies, type PolicyName } from '../../shared/policies.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { makeBusiness } from './business.ts';
import { leftBehind } from './page-faults.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

const say = wordsOf('web', 'tr');
const zone = 'Europe/Istanbul';

let browser: Browser;
let admin: pg.Client;
beforeAll(async () => {
  browser = await launchBrowser();
  admin = new pg.Client({ connectionString: platform().databaseAdminUrl });
  await admin.connect();
});

/** Only one version ships, so that one is published anew: facts that nobody but a test may change, and that it puts back. */
async function publish(policy: PolicyName, isMaterial: boolean, publishedAt: string, effectiveAt: string) {
  await admin.query('set session_replication_role = replica');
  await admin.query(
    'update policy_publications set is_material = $2, published_at = $3, effective_at = $4 where policy = $1',
    [policy, isMaterial, publishedAt, effectiveAt],
  );
  await admin.query('set session_replication_role = origin');
}
const first = `${policies.terms.effectiveDate}T00:00:00+03:00`;

afterAll(async () => {
  await admin.query('delete from policy_readings');
  for (const policy of ['privacy', 'terms'] as const) await publish(policy, false, first, first);
  await admin.end();
  await browser.close();
});

const line = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

/** Home, once the app has asked what there is to tell. */
async function arrive(page: Page, who: Parameters<typeof signIn>[2]): Promise<void> {
  const told = page.waitForResponse((answer) => answer.url().endsWith('/api/account/consents'));
  await signIn(page, say, who);
  await told;
  await page.waitForLoadState('networkidle');
}

async function readNew(page: Page, context: BrowserContext, title: string): Promise<void> {
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: say('promises_policy_read_new') }).click();
  const text = await opened;
  await text.getByRole('heading', { name: title, level: 1 }).waitFor();
  await text.close();
}

async function expectReadable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('a coming change of the privacy policy is told with its day, read, and put aside for the person on every device', async () => {
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  const day = addDays(today(zone), 20);
  await publish('privacy', true, new Date().toISOString(), `${day}T00:00:00+03:00`);
  const words = say('promises_policy_coming', { title: say('rights_consent_privacy'), day: formatDay(day, 'tr') });
  await visit(browser, {}, async (page, context) => {
    await arrive(page, business);
    await line(page, words).waitFor();
    await expectReadable(page);
    await readNew(page, context, say('rights_consent_privacy'));
    await page.goto(`${platform().urls.app}/clients`);
    await line(page, words)
      .getByRole('button', { name: say('promises_policy_seen') })
      .click();
    await line(page, words).waitFor({ state: 'detached' });
    expect((await leftBehind(page)).filter(({ name }) => name.includes('policy'))).toEqual([]);
  });
  await visit(browser, { theme: 'dark' }, async (page) => {
    await arrive(page, business);
    expect(await line(page, words).count()).toBe(0);
  });
  await visit(browser, { theme: 'dark' }, async (page) => {
    await arrive(page, await makeBusiness('tr', 'Başka İşletme'));
    await line(page, words).waitFor();
    await expectReadable(page);
  });
});

test('terms that changed ask for agreement when they hold, without a wall; it is seen, taken back and given again', async () => {
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  await publish('privacy', false, first, first);
  await publish('terms', true, '2026-10-01T00:00:00Z', first);
  const words = say('promises_policy_changed', { title: say('rights_consent_terms') });
  await visit(browser, {}, async (page, context) => {
    await arrive(page, business);
    await line(page, words).waitFor();
    await expectReadable(page);
    await readNew(page, context, say('rights_consent_terms'));
    await page.goto(`${platform().urls.app}/settings/account`);
    const own = page.getByRole('region', { name: say('rights_consents') });
    await own.getByText(say('rights_consent_missing'), { exact: true }).waitFor();
    await line(page, words)
      .getByRole('button', { name: say('promises_policy_agree') })
      .click();
    await page.getByText(say('rights_consent_given_toast')).waitFor();
    await own.getByText(say('rights_consent_in_force'), { exact: true }).waitFor();
    expect(await line(page, words).count()).toBe(0);
    await own.getByRole('button', { name: say('rights_consent_withdraw') }).click();
    await own.getByText(say('rights_consent_missing'), { exact: true }).waitFor();
    await own.getByRole('button', { name: say('rights_consent_give') }).click();
    await own.getByText(say('rights_consent_in_force'), { exact: true }).waitFor();
    await expectReadable(page);
  });
  const { rows } = await admin.query(
    `select is_given, encode(text_hash, 'hex') as hash, method from consents
     where user_id = $1 and purpose = 'terms' and method = 'account' order by at`,
    [business.owner.userId],
  );
  const fact = { hash: policies.terms.sha256.tr, method: 'account' };
  expect(rows).toEqual([true, false, true].map((isGiven) => ({ is_given: isGiven, ...fact })));
});
