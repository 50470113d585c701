// Which address of a host that a tenant chose may be connected to: one of the public Internet, and nothing near us.
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

export type Lookup = (host: string) => Promise<readonly string[]>;

const lookupMs = 5_000;
// Azure's own services answer every virtual machine under this address, which looks public.
const azurePlatform = '168.63.129.16';
const forbiddenNames = /(^|\.)(localhost|internal|local|localdomain|azurewebsites\.net|windows\.net|azure\.com)\.?$/;

const systemLookup: Lookup = async (host) => {
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('The name was not resolved in time.')), lookupMs).unref(),
  );
  const found = await Promise.race([lookup(host, { all: true, verbatim: true }), late]);
  return found.map(({ address }) => address);
};

/** Whether an address is plain unicast of the public Internet; forms that hide an IPv4 address are judged by it. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && parsed.toString() !== azurePlatform;
}

/**
 * Resolves a host and gives the address to connect to.
 * @param own hosts of ours, which nobody may reach from inside
 * @throws Error when the name is no public one, or when any of its addresses is not public: a name with one good and one bad
 *   address could answer otherwise the next time
 */
export async function publicAddress(
  host: string,
  own: readonly string[],
  find: Lookup = systemLookup,
): Promise<string> {
  // The parser of URLs knows every disguise of an address: 0x7f000001, 127.1 and digits in circles.
  const { hostname } = new URL(`https://${host}`);
  const isName = hostname === host && host.includes('.') && !host.endsWith('.') && !ipaddr.isValid(host);
  if (!isName || forbiddenNames.test(host) || own.includes(host)) throw new Error('The host is not a public name.');
  const addresses = await find(host);
  const [first] = addresses;
  if (first === undefined || !addresses.every(isPublic)) throw new Error('The host has an address that is not public.');
  return first;
}
