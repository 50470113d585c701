// The words of the sites as their message files hold them, so that tests find things by what people read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '../../shared/fields.ts';

const root = join(import.meta.dirname, '../..');
const Messages = z.record(z.string(), z.unknown());

/** All message files of a site in one language; a key stands in one file only. */
export function messagesOf(site: 'web' | 'portal', language: Language): Record<string, unknown> {
  const dir = join(root, site, 'messages');
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(`${language}.json`),
  );
  const parts = files.map((file) => Messages.parse(JSON.parse(readFileSync(join(dir, file), 'utf8'))));
  const messages = Object.assign({}, ...parts) as Record<string, unknown>; // records in, record out
  const count = parts.reduce((sum, part) => sum + Object.keys(part).length, 0);
  if (Object.keys(messages).length !== count) throw new Error(`A key stands in two message files of ${site}.`);
  return messages;
}

/**
 * Finds words by key: `say('invoiceTitle', { number })`.
 * @throws when the key is unknown or its message has variants, which a test should not rebuild
 */
export function wordsOf(site: 'web' | 'portal', language: Language) {
  const messages = messagesOf(site, language);
  return (key: string, values: Record<string, string | number> = {}): string => {
    const message = messages[key];
    if (typeof message !== 'string') throw new Error(`${site}/messages/${language}.json has no plain message ${key}.`);
    return message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
}
