// A coarse address names a network and nobody in it.
import { expect, test } from 'vitest';
import { coarseAddress } from './addresses.ts';

test.each([
  ['203.0.113.7', '203.0.113.0'],
  ['203.0.113.0', '203.0.113.0'],
  ['255.255.255.255', '255.255.255.0'],
  ['::ffff:203.0.113.7', '203.0.113.0'],
  ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
  ['2001:0DB8:0003::1', '2001:db8:3::'],
  ['2001:db8::8a2e:370:7348', '2001:db8::'],
  ['2001:db8::', '2001:db8::'],
  ['::1', '::'],
  ['1::2:3:4:5:6:7', '1:0:2::'],
  ['64:ff9b::203.0.113.7', '64:ff9b::'],
  ['fe80::1%eth0', 'fe80::'],
])('%s is told as %s', (address, network) => {
  expect(coarseAddress(address)).toBe(network);
  expect(coarseAddress(network)).toBe(network);
});

test.each([null, '', 'unknown', '203.0.113', '203.0.113.7:80', '999.1.1.1', '[::1]', "::1' or 1=1"])(
  '%s is no address',
  (text) => {
    expect(coarseAddress(text)).toBeNull();
  },
);
