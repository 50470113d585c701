// The files of a built site, listed once: what is not on the list is not served, whatever the path says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { z } from 'zod';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export type SiteFile = { body: Buffer; type: string; etag: string; brotli?: Buffer; gzip?: Buffer };

const Headers = z.record(z.string(), z.string());
const SiteConfig = z.object({
  globalHeaders: Headers.default({}),
  routes: z
    .array(z.object({ route: z.string(), rewrite: z.string().optional(), headers: Headers.optional() }))
    .default([]),
  responseOverrides: z.object({ '404': z.object({ rewrite: z.string() }) }).optional(),
});

export type Site = {
  /** Finds the file for a decoded path: the page of the single-page app where a rule says so, and where nothing is there at all. */
  find(path: string): { file: SiteFile; status: 200 | 404 } | null;
  headersFor(path: string, type: string): Record<string, string>;
};

// What every static page gets when the site brings no staticwebapp.config.json of its own.
const safeHeaders: Record<string, string> = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Content-Security-Policy': "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'",
};

function readFiles(dir: string): Map<string, SiteFile> {
  const files = new Map<string, SiteFile>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name) || entry.name === 'staticwebapp.config.json') continue;
    const path = join(entry.parentPath, entry.name);
    const body = readFileSync(path);
    files.set(`/${relative(dir, path).split(sep).join('/')}`, {
      body,
      type: types[extname(entry.name)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      ...(existsSync(`${path}.br`) ? { brotli: readFileSync(`${path}.br`) } : {}),
      ...(existsSync(`${path}.gz`) ? { gzip: readFileSync(`${path}.gz`) } : {}),
    });
  }
  return files;
}

/** Reads a built site. The file of headers is the one that Azure Static Web Apps reads, so both answer alike. */
export function readSite(dir: string): Site {
  const files = readFiles(dir);
  const configFile = join(dir, 'staticwebapp.config.json');
  const config = SiteConfig.parse(existsSync(configFile) ? JSON.parse(readFileSync(configFile, 'utf8')) : {});
  const missing = files.get(config.responseOverrides?.['404'].rewrite ?? '');
  /** As in Azure the first rule that fits counts, and no other. */
  const ruleOf = (path: string) => config.routes.find(({ route }) => matches(route, path));
  return {
    find: (path) => {
      const trimmed = path.replace(/\/+$/, '');
      const rewrite = ruleOf(path)?.rewrite;
      const file = rewrite
        ? files.get(rewrite)
        : (files.get(path) ?? files.get(`${trimmed}.html`) ?? files.get(`${trimmed}/index.html`));
      if (file) return { file, status: 200 };
      return missing ? { file: missing, status: 404 } : null;
    },
    headersFor: (path, type) => {
      const isImmutable = path.startsWith('/_app/immutable/');
      const caching = isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache';
      const own = ruleOf(path)?.headers ?? {};
      return { ...safeHeaders, ...config.globalHeaders, 'Cache-Control': caching, ...own, 'Content-Type': type };
    },
  };
}

function matches(route: string, path: string): boolean {
  return route.endsWith('*') ? path.startsWith(route.slice(0, -1)) : route === path;
}
