// A person's browser for the length of one test: its own cookies, its language, and no complaint in its console left unheard.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../shared/fields.ts';

export type Look = { language?: Language; theme?: 'light' | 'dark'; width?: number; hasTouch?: boolean };

/** Refusals that a test provokes, and the network that it takes away, are the browser's own words and no complaint of ours. */
const expected = /status of 4\d\d|net::ERR_(FAILED|INTERNET_DISCONNECTED)/;
/** A page that is looked ahead for, and cannot be fetched without a network. */
const unreachable = /Failed to fetch dynamically imported module/;

/** Opens a browser window, does the work, closes it, and fails when a page threw or its console showed an error. */
export async function visit(
  browser: Browser,
  look: Look,
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { language = 'tr', theme = 'light', width = 1280, hasTouch = false } = look;
  const locale = language === 'tr' ? 'tr-TR' : 'en-GB';
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ locale, colorScheme: theme, viewport, hasTouch });
  context.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  let isOffline = false;
  const setOffline = context.setOffline.bind(context);
  context.setOffline = async (next) => {
    isOffline = next;
    await setOffline(next);
  };
  try {
    context.on('page', (page) => {
      const complain = (words: string) => {
        if (!(isOffline && unreachable.test(words))) complaints.push(`${page.url()}: ${words}`);
      };
      page.on('pageerror', (error) => complain(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected.test(message.text())) complain(message.text());
      });
    });
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
  expect(complaints).toEqual([]);
}
