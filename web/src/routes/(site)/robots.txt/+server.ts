// What search engines may read: the public site, and nothing of the app behind the door.
import type { RequestHandler } from './$types';

export const prerender = true;

const closed = [
  '/api/',
  '/home',
  '/invoices',
  '/clients',
  '/products',
  '/payments',
  '/settings',
  '/activity',
  '/verify',
  '/reset',
  '/email/',
];

export const GET: RequestHandler = ({ url }) =>
  new Response(
    ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), '', `Sitemap: ${url.origin}/sitemap.xml`, ''].join(
      '\n',
    ),
    { headers: { 'content-type': 'text/plain' } },
  );
