// An account as its person protects it, in a real browser: a passkey, a second factor, and a dangerous act that asks and goes on.
import * as OTPAuth from 'otpauth';
import pg from 'pg';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { testPassword } from '../support/world.ts';
import { makeBusiness, type Business } from './business.ts';
import { findingsOf } from './page-faults.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${platform().urls.app}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const within = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).last().click();

/** A device that unlocks itself, as Chromium's own tools imitate one. */
async function plugInAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const tools = await context.newCDPSession(page);
  await tools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

async function makeOld({ owner }: Business): Promise<void> {
  const admin = new pg.Client({ connectionString: platform().databaseAdminUrl });
  await admin.connect();
  await admin.query("update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1", [
    owner.userId,
  ]);
  await admin.end();
}

describe.each(['tr', 'en'] as const)('security of an account, in %s', (language) => {
  const say = wordsOf('web', language);

  test('a passkey signs in, and a dangerous act asks who it is and then goes on', async () => {
    const business = await makeBusiness(language, 'Çınar Tasarım');
    await visit(browser, { language }, async (page, context) => {
      await plugInAuthenticator(context, page);
      await signIn(page, say, business);
      await makeOld(business);
      await open(page, '/settings/security');
      expect(await findingsOf(page)).toEqual([]);
      await press(page, say('accounts_passkey_add'));
      await page.getByLabel(say('accounts_passkey_name'), { exact: true }).fill('Çınar');
      await within(page, say('accounts_passkey_add'));
      const proof = page.getByRole('dialog', { name: say('accounts_proof_title') });
      await proof.getByLabel(say('password'), { exact: true }).fill(testPassword);
      await proof.getByRole('button', { name: say('accounts_proof_go') }).click();
      await page.getByText(say('accounts_passkey_never')).waitFor();
      await context.clearCookies();
      await open(page, '/sign-in');
      await press(page, say('accounts_passkey_sign_in'));
      await page.waitForURL('**/home');
    });
  });

  test('an authenticator app is set up, asked for at the next sign-in, and turned off', async () => {
    const business = await makeBusiness(language, 'Çınar Tasarım');
    await visit(browser, { language, theme: 'dark' }, async (page, context) => {
      await signIn(page, say, business);
      await open(page, '/settings/security');
      await press(page, say('accounts_factor_begin'));
      await page.getByText(say('accounts_factor_key')).waitFor();
      expect(await findingsOf(page)).toEqual([]);
      const typed = (await page.locator('p.font-mono').textContent()) ?? '';
      const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(typed.replaceAll(' ', '')) });
      await page.getByLabel(say('accounts_code'), { exact: true }).fill(totp.generate());
      await within(page, say('accounts_factor_confirm'));
      await press(page, say('accounts_codes_done'));
      await context.clearCookies();
      await open(page, '/sign-in');
      await page.getByLabel(say('email')).fill(business.owner.email);
      await page.getByLabel(say('password'), { exact: true }).fill(testPassword);
      await press(page, say('sign_in'));
      // A code is good once, so the next one is shown: the window reaches thirty seconds ahead.
      const next = totp.generate({ timestamp: Date.now() + 30_000 });
      await page.getByLabel(say('accounts_code'), { exact: true }).fill(next);
      await press(page, say('sign_in'));
      await page.waitForURL('**/home');
      await open(page, '/settings/security');
      await press(page, say('accounts_factor_remove'));
      await within(page, say('accounts_factor_remove'));
      await page.getByRole('button', { name: say('accounts_factor_begin'), exact: true }).waitFor();
    });
  });
});
