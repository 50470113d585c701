// While the pages are written to files: each says in which language it is.
import type { Handle } from '@sveltejs/kit/hooks';

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      /^\/en(\/|$)/.test(event.url.pathname) ? html.replace('<html lang="tr">', '<html lang="en">') : html,
  });
