// A person's browser for the length of one test: its own cookies, its language, and no complaint in its console left unheard.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../shared/fields.ts';

export type Look = { language?: Language; theme?: 'light' | 'dark'; width?: number };

/** Refusals that a test provokes, and the network that it takes away, are the browser's own words and no complaint of ours. */
const expected = /status of 4\d\d|net::ERR_(FAILED|INTERNET_DISCONNECTED)/;

/** Opens a browser window, does the work, closes it, and fails when a page threw or its console showed an error. */
export async function visit(
  browser: Browser,
  look: Look,
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { language = 'tr', theme = 'light', width = 1280 } = look;
  const locale = language === 'tr' ? 'tr-TR' : 'en-GB';
  const context = await browser.newContext({ locale, colorScheme: theme, viewport: { width, height: 900 } });
  context.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  try {
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected.test(message.text()))
          complaints.push(`${page.url()}: ${message.text()}`);
      });
    });
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
  expect(complaints).toEqual([]);
}
