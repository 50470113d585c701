// What is known of a request before its input is read: language, browser, cookies, and whether it came from our own pages.
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Language } from '../../shared/fields.ts';
import { Problem } from '../../shared/problem.ts';
import type { Config } from './config.ts';
import type { Origin } from './context.ts';
import { cookieName, readCookie } from './cookies.ts';
import type { Endpoint, RequestFacts } from './http.ts';

/** A request as the platform sees it, whoever serves it. */
export type Incoming = {
  method: string;
  url: URL;
  /** Path parameters, decoded. */
  params: Record<string, string>;
  headers: { get(name: string): string | null };
  /** Reads at most `maxBytes`; throws Problem `tooLarge` beyond. */
  readBody(maxBytes: number): Promise<Uint8Array>;
  requestId: string;
};

/** The first of our languages in Accept-Language by its weights; Turkish when neither is asked for. */
export function languageOf(header: string | null): Language {
  const asked = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag, weight] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      const language: Language | null = tag?.startsWith('tr') ? 'tr' : tag?.startsWith('en') ? 'en' : null;
      return { language, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ language, weight }) => language !== null && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return asked[0]?.language ?? 'tr';
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** One address without port and brackets, or null. */
function plainIp(text: string | null): string | null {
  const bare = (text ?? '').trim().replace(/^\[(.+)\](:\d+)?$/, '$1');
  const withoutPort = /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.slice(0, bare.lastIndexOf(':')) : bare;
  return isIP(withoutPort) ? withoutPort : null;
}

/** Headers of our edge count only beside its secret; `client-ip` is overwritten by the host whatever a client sends. */
export function browserOf(headers: Incoming['headers'], config: Config): Origin {
  const shown = headers.get('x-edge-secret');
  const isEdge =
    config.edgeSecret !== undefined && shown !== null && timingSafeEqual(sha256(shown), sha256(config.edgeSecret));
  const country = isEdge ? headers.get('cf-ipcountry') : null;
  const userAgent = headers.get('user-agent');
  return {
    ip: plainIp(headers.get(isEdge ? 'cf-connecting-ip' : 'client-ip')),
    userAgent: userAgent === null ? null : userAgent.replace(/[^\x20-\x7e]/g, '?').slice(0, 400),
    country: country !== null && /^[A-Z]{2}$/.test(country) && country !== 'XX' ? country : null,
  };
}

export function requestFacts(headers: Incoming['headers'], config: Config): RequestFacts {
  const cookie = headers.get('cookie');
  return {
    headers,
    cookies: {
      staff: readCookie(cookie, cookieName('staff', config.appOrigin)),
      step: readCookie(cookie, cookieName('step', config.appOrigin)),
      client: readCookie(cookie, cookieName('client', config.portalOrigin)),
    },
  };
}

/** Whose pages may call an endpoint; null when a vendor calls it, whose signature is checked instead. */
function originsFor({ needs, from, route }: Endpoint, config: Config): string[] | null {
  if (from === 'app') return [config.appOrigin];
  if (from === 'portal') return [config.portalOrigin];
  // A bearer token is no cookie: no other site can make a browser send it.
  if (needs === 'operator') return null;
  if (from === 'vendor' || (needs === 'public' && route.rawBody)) return null;
  if (needs === 'public') return [config.appOrigin, config.portalOrigin];
  return needs.startsWith('portal:') ? [config.portalOrigin] : [config.appOrigin];
}

/**
 * Keeps other sites, and our own other site, from acting with a visitor's cookie: the origin must be exactly that of the cookie's
 * own pages. Without one (no browser sends a write so) `Sec-Fetch-Site` must say that no other site is involved.
 * @throws Problem notAllowed
 */
export function checkOrigin(endpoint: Endpoint, incoming: Incoming, facts: RequestFacts, config: Config): void {
  if (incoming.method === 'GET') return;
  const allowed = originsFor(endpoint, config);
  if (!allowed) return;
  const origin = incoming.headers.get('origin');
  if (origin !== null) {
    if (!allowed.includes(origin)) throw new Problem('notAllowed', 'request.origin');
    return;
  }
  const hasCookie = facts.cookies.staff !== null || facts.cookies.client !== null;
  const site = incoming.headers.get('sec-fetch-site');
  const isOwn = site === 'same-origin' || site === 'none';
  if ((hasCookie || site !== null) && !isOwn) throw new Problem('notAllowed', 'request.origin');
}
