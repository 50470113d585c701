// The API's description as a page that a person reads: made on the server, works without scripts.
import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/fields.ts';
import type { OpenapiDocument } from '../../../shared/openapi.ts';
import { readerStyle } from './reader-style.ts';

type Json = Record<string, unknown>;

const labels = {
  en: {
    title: 'The crmFEX API',
    intro:
      'Amounts are whole minor units (kuruş, cents) with their currency; rates, quantities and prices are decimal texts; times are UTC. A refusal is application/problem+json and names the wrong field.',
    document: 'OpenAPI 3.1 document',
    parameters: 'Parameters',
    body: 'Body',
    answer: 'Answer',
    needed: 'required',
    groups: 'Groups',
  },
  tr: {
    title: 'crmFEX API',
    intro:
      'Tutarlar para birimiyle birlikte tam kuruş ya da senttir; oran, miktar ve fiyatlar ondalık metindir; saatler UTC’dir. Ret yanıtları application/problem+json türündedir ve yanlış alanı gösterir.',
    document: 'OpenAPI 3.1 belgesi',
    parameters: 'Parametreler',
    body: 'Gövde',
    answer: 'Yanıt',
    needed: 'zorunlu',
    groups: 'Bölümler',
  },
} satisfies Record<Language, Record<string, string>>;
type Labels = (typeof labels)['en'];

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: unknown) => String(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The first schema below a `content`, as text. */
function contentOf(holder: unknown): string | undefined {
  if (!isObject(holder) || !isObject(holder['content'])) return undefined;
  const [type, described] = Object.entries(holder['content'])[0] ?? [];
  if (!isObject(described)) return undefined;
  return `${type}\n${JSON.stringify(described['schema'], null, 2)}`;
}

function parametersOf(operation: Json, label: Labels): string {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'].filter(isObject) : [];
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${escape(place)}${required ? `, ${label.needed}` : ''}</td>` +
      `<td><code>${escape(JSON.stringify(schema))}</code></td></tr>`,
  );
  return `<h3>${label.parameters}</h3><table>${rows.join('')}</table>`;
}

function operationOf(method: string, path: string, operation: Json, label: Labels): string {
  const body = contentOf(operation['requestBody']);
  const responses = isObject(operation['responses']) ? Object.entries(operation['responses']) : [];
  const answers = responses
    .filter(([status]) => status !== 'default')
    .map(([status, response]) => `<h3>${label.answer} ${escape(status)}</h3>${preOf(contentOf(response))}`);
  const parts = [parametersOf(operation, label), body ? `<h3>${label.body}</h3>${preOf(body)}` : '', ...answers];
  return (
    `<details><summary><b>${method.toUpperCase()}</b><code>${escape(path)}</code>` +
    `<span>${escape(operation['summary'] ?? '')}</span></summary><section>${parts.join('')}</section></details>`
  );
}

const preOf = (text: string | undefined) => (text ? `<pre>${escape(text)}</pre>` : '');

function groupOf(document: OpenapiDocument, tag: string, label: Labels): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => Array.isArray(operation['tags']) && operation['tags'].includes(tag))
      .map(([method, operation]) => operationOf(method, path, operation, label)),
  );
  return `<h2 id="${escape(tag)}">${escape(tag)}</h2>${operations.join('')}`;
}

/** The page in one language. */
export function readerPage(document: OpenapiDocument, language: Language): string {
  const label = labels[language];
  const tags = document.tags.map(({ name }) => String(name));
  const links = tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join('');
  const groups = tags.map((tag) => groupOf(document, tag, label)).join('');
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${label.title}</title><style>${readerStyle}</style></head>` +
    `<body><main><h1>${label.title}</h1><p>${label.intro} <a href="openapi.json">${label.document}</a></p>` +
    `<nav aria-label="${label.groups}">${links}</nav>${groups}</main></body></html>`
  );
}

/** Allows this page's own sheet and nothing else. */
export const readerPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(readerStyle).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
