// The public site as search engines and suspicious people read it: both languages name each other, and nothing comes from elsewhere.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { policies, policyHistory, policyNames } from '../../shared/policies.ts';
import { platform } from '../support/platform.ts';

const at = (path: string) => `${platform().urls.app}${path}`;
const read = async (path: string) => {
  const answer = await fetch(at(path));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

/** The paths of the sitemap, without the origin the site is built for. */
let paths: string[];
beforeAll(async () => {
  const { text } = await read('/sitemap.xml');
  paths = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
});

test('the map names every page in both languages, and each is there', async () => {
  expect(paths).toEqual(expect.arrayContaining(['/', '/en', '/features', '/en/features', '/privacy', '/en/terms']));
  expect(paths).toHaveLength(16);
  for (const path of paths) expect({ path, status: (await read(path)).status }).toEqual({ path, status: 200 });
});

test('each page says its language, what it is about, where it belongs and where its other language is', async () => {
  const titles = new Set<string>();
  for (const path of paths) {
    const { text } = await read(path);
    const language = /^\/en(\/|$)/.test(path) ? 'en' : 'tr';
    expect(attribute(text, /<html lang="(\w+)"/)).toBe(language);
    expect(attribute(text, /<meta name="description" content="([^"]+)"/).length).toBeGreaterThan(40);
    expect(new URL(attribute(text, /<link rel="canonical" href="([^"]+)"/)).pathname).toBe(path);
    const others = [...text.matchAll(/hreflang="(tr|en)" href="(https:[^"]+)"/g)].map(
      ([, , href = '']) => new URL(href).pathname,
    );
    expect(others).toContain(path);
    for (const other of others) expect(paths).toContain(other);
    titles.add(attribute(text, /<title>([^<]+)<\/title>/));
  }
  expect(titles.size).toBe(paths.length);
});

/** What stands between the tags of scripts without an address: the line that starts the page's own modules. */
const ownScripts = (text: string) =>
  [...text.matchAll(/<script(?![^>]*(?:src=|application\/ld\+json))[^>]*>([^]*?)<\/script>/g)].map(
    ([, code = '']) => code,
  );

// Three of them ask the living system what holds; the line that starts them is known to the policy by its hash.
test('no page loads anything from elsewhere, runs a script that its policy does not know, or may be framed', async () => {
  for (const path of paths) {
    const { text, headers } = await read(path);
    const loaded = [
      ...text.matchAll(
        /<(?:script|img|source|iframe|link rel="(?:stylesheet|preload)")[^>]*?(?:src|srcset|href)="([^"]+)"/g,
      ),
    ];
    for (const [, address = ''] of loaded) expect(address).not.toMatch(/^(https?:)?\/\//);
    expect(text).toContain('http-equiv="content-security-policy"');
    for (const script of ownScripts(text)) {
      expect({ path, asks: /\/(promises|privacy|terms)$/.test(path) }).toEqual({ path, asks: true });
      expect(text).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    }
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});

test('an address that is nowhere is answered with 404, while every place of the app opens by its address', async () => {
  for (const path of ['/nothing', '/en/nothing', '/fr', '/privacy/1999-01-01', '/en/privacy/1999-01-01'])
    expect({ path, status: (await read(path)).status }).toEqual({ path, status: 404 });
  for (const path of ['/home', '/clients', '/invoices/01981b2c-0000-7000-8000-000000000000/edit', '/settings/account'])
    expect({ path, status: (await read(path)).status }).toEqual({ path, status: 200 });
  const { portal } = platform().urls;
  const statuses = ['/', '/i', '/mails', '/invoices/x', '/nothing'].map(
    async (path) => (await fetch(portal + path)).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 404]);
});

test('search engines are kept out of the app', async () => {
  const { text } = await read('/robots.txt');
  for (const place of ['/api/', '/home', '/invoices', '/clients', '/settings'])
    expect(text).toContain(`Disallow: ${place}`);
  expect(text).toMatch(/Sitemap: https:\/\/[^/]+\/sitemap\.xml/);
});

describe.each(policyNames)('%s', (name) => {
  test('shows since when it holds, and every version there was, with the hash that is kept of an acceptance', async () => {
    for (const [language, prefix] of [
      ['tr', ''],
      ['en', '/en'],
    ] as const) {
      const { text } = await read(`${prefix}/${name}`);
      expect(text).toContain(`datetime="${policies[name].effectiveDate}"`);
      expect(text).toContain(policies[name].sha256[language]);
      for (const { version, sha256 } of policyHistory[name]) {
        const file = join(import.meta.dirname, `../../shared/policies/${name}/${version}.${language}.md`);
        expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256[language]);
        expect((await read(`${prefix}/${name}/${version}`)).text).toContain(sha256[language]);
      }
    }
  });
});
