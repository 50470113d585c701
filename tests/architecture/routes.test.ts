// Every route of the contract is served by one endpoint and named by a test that calls it.
import { expect, test } from 'vitest';
import { routes } from '../../shared/routes.ts';
import { sources, textOf } from './sources.ts';

const named = Object.entries(routes).flatMap(([group, ofGroup]) =>
  Object.entries(ofGroup).map(([name, route]) => ({
    group,
    name,
    path: route.path,
    line: `${route.method} ${route.path}`,
  })),
);

/** The list that holds a group: `invoices` in `invoiceRoutes`, `deliveries` in `deliveryRoutes`. */
const listOf = (group: string) => `${group === 'series' ? group : group.replace(/ies$/, 'y').replace(/s$/, '')}Routes`;

/** `invoiceRoutes.get`, `routes.invoices.get` and `{ get } = invoiceRoutes` name a route, and so does its very path in quotes. */
function isNamedIn(text: string, { group, name, path }: { group: string; name: string; path: string }): boolean {
  const byName = [listOf(group), `routes\\.${group}`].some((one) =>
    new RegExp(`\\b${one}\\.${name}\\b|\\{[^}]*\\b${name}\\b[^}]*\\} = ${one}\\b`).test(text),
  );
  return (
    byName || (!path.includes('{') && new RegExp(`['"\`](/api|GET )?${path.replace('.', '\\.')}['"\`?]`).test(text))
  );
}

test('every route is called by a test under tests/', () => {
  const tests = sources
    .filter((file) => /^tests\/(?!architecture|bench).*\.ts$/.test(file))
    .map(textOf)
    .join('\n');
  const silent = named.filter((route) => !isNamedIn(tests, route));
  const missing = silent.map(({ group, name, line }) => `${line} (routes.${group}.${name}) is named by no test`);
  expect(missing.join('\n')).toBe('');
});

test('every route is served by exactly one endpoint', () => {
  const faces = sources.filter((file) => /^functions\/.*\/http\.ts$/.test(file));
  const served = faces.map((file) => textOf(file)).join('\n');
  const wrong = named.flatMap(({ group, name, line }) => {
    const pattern = new RegExp(
      `(?:endpoint|operatorEndpoint)\\(\\s*(${listOf(group)}|routes\\.${group})\\.${name}\\b`,
      'g',
    );
    const count = served.match(pattern)?.length ?? 0;
    return count === 1 ? [] : [`${line} is served by ${count} endpoints`];
  });
  expect(wrong.join('\n')).toBe('');
});

test('no two routes share a method and a path', () => {
  const lines = named.map(({ line }) => line.replace(/\{\w+\}/g, '{}'));
  expect(lines.filter((line, place) => lines.indexOf(line) !== place)).toEqual([]);
});
