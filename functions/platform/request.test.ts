// What is believed of a browser: its language, its address, its cookies.
import { describe, expect, test } from 'vitest';
import { cookieName, openDocuments, readCookie, tokenHash, withOpenDocument } from './cookies.ts';
import type { Config } from './config.ts';
import { browserOf, languageOf } from './request.ts';

const edgeSecret = 'a secret of the edge, long enough';
const configured = (secret: string | undefined) => ({ edgeSecret: secret }) as Config; // nothing else is read

describe('the language', () => {
  test.each([
    [null, 'tr'],
    ['', 'tr'],
    ['en', 'en'],
    ['en-US,en;q=0.9,tr;q=0.8', 'en'],
    ['en;q=0.3, tr-TR;q=0.9', 'tr'],
    ['de,fr', 'tr'],
    ['de, en;q=0.1', 'en'],
    ['en;q=0, tr', 'tr'],
    [';;;,,,q=', 'tr'],
  ])('asked for by %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('the address', () => {
  const seen = (headers: Record<string, string>, secret?: string) =>
    browserOf(new Headers(headers), configured(secret));

  test('is what the host saw, never what a client claims', () => {
    const claims = {
      'x-forwarded-for': '6.6.6.6',
      'cf-connecting-ip': '6.6.6.6',
      'cf-ipcountry': 'DE',
      'x-real-ip': '6.6.6.6',
    };
    expect(seen({ ...claims, 'client-ip': '203.0.113.7:5512' }, edgeSecret)).toMatchObject({
      ip: '203.0.113.7',
      country: null,
    });
    expect(seen({ ...claims, 'x-edge-secret': 'wrong' }, edgeSecret).ip).toBeNull();
    expect(seen({ ...claims, 'x-edge-secret': '' }).country).toBeNull();
  });

  test('comes from our edge when it shows its secret', () => {
    const headers = {
      'x-edge-secret': edgeSecret,
      'cf-connecting-ip': '2001:db8::1',
      'cf-ipcountry': 'TR',
      'client-ip': '1.1.1.1',
    };
    expect(seen(headers, edgeSecret)).toMatchObject({ ip: '2001:db8::1', country: 'TR' });
    expect(seen({ ...headers, 'cf-ipcountry': 'XX' }, edgeSecret).country).toBeNull();
    expect(seen({ ...headers, 'cf-ipcountry': 'T1' }, edgeSecret).country).toBeNull();
  });

  test.each(['[2001:db8::1]:443', '[2001:db8::1]', '2001:db8::1'])('%s is read without brackets and port', (text) => {
    expect(seen({ 'client-ip': text }).ip).toBe('2001:db8::1');
  });

  test.each(['', 'localhost', '1.2.3', '1.2.3.4, 5.6.7.8', '999.1.1.1', "1.1.1.1' or 1=1"])('%j is none', (text) => {
    expect(seen({ 'client-ip': text }).ip).toBeNull();
  });

  test('a browser’s own name is kept short and printable', () => {
    const { userAgent } = seen({ 'user-agent': `Mozilla\té${'x'.repeat(600)}` });
    expect(userAgent).toMatch(/^Mozilla\?\?x+$/);
    expect(userAgent).toHaveLength(400);
  });
});

describe('cookies', () => {
  test('carry the port of a local origin in their name', () => {
    expect(cookieName('staff', 'http://localhost:24000')).toBe('__Host-staff-24000');
    expect(cookieName('client', 'https://portal.crmfex.com')).toBe('__Host-client');
  });

  test('are read by their exact name', () => {
    const header = 'x__Host-staff=1; __Host-staffx=2; __Host-staff=a=b ; __Host-staff=later';
    expect(readCookie(header, '__Host-staff')).toBe('a=b');
    expect(readCookie(null, '__Host-staff')).toBeNull();
    expect(readCookie('__Host-staff', '__Host-staff')).toBeNull();
  });

  test('hold only tokens of our making', () => {
    expect(tokenHash('a'.repeat(43))).toHaveLength(32);
    for (const text of [null, '', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}\n`]) {
      expect(tokenHash(text)).toBeNull();
    }
  });

  const document = (place: number) => ({
    linkId: `0190b1c2-0000-7000-8000-00000000000${place}`,
    token: String(place).repeat(43),
  });

  test('of a client hold eight open documents, newest first, each once', () => {
    let value: string | null = null;
    for (const place of [1, 2, 3, 4, 5, 6, 7, 8, 9, 2]) value = withOpenDocument(value, document(place));
    expect(openDocuments(value)).toEqual([2, 9, 8, 7, 6, 5, 4, 3].map(document));
    expect((value ?? '').length).toBeLessThan(1000);
  });

  test('of a client that are malformed open nothing', () => {
    for (const value of [null, '', '~~~', 'x.y', `${document(1).linkId}.short`, `.${document(1).token}`]) {
      expect(openDocuments(value)).toEqual([]);
    }
  });
});
