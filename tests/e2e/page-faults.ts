// What is wrong with a page: unreadable for some, wider than a screen, asking strangers, or leaving what our own lists do not name.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { ownCookies } from '../../shared/cookies.ts';
import { isOurs, type Kept } from '../../shared/device-storage.ts';
import type { Look } from './visitor.ts';

const widths = [360, 768, 1280, 1920];
const own = new Set(['localhost', '127.0.0.1']);
const ownNames = new Set<string>(Object.values(ownCookies).map(({ name }) => name));

const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A page may draw itself anew for another width, which takes it a moment. */
async function fits(page: Page, width: number): Promise<boolean> {
  await page.setViewportSize({ width, height: 900 });
  for (const pauseMs of [0, 100, 400, 1000]) {
    await page.waitForTimeout(pauseMs);
    if ((await overflowOf(page)) <= 0) return true;
  }
  return false;
}

/** Names of everything that lies in the browser's stores for the page's origin, besides cookies. */
export async function leftBehind(page: Page): Promise<{ place: Kept['place'] | 'database'; name: string }[]> {
  const found = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    files: await caches.keys(),
    database: (await indexedDB.databases()).map(({ name }) => name ?? ''),
  }));
  return (['local', 'session', 'files', 'database'] as const).flatMap((place) =>
    found[place].map((name) => ({ place, name })),
  );
}

/** The privacy policy's word: nobody else learns of a visit, and a device keeps only what the page of cookies names. */
export async function strangersOf(page: Page, asked: readonly string[]): Promise<string[]> {
  const elsewhere = asked.filter((url) => /^(https?|wss?):/.test(url) && !own.has(new URL(url).hostname));
  const cookies = (await page.context().cookies()).filter(
    ({ name, domain, httpOnly }) => !own.has(domain) || !httpOnly || !ownNames.has(name.replace(/-\d+$/, '')),
  );
  const kept = (await leftBehind(page)).filter(({ place, name }) => place === 'database' || !isOurs(place, name));
  return [
    ...elsewhere.map((url) => `asks ${url}`),
    ...cookies.map(({ name }) => `keeps the cookie ${name}`),
    ...kept.map(({ place, name }) => `keeps "${name}" (${place})`),
  ];
}

/** What of the page as it stands axe finds that somebody cannot read or reach. */
export async function findingsOf(page: Page): Promise<string[]> {
  // A mail is shown in a frame that runs no script, axe's neither: it would wait there for ever.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Opens an address and names every fault of what it shows. Colours make nothing wider: widths are tried in the light. */
export async function faultsOf(page: Page, url: string, theme: Look['theme']): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 900 });
  const asked: string[] = [];
  const note = (request: { url(): string }) => asked.push(request.url());
  page.on('request', note);
  await page.goto(url);
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  page.off('request', note);
  const path = new URL(url).pathname;
  const found = (await strangersOf(page, asked)).map((stranger) => `${path} ${stranger}`);
  found.push(...(await findingsOf(page)).map((finding) => `${path} ${finding}`));
  for (const width of theme === 'light' ? widths : []) {
    if (!(await fits(page, width))) found.push(`${path} is ${await overflowOf(page)} px wider than ${width}`);
  }
  return found;
}
