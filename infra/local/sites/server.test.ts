// The site server: the right file with the right headers, and /api passed on with nothing forged.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePortBase } from '../ports.ts';
import { startSite, type RunningSite } from './server.ts';

let site: RunningSite;
let host: Server;
let url = '';
let received: IncomingHttpHeaders = {};

function build(): string {
  const dir = mkdtempSync(join(tmpdir(), 'crmfex-site-'));
  mkdirSync(join(dir, '_app/immutable'), { recursive: true });
  writeFileSync(join(dir, 'index.html'), '<p>home</p>');
  writeFileSync(join(dir, 'en.html'), '<p>english</p>');
  writeFileSync(join(dir, '200.html'), '<p>app</p>');
  writeFileSync(join(dir, '_app/immutable/a.js'), 'export {};');
  writeFileSync(join(dir, '_app/immutable/a.js.br'), 'pressed');
  const routes = [{ route: '/clients*', rewrite: '/200.html', headers: { 'X-Rule': 'clients' } }];
  const responseOverrides = { '404': { rewrite: '/200.html' } };
  const globalHeaders = { 'Referrer-Policy': 'no-referrer' };
  writeFileSync(join(dir, 'staticwebapp.config.json'), JSON.stringify({ routes, responseOverrides, globalHeaders }));
  return dir;
}

beforeAll(async () => {
  const base = await findFreePortBase();
  host = createServer((incoming, response) => {
    received = incoming.headers;
    response.setHeader('set-cookie', ['a=1; HttpOnly', 'b=2']);
    response.writeHead(201, { 'content-type': 'text/plain' });
    incoming.pipe(response);
  });
  await new Promise<void>((resolve) => host.listen(base + 2, '127.0.0.1', resolve));
  site = await startSite({ dir: build(), port: base, functionsPort: base + 2 });
  url = `http://127.0.0.1:${base}`;
});
afterAll(async () => {
  await site.stop();
  host.close();
});

function rawStatus(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url + path, { headers, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('files', () => {
  test('a page is found with and without its ending, and the app where a rule says so', async () => {
    const text = async (path: string) => (await fetch(url + path)).text();
    expect(await text('/')).toBe('<p>home</p>');
    expect(await text('/en')).toBe('<p>english</p>');
    for (const path of ['/clients', '/clients/', '/clients/1?tab=all']) {
      const answer = await fetch(url + path);
      expect([answer.status, answer.headers.get('x-rule'), await answer.text()]).toEqual([
        200,
        'clients',
        '<p>app</p>',
      ]);
    }
  });
  test('an address that is nowhere is a 404 that says so in words', async () => {
    for (const path of ['/nothing', '/en/nothing', '/200.html/x']) {
      const answer = await fetch(url + path);
      expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
        404,
        'text/html; charset=utf-8',
        '<p>app</p>',
      ]);
    }
  });
  test('hashed files are immutable, pages are not cached, unchanged ones cost nothing', async () => {
    const script = await fetch(`${url}/_app/immutable/a.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const page = await fetch(`${url}/`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const again = await fetch(`${url}/`, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });
  test('a missing file is a 404, which no browser runs and no cache keeps', async () => {
    for (const path of ['/_app/immutable/gone.js', '/logo.png']) {
      const answer = await fetch(url + path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-cache']);
    }
  });
  test("every answer carries the security headers, the site's own first", async () => {
    for (const path of ['/', '/clients', '/_app/immutable/gone.js']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
  test('no path leads out of the folder, and the configuration is not served', async () => {
    expect(await rawStatus('/../../package.json')).toBe(404);
    expect(await rawStatus('/..%2f..%2fpackage.json')).toBe(404);
    expect(await rawStatus('/%')).toBe(400);
    expect((await fetch(`${url}/staticwebapp.config.json`)).status).toBe(404);
  });
  test('another host name is refused: a foreign page cannot point its name at this machine', async () => {
    expect(await rawStatus('/', { host: 'evil.example' })).toBe(421);
  });
});

describe('/api', () => {
  test('bodies, statuses and every cookie pass through', async () => {
    const answer = await fetch(`${url}/api/x?y=1`, { method: 'POST', body: 'ğüş' });
    expect([answer.status, await answer.text()]).toEqual([201, 'ğüş']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
  });
  test('what only a front end may say is overruled', async () => {
    const forged = {
      'x-forwarded-for': '6.6.6.6',
      'client-ip': '6.6.6.6',
      'x-ms-client-principal': 'admin',
      forwarded: 'for=6',
    };
    await fetch(`${url}/api/x`, { headers: { ...forged, 'x-forwarded-host': 'evil', cookie: 'kept=1' } });
    expect(received['x-forwarded-for']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(received['client-ip']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(received['x-forwarded-host']).toBe(url.replace('http://', ''));
    expect(received.cookie).toBe('kept=1');
    expect([received['x-ms-client-principal'], received.forwarded]).toEqual([undefined, undefined]);
  });
  test('a host that is down is a 503 that says when to come back', async () => {
    const base = await findFreePortBase();
    const lonely = await startSite({ dir: build(), port: base, functionsPort: base + 2 });
    const answer = await fetch(`http://127.0.0.1:${base}/api/x`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    await lonely.stop();
  });
});
