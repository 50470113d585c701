// The local Functions host over HTTP, with an app registered through the real @azure/functions.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSampleHost, type SampleHost } from './sample-host.ts';

let host: SampleHost;
beforeAll(async () => {
  host = await startSampleHost();
});
afterAll(() => host.stop());

const get = (path: string, init?: RequestInit) => fetch(`${host.url}/api${path}`, init);
const json = async (path: string, init?: RequestInit): Promise<unknown> => (await get(path, init)).json();

/** Node's own client, for requests that fetch refuses to send. */
function raw(path: string, method: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${host.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('route templates', () => {
  test('a literal beats a parameter', async () => {
    expect(await json('/things/special')).toEqual({ route: 'exact' });
  });
  test('an int constraint takes whole numbers only', async () => {
    expect(await json('/things/42')).toMatchObject({ params: { id: '42' } });
    expect((await get('/things/0')).status).toBe(404);
    expect((await get('/things/99999999999')).status).toBe(404);
  });
  test('alpha and length are both kept', async () => {
    expect(await json('/things/abc')).toMatchObject({ params: { name: 'abc' } });
    expect((await get('/things/a')).status).toBe(405);
    expect((await get('/things/abc-d')).status).toBe(404);
  });
  test('an optional parameter may be missing', async () => {
    expect(await json('/echo')).toMatchObject({ params: {} });
    expect(await json('/echo/')).toMatchObject({ params: {} });
    expect(await json('/echo/x')).toMatchObject({ params: { tail: 'x' } });
    expect((await get('/echo/x/y')).status).toBe(404);
  });
  test('a catch-all takes the rest of the path, slashes included', async () => {
    expect(await json('/files/a/b%20c/d.txt')).toMatchObject({ params: { path: 'a/b c/d.txt' } });
    expect((await get('/files')).status).toBe(200);
  });
  test('a segment may mix text and parameters, and a default fills a gap', async () => {
    expect(await json('/pages/index.tr.html')).toMatchObject({ params: { name: 'index.tr', kind: 'html' } });
    expect(await json('/lists')).toMatchObject({ params: { size: '20' } });
    expect(await json('/lists/50')).toMatchObject({ params: { size: '50' } });
  });
  test('literals match whatever their case', async () => {
    expect(await json('/THINGS/Special')).toEqual({ route: 'exact' });
  });
});

describe('methods', () => {
  test('every method that Azure knows reaches its function', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
      const answer = await get('/echo/m', { method });
      expect([answer.status, answer.headers.get('x-method')]).toEqual([200, method]);
      expect(await answer.text()).toHaveLength(
        method === 'HEAD'
          ? 0
          : answer.headers.get('content-length')
            ? Number(answer.headers.get('content-length'))
            : -1,
      );
    }
  });
  test('a known path with another method answers 405 and names the methods', async () => {
    const answer = await get('/things/7', { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, DELETE']);
    expect(await raw('/api/things/7', 'TRACE')).toBe(405);
  });
  test('one path may be split over functions by method', async () => {
    expect(await json('/things/abc', { method: 'PATCH' })).toMatchObject({ method: 'PATCH', params: { name: 'abc' } });
  });
});

describe('requests and answers', () => {
  test('repeated query keys, headers and Turkish bodies arrive whole', async () => {
    const body = JSON.stringify({ name: 'Çağrı Işık' });
    const answer = await json('/echo/x?m=a&m=b&q=%C4%B1', { method: 'POST', body, headers: { 'x-sent': 'yes' } });
    const query = [
      ['m', 'a'],
      ['m', 'b'],
      ['q', 'ı'],
    ];
    expect(answer).toMatchObject({ body, header: 'yes', query });
  });
  test('cookies keep every attribute, and SameSite only when the function wrote one', async () => {
    const cookies = (await get('/cookies')).headers.getSetCookie();
    expect(cookies).toEqual([
      '__Host-a=x%20y; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax',
      'b=2; SameSite=None',
      'c=3',
      'd=; Expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; Path=/; SameSite=Strict',
    ]);
  });
  test('bytes come back unchanged', async () => {
    const answer = await get('/bytes');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 10, 0]);
  });
  test('a function that returns nothing answers 204, one that throws 500 without a word', async () => {
    expect((await get('/nothing', { method: 'POST' })).status).toBe(204);
    const answer = await get('/boom');
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });
  test('a large upload arrives whole, one above the limit is refused', async () => {
    expect(await json('/upload', { method: 'POST', body: Buffer.alloc(20_000_000) })).toEqual({ bytes: 20_000_000 });
    expect(await raw('/api/upload', 'POST', { 'content-length': String(101 * 1024 * 1024) })).toBe(413);
  });
  test('a malformed path or host is a 400, never a crash', async () => {
    expect(await raw('/api/echo/%E0%A4%A', 'GET')).toBe(400);
    expect(await raw('/api/echo/x', 'GET', { host: 'a b' })).toBe(400);
    expect((await get('/echo/x')).status).toBe(200);
  });
});
