// How the portal is built: a static app without a server of its own, with hashes for every script it may run.
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const noSchemas = fileURLToPath(new URL('../shared/ui/no-schemas.ts', import.meta.url));

export default defineConfig({
  // The build analyses the app in Node; kit's own `cookie` must come along, for the root of the workspace holds another version.
  ssr: { noExternal: ['cookie'] },
  resolve: { alias: { zod: noSchemas, ibantools: noSchemas } },
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      emitGitIgnore: false,
    }),
    sveltekit({
      adapter: adapter({ fallback: 'index.html' }),
      // What a meta element cannot say (frame-ancestors and the rest) stands in static/staticwebapp.config.json.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          // The hash is that of the one style attribute of SvelteKit's own, which hides its announcer of page titles.
          'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'connect-src': ['self'],
          // A logo is answered by a redirect to a short-lived address of the blob store, on loopback when all of it runs on one machine.
          'img-src': ['self', 'data:', 'https://*.blob.core.windows.net', 'http://127.0.0.1:*'],
          'font-src': ['self'],
          'manifest-src': ['self'],
          'base-uri': ['none'],
          'object-src': ['none'],
          'form-action': ['self'],
        },
      },
    }),
  ],
});
