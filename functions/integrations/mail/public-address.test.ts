// A host of a tenant's choice is reached only under a public name, and only when every address of it is public.
import { expect, test } from 'vitest';
import { isPublic, publicAddress } from './public-address.ts';

test.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  ['this machine', '127.0.0.1'],
  ['this machine, by IPv6', '::1'],
  ['this machine, mapped', '::ffff:127.0.0.1'],
  ['an office', '192.168.1.10'],
  ['a data centre', '10.0.0.4'],
  ['a data centre, by IPv6', 'fd00::4'],
  ['a carrier', '100.64.0.1'],
  ['metadata', '169.254.169.254'],
  ['metadata, mapped', '::ffff:169.254.169.254'],
  ['metadata behind NAT64', '64:ff9b::a9fe:a9fe'],
  ['a tunnel to an office', '2002:c0a8:10a::1'],
  ['Azure’s own services', '168.63.129.16'],
  ['Azure’s own services, mapped', '::ffff:168.63.129.16'],
  ['nowhere', '0.0.0.0'],
  ['everybody', '255.255.255.255'],
  ['no address', 'localhost'],
])('%s is not public: %s', (_what, address) => {
  expect(isPublic(address)).toBe(false);
});

const finds =
  (...addresses: string[]) =>
  async () =>
    addresses;

test('a name leads to the address that was checked', async () => {
  expect(await publicAddress('smtp.firma.com.tr', [], finds('93.184.216.34', '2606:2800:220:1::1'))).toBe(
    '93.184.216.34',
  );
});

test('one address that is not public spoils the name, and so does none', async () => {
  await expect(publicAddress('a.firma.com', [], finds('93.184.216.34', '10.0.0.1'))).rejects.toThrow('not public');
  await expect(publicAddress('a.firma.com', [], finds())).rejects.toThrow('not public');
});

test.each([
  'localhost',
  'localhost.',
  'smtp.localhost',
  'db.internal',
  'printer.local',
  'crmfex-api.azurewebsites.net',
  'crmfex.vault.azure.com',
  'app.crmfex.com',
  '127.1',
  '0x7f000001',
  '2130706433',
  '93.184.216.34',
  '①②⑦.⓪.⓪.①',
  'firma.com/x',
  'a@firma.com',
])('%s is never looked up', async (host) => {
  const find = () => Promise.reject(new Error('looked up'));
  await expect(publicAddress(host, ['app.crmfex.com'], find)).rejects.not.toThrow('looked up');
});
