// Pages that were drawn a moment ago, in this process only: scrolling through a preview draws nothing anew.
import { createHash } from 'node:crypto';
import type { InvoiceDocument } from './invoice-document.ts';

const LETTERS_MAX = 24_000_000;

type Kept = { pages: Promise<string[]>; letters: number };
const kept = new Map<string, Kept>();

/** @param document without its logo's bytes, for which `logoKey` stands; @param tenantId whose document it is, so that nobody meets another's */
export function keyOfPages(document: Omit<InvoiceDocument, 'logo'>, logoKey: string | null, tenantId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tenantId, logoKey, document]))
    .digest('base64');
}

/** The pages under a key, drawn when they are not there; asked twice at once they are drawn once, and a failure is not kept. */
export async function pagesUnder(key: string, draw: () => Promise<string[]>): Promise<string[]> {
  const found = kept.get(key) ?? { pages: draw(), letters: 0 };
  kept.delete(key);
  kept.set(key, found);
  try {
    const pages = await found.pages;
    found.letters = pages.reduce((sum, page) => sum + page.length, 0);
    forgetOldest();
    return pages;
  } catch (error) {
    if (kept.get(key) === found) kept.delete(key);
    throw error;
  }
}

/** The newest stay, as many as there is room for. */
function forgetOldest(): void {
  let letters = Array.from(kept.values()).reduce((sum, one) => sum + one.letters, 0);
  for (const [key, one] of kept) {
    if (letters <= LETTERS_MAX || kept.size === 1) return;
    kept.delete(key);
    letters -= one.letters;
  }
}
