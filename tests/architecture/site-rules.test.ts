// The host of the sites opens the app's pages by rules; what no rule and no file knows is answered with 404.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { files, root } from './sources.ts';

const Rules = z.object({
  routes: z.array(z.object({ route: z.string(), rewrite: z.string().optional() })),
  responseOverrides: z.object({ '404': z.object({ rewrite: z.string() }) }),
});

const rulesOf = (site: string) =>
  Rules.parse(JSON.parse(readFileSync(join(root, site, 'static/staticwebapp.config.json'), 'utf8')));

/** What the app draws in the browser: its folders' first parts, without groups. */
function placesOf(site: string, group: string): string[] {
  const folder = `${site}/src/routes/${group}`;
  const pages = files.filter((file) => file.startsWith(folder) && file.endsWith('+page.svelte'));
  const addresses = pages.map((file) => file.slice(folder.length).replace(/\([^)]*\)\//g, ''));
  return [...new Set(addresses.flatMap((address) => address.split('/').slice(0, -1)[0] ?? []))].sort();
}

test.each([
  ['web', '(app)/', '/200.html'],
  ['portal', '', '/index.html'],
])(
  'every page that %s draws in the browser opens by its address, and no rule leads to nothing',
  (site, group, shell) => {
    const rewrites = rulesOf(site).routes.filter(({ rewrite }) => rewrite);
    const opened = rewrites.map(({ route }) => /^\/([a-z-]+)(\*|\/\*)?$/.exec(route)?.[1] ?? route);
    expect([...opened].sort()).toEqual(placesOf(site, group));
    expect(new Set(rewrites.map(({ rewrite }) => rewrite))).toEqual(new Set([shell]));
    expect(rulesOf(site).responseOverrides['404'].rewrite).toBe(shell);
  },
);

test('no rule of the app covers a page of the public site', () => {
  const site = files.flatMap(
    (file) => /^web\/src\/routes\/\(site\)\/\[\[lang=lang\]\]\/([a-z-]+)\//.exec(file)?.[1] ?? [],
  );
  const open = [...new Set(site), 'en', 'privacy', 'terms', '_app', 'icons', 'pictures'];
  const covers = ({ route }: { route: string }, page: string) => `/${page}`.startsWith(route.replace(/\*$/, ''));
  const rules = rulesOf('web').routes.filter(({ rewrite }) => rewrite);
  expect(open.filter((page) => rules.some((rule) => covers(rule, page)))).toEqual([]);
});
