// Writes the cookies of a function's answer as Set-Cookie headers, as the Functions host in Azure does.
import type { RpcCookie } from './core-types.ts';

const sameSiteWords = { strict: 'Strict', lax: 'Lax', explicitNone: 'None', none: null } as const;

function expiresText(value: NonNullable<RpcCookie['expires']>['value']): string | null {
  if (value === null || value === undefined) return null;
  const isTimestamp = typeof value === 'object' && !(value instanceof Date);
  return new Date(isTimestamp ? (value.seconds ?? 0) * 1000 : value).toUTCString();
}

export function setCookieHeader(cookie: RpcCookie): string {
  const parts = [`${cookie.name}=${encodeURIComponent(cookie.value)}`];
  const expires = expiresText(cookie.expires?.value);
  const sameSite = sameSiteWords[cookie.sameSite ?? 'none'];
  if (expires) parts.push(`Expires=${expires}`);
  if (cookie.maxAge?.value !== undefined && cookie.maxAge.value !== null) parts.push(`Max-Age=${cookie.maxAge.value}`);
  if (cookie.domain?.value) parts.push(`Domain=${cookie.domain.value}`);
  if (cookie.path?.value) parts.push(`Path=${cookie.path.value}`);
  if (cookie.secure?.value) parts.push('Secure');
  if (cookie.httpOnly?.value) parts.push('HttpOnly');
  if (sameSite) parts.push(`SameSite=${sameSite}`);
  return parts.join('; ');
}
