// The map of the public site: every page in both languages, each naming the other.
import { to } from '#lib/route.ts';
import { sitePages } from '../site-pages.ts';
import type { RequestHandler } from './$types';

export const prerender = true;

export const GET: RequestHandler = ({ url }) => {
  const address = (language: 'tr' | 'en', page: string) => new URL(to.site(language, page), url.origin).href;
  const entries = sitePages.flatMap((page) =>
    (['tr', 'en'] as const).map(
      (language) =>
        `<url><loc>${address(language, page)}</loc>` +
        `<xhtml:link rel="alternate" hreflang="tr" href="${address('tr', page)}"/>` +
        `<xhtml:link rel="alternate" hreflang="en" href="${address('en', page)}"/></url>`,
    ),
  );
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' +
    `${entries.join('\n')}\n</urlset>\n`;
  return new Response(body, { headers: { 'content-type': 'application/xml' } });
};
