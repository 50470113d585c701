// The words of the sites as their message files hold them, so that tests find things by what people read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '../../shared/fields.ts';

const root = join(import.meta.dirname, '../..');
const Messages = z.record(z.string(), z.unknown());

/**
 * Finds words by key: `say('invoiceTitle', { number })`.
 * @throws when the key is unknown or its message has variants, which a test should not rebuild
 */
export function wordsOf(site: 'web' | 'portal', language: Language) {
  const messages = Messages.parse(JSON.parse(readFileSync(join(root, site, 'messages', `${language}.json`), 'utf8')));
  return (key: string, values: Record<string, string | number> = {}): string => {
    const message = messages[key];
    if (typeof message !== 'string') throw new Error(`${site}/messages/${language}.json has no plain message ${key}.`);
    return message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
}
