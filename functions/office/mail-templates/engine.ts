// Liquid for texts that a business writes: a few tags and filters, only the listed variables, and limits on time and size.
import type { Liquid, Template } from 'liquidjs';
import type { Currency, Language } from '../../../shared/fields.ts';
import { formatDay, formatMoney, locales } from '../../../shared/format.ts';
import { once, oncePer } from '../../integrations/once.ts';
import { asLiteral } from '../mail/light.ts';
import { faultOf, TemplateFault } from './faults.ts';

/** An amount or a day as a template sees it: one thing, written as its language wants. */
export type Money = { minor: number; currency: Currency };
export type Day = { day: string };
export type Value = string | number | null | Money | Day;
export type Values = Readonly<Record<string, Value>>;

const tags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment'];
const filters = ['default', 'size', 'strip', 'truncate', 'append', 'prepend', 'replace', 'plus', 'minus', 'round'];
// Far more than any mail needs, and over within a moment for one that would never end.
const limits = { parseLimit: 20_000, renderLimit: 200, memoryLimit: 200_000 };
const lengthMax = 20_000;

const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'minor' in value;
const isDay = (value: unknown): value is Day => typeof value === 'object' && value !== null && 'day' in value;

/** A value in words; lists and objects have none. */
function spoken(value: unknown, language: Language): string {
  if (isMoney(value)) return formatMoney(value.minor, value.currency, language);
  if (isDay(value)) return formatDay(value.day, language);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return '';
}

function longDay(value: Day, language: Language): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(`${value.day}T00:00:00Z`));
}

/** Filters that know the language; in Turkish `i` becomes `İ`. */
function ownFilters(language: Language): Record<string, (value: unknown, ...given: unknown[]) => unknown> {
  const say = (value: unknown) => spoken(value, language);
  return {
    money: say,
    date: (value, form) => (isDay(value) && form === 'long' ? longDay(value, language) : say(value)),
    upcase: (value) => say(value).toLocaleUpperCase(locales[language]),
    downcase: (value) => say(value).toLocaleLowerCase(locales[language]),
    number: (value) =>
      typeof value === 'number' ? new Intl.NumberFormat(locales[language]).format(value) : say(value),
    plural: (value, one, other) => {
      const count = Number(value);
      const isOne = new Intl.PluralRules(locales[language]).select(count) === 'one';
      return `${new Intl.NumberFormat(locales[language]).format(count)} ${spoken(isOne ? one : (other ?? one), language)}`;
    },
  };
}

/** Bundled, the package is CommonJS and stands behind `default`; unbundled its names stand there themselves. */
const library = once(async () => {
  const loaded: Partial<typeof import('liquidjs')> & { default?: typeof import('liquidjs') } = await import('liquidjs');
  const engine = loaded.Liquid ?? loaded.default?.Liquid;
  if (!engine) throw new Error('liquidjs has no engine.');
  return engine;
});

/** One engine per language. What is not listed above does not exist in it: no files, no partials, no way around the escape. */
const engineOf = oncePer(async (key): Promise<Liquid> => {
  const language: Language = key === 'en' ? 'en' : 'tr';
  const Engine = await library();
  const engine = new Engine({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    relativeReference: false,
    outputEscape: (value) => asLiteral(spoken(value, language)),
    fs: {
      exists: async () => false,
      existsSync: () => false,
      readFile: () => Promise.reject(new Error('There are no files.')),
      readFileSync: () => '',
      resolve: (_, file) => file,
    },
    ...limits,
  });
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.includes(name)) delete engine.filters[name];
  for (const [name, filter] of Object.entries(ownFilters(language))) {
    engine.registerFilter(name, filter);
  }
  return engine;
});

function parsed(engine: Liquid, template: string): Template[] {
  try {
    return engine.parse(template);
  } catch (cause) {
    throw faultOf(cause);
  }
}

/**
 * Looks for mistakes without rendering: what is no Liquid, and variables that are not among `known`.
 * @throws TemplateFault with line and name
 */
export async function checkTemplate(template: string, language: Language, known: readonly string[]): Promise<void> {
  const engine = await engineOf(language);
  const { globals } = engine.analyzeSync(parsed(engine, template), { partials: false });
  const wrong = Object.values(globals)
    .flat()
    .filter(({ segments }) => segments.length !== 1 || !known.includes(String(segments[0])))
    .sort((a, b) => a.location.row - b.location.row || a.location.col - b.location.col);
  const [first] = wrong;
  if (first) throw new TemplateFault('unknownVariable', first.location.row, first.toString().slice(0, 60));
}

/**
 * Fills a template in. The values' own letters never become marks of the light writing.
 * @throws TemplateFault when it takes too long, grows too large or asks for what is not there
 */
export async function renderTemplate(template: string, language: Language, values: Values): Promise<string> {
  const engine = await engineOf(language);
  const templates = parsed(engine, template);
  let rendered: string;
  try {
    rendered = String(await engine.render(templates, { ...values }));
  } catch (cause) {
    throw faultOf(cause);
  }
  if (rendered.length > lengthMax) throw new TemplateFault('tooMuch', null, null);
  return rendered;
}
