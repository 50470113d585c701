// Takes the pictures of the product that the public site and the README show, from a running, seeded platform.
// `node tests/support/pictures.ts --port-base 24000`, beside an `npm start` on the same ports; looks at the demo business, and makes one portal link in it for each round.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Language } from '../../shared/fields.ts';
import { launchBrowser } from './browser.ts';
import { portBaseFrom } from '../../infra/local/ports.ts';
import { owner, password } from '../../infra/local/seed/people.ts';

const folder = resolve(import.meta.dirname, '../../web/static/pictures');
const width = 1280;
const height = 800;
const scale = 1.5;

type Theme = 'light' | 'dark';
type Listed = { items: { id: string }[] };
type Found = { issued: string; draft: string; link: string };

/** What to look at: the second newest invoice, a draft, and a link as a client would get it. */
async function findThings(page: Page): Promise<Found> {
  const ask = async <T>(path: string, method = 'GET'): Promise<T> =>
    page.evaluate(async ([address, verb]) => (await fetch(`/api${address}`, { method: verb })).json(), [
      path,
      method,
    ] as const);
  const { items: issued } = await ask<Listed>('/invoices?state=issued&limit=5');
  const { items: drafts } = await ask<Listed>('/invoices?state=draft&limit=5');
  const [first, draft] = [issued[1] ?? issued[0], drafts[0]];
  if (!first || !draft) throw new Error('The demo business has no invoices to show: start with --reset.');
  const { url } = await ask<{ url: string }>(`/invoices/${first.id}/links`, 'POST');
  return { issued: first.id, draft: draft.id, link: url };
}

async function signIn(page: Page, app: string, language: Language): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
  await page.goto(`${app}/sign-in`);
  await page.locator('input[autocomplete=username]').fill(owner.email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/home');
}

/** What the README shows is a PNG, for not every reader of it shows AVIF: one language and theme of each. */
const inReadme = new Set(['overview-en-light', 'editor-en-light', 'invoice-en-light']);

async function shoot(page: Page): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1500); // pictures inside the page (the PDF, the logo) come after it
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}

async function keepForReadme(shot: Buffer, what: string): Promise<void> {
  const picture = await sharp(shot).resize({ width }).png({ palette: true }).toBuffer();
  writeFileSync(join(folder, `${what}.png`), picture);
  console.log(`${`${what}.png`.padEnd(22)} ${Math.round(picture.length / 1024)} kB`);
}

async function keep(page: Page, name: string): Promise<void> {
  const shot = await shoot(page);
  if (inReadme.has(name)) await keepForReadme(shot, name.split('-')[0] ?? name);
  const picture = await sharp(shot).avif({ quality: 52, effort: 3 }).toBuffer();
  writeFileSync(join(folder, `${name}.avif`), picture);
  console.log(`${name.padEnd(22)} ${Math.round(picture.length / 1024)} kB`);
}

async function takePictures(browser: Browser, app: string, language: Language, colorScheme: Theme): Promise<void> {
  const locale = language === 'tr' ? 'tr-TR' : 'en-GB';
  const viewport = { width, height };
  const context = await browser.newContext({ locale, colorScheme, viewport, deviceScaleFactor: scale });
  const page = await context.newPage();
  const name = (what: string) => `${what}-${language}-${colorScheme}`;
  try {
    await signIn(page, app, language);
    const { issued, draft, link } = await findThings(page);
    const look = async (what: string, path: string) => {
      await page.goto(path.startsWith('http') ? path : `${app}${path}`, { waitUntil: 'networkidle' });
      await page.getByRole('heading').first().waitFor();
      await keep(page, name(what));
    };
    await look('overview', '/home');
    await look('list', '/invoices');
    await look('editor', `/invoices/${draft}/edit`);
    await look('invoice', `/invoices/${issued}`);
    await page.setViewportSize({ width: 390, height: 780 });
    await look('portal', link);
    if (name('portal') !== 'portal-tr-light') return;
    await page.setViewportSize({ width, height: 860 });
    await keepForReadme(await shoot(page), 'portal');
  } finally {
    await context.close();
  }
}

const { values } = parseArgs({ options: { 'port-base': { type: 'string' } } });
const app = `http://localhost:${portBaseFrom(values['port-base'])}`;
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const language of ['tr', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) await takePictures(browser, app, language, theme);
  }
} finally {
  await browser.close();
}
