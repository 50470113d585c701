// Network addresses made coarse: whole ones stand only where they protect an account, in the sign-in log and the list of sessions.
import { isIP } from 'node:net';

/** The first three groups of an IPv6 address, whatever is left out in it. */
function firstGroups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail ? tail.split(':') : [];
  // Dots at the end stand for two groups.
  const length = groups.length + rest.length + (address.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - length) }, () => '0');
  return [...groups, ...zeros, ...rest].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, '').toLowerCase());
}

/** The network of an address, /24 of IPv4 and /48 of IPv6, written as its first address; null for what is none. */
export function coarseAddress(address: string | null): string | null {
  const bare = (address ?? '').replace(/%.*$/, '');
  // Also `::ffff:192.0.2.7`, which is IPv4 in the clothes of IPv6.
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(bare)?.[1];
  if (isIP(bare) === 0) return null;
  if (v4 !== undefined) return `${v4}.0`;
  const groups = firstGroups(bare);
  while (groups.at(-1) === '0') groups.pop();
  return `${groups.join(':')}::`;
}
