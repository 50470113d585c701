// The published description and the registered functions are the same list.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { allRoutes, openapiDocument } from '../../shared/openapi.ts';
import { catalogues } from '../../shared/messages/index.ts';
import { readerPage, readerPolicy } from '../../functions/insight/api-description/reader.ts';

type HttpOptions = { route: string; methods: string[]; authLevel: string };
const http = new Map<string, HttpOptions>();
const queues = new Map<string, { queueName: string }>();
const timers = new Map<string, { schedule: string }>();
const blobs = new Map<string, { path: string }>();

vi.mock('@azure/functions', () => ({
  app: {
    http: (name: string, options: HttpOptions) => register(http, name, options),
    storageQueue: (name: string, options: { queueName: string }) => register(queues, name, options),
    timer: (name: string, options: { schedule: string }) => register(timers, name, options),
    storageBlob: (name: string, options: { path: string }) => register(blobs, name, options),
  },
}));

function register<Options>(into: Map<string, Options>, name: string, options: Options): void {
  if (into.has(name)) throw new Error(`Two functions are named ${name}.`);
  into.set(name, options);
}

beforeAll(async () => {
  await import('../../functions/main.ts');
}, 30_000);

describe('the registered functions', () => {
  test('are exactly the documented routes, and every one is anonymous to the host', () => {
    const registered = [...http.values()].map(({ methods, route }) => `${methods.join()} /${route}`).sort();
    const documented = Object.entries(openapiDocument().paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
      .sort();
    expect(registered).toEqual(documented);
    expect([...http.values()].every(({ authLevel }) => authLevel === 'anonymous')).toBe(true);
  });

  test('have one job per queue and timers of six fields', () => {
    const names = [...queues.values()].map(({ queueName }) => queueName);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('activity');
    for (const { schedule } of timers.values()) expect(schedule.split(' ')).toHaveLength(6);
    expect([...timers.keys()]).toContain('resend-outbox');
  });

  test('no route hides another: a fixed path never also fits an earlier parameter of the same method', () => {
    const shapes = allRoutes().map(({ route }) => `${route.method} ${route.path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('the OpenAPI document', () => {
  const document = openapiDocument();
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

  test('is OpenAPI 3.1 with a unique operation id, a summary and a success answer everywhere', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, responses } of operations) {
      expect(summary).toMatch(/\w/);
      expect(Object.keys(responses as object)).toEqual([expect.stringMatching(/^[23]\d\d$/), 'default']);
    }
  });

  test('names every path parameter of every template', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(methods)) {
        const named = (parameters as { in: string; name: string; required: boolean }[]).filter(
          (one) => one.in === 'path',
        );
        expect(named.map(({ name }) => name)).toEqual(inPath);
        expect(named.every(({ required }) => required)).toBe(true);
      }
    }
  });

  test('refuses unknown fields in every body, as the server does', () => {
    for (const { requestBody } of operations) {
      const schema = (requestBody as { content?: Record<string, { schema: Record<string, unknown> }> } | undefined)
        ?.content?.['application/json']?.schema;
      if (schema && schema['format'] !== 'binary') expect(schema['additionalProperties']).toBe(false);
    }
  });

  test('is shown on a page in both languages that runs no script and names every path', () => {
    for (const language of ['tr', 'en'] as const) {
      const page = readerPage(document, language);
      expect(page).toContain(`<html lang="${language}">`);
      expect(/<script|<[^>]*\s(on\w+|src)=|<link/.exec(page)).toBeNull();
      for (const path of Object.keys(document.paths)) expect(page).toContain(`<code>${path}</code>`);
    }
    expect(readerPolicy).toMatch(/default-src 'none'; style-src 'sha256-[\w+/=]{44}'/);
  });
});

describe('the words', () => {
  test('exist in both languages, with the same placeholders', () => {
    const placeholders = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    expect([...catalogues.tr.keys()].sort()).toEqual([...catalogues.en.keys()].sort());
    for (const [key, text] of catalogues.en) {
      expect.soft(placeholders(catalogues.tr.get(key)), key).toEqual(placeholders(text));
    }
  });
});
