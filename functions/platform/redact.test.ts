// What leaves a business's own pages tells what went wrong, and nothing of anybody.
import { expect, test } from 'vitest';
import { redactedText } from './redact.ts';

test.each([
  ['could not mail ayse.kaya@example.com.tr: refused', 'could not mail [address]: refused'],
  ['violates check constraint "outbox_body_check"', 'violates check constraint "outbox_body_check"'],
  ['invalid input syntax for type uuid: "Boğaz Manzarası"', 'invalid input syntax for type uuid: "[…]"'],
  ['Unexpected token \'S\', "Sayın Kaya" is not valid JSON', 'Unexpected token "[…]", "[…]" is not valid JSON'],
  ['GET https://blobs.example/a/b?sig=abc%3D failed', 'GET https://blobs.example/a/b?[…] failed'],
  ['no such IBAN TR33 0006 1005 1978 6457 8413 26', 'no such IBAN [number]'],
  ['taxpayer 12345678901 is unknown', 'taxpayer [number] is unknown'],
  ['call +90 532 123 45 67', 'call +[number]'],
  ['status 503 after 15000 ms at 2026', 'status 503 after 15000 ms at 2026'],
  ["can't read what isn't there", "can't read what isn't there"],
])('%s', (text, redacted) => {
  expect(redactedText(text)).toBe(redacted);
});
