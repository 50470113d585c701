// Builds the web app: static files, hashed content security policy, messages compiled offline.
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Where short-lived links to documents and logos lead: the blob store, on loopback when all of it runs on one machine. */
const documentOrigins = ['https://*.blob.core.windows.net', 'http://127.0.0.1:*'] as const;

/** Where the public site stands: canonical addresses and the map for search engines name it. */
const siteOrigin = process.env['CRMFEX_SITE_ORIGIN'] ?? 'https://crmfex.example';

export default defineConfig({
  resolve: { alias: { zod: fileURLToPath(new URL('../shared/ui/no-schemas.ts', import.meta.url)) } },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      emitReadme: false,
    }),
    tailwindcss(),
    sveltekit({
      adapter: adapter({ fallback: '200.html', precompress: true }),
      paths: { origin: siteOrigin },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Two style attributes that others write into markup, each by its very text: kit hides the line that reads page titles
          // out, bits-ui the label of the palette. Nothing else may carry one.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
            'sha256-iaOezIDcQIoxCULa6FBKKuLUu09R7kG+Mlu+JVfU3Rw=',
          ],
          'connect-src': ['self', ...documentOrigins],
          'img-src': ['self', 'data:', 'blob:', ...documentOrigins],
          'font-src': ['self'],
          'frame-src': ['self', ...documentOrigins],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'object-src': ['none'],
        },
      },
      compilerOptions: { runes: true },
    }),
  ],
  // An older cookie package of another dependency stands where the prerenderer would find it; bundling takes kit's own.
  ssr: { noExternal: ['cookie'] },
  build: { assetsInlineLimit: 0 },
});
