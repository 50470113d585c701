// All words that the server speaks, in both languages, and how a key becomes a sentence.
import type { Language } from '../fields.ts';
import type { MessageParameters } from '../problem.ts';
import { accountClosings } from './account-closings.ts';
import { accounts } from './accounts.ts';
import { billing } from './billing.ts';
import { compliance } from './compliance.ts';
import { crm } from './crm.ts';
import { exchange } from './exchange.ts';
import { files } from './files.ts';
import { identity } from './identity.ts';
import { imports } from './imports.ts';
import { insight } from './insight.ts';
import { mail } from './mail.ts';
import { payments } from './payments.ts';
import { members } from './members.ts';
import { platform } from './platform.ts';
import { policies } from './policies.ts';
import { products } from './products.ts';
import { reminders } from './reminders.ts';
import { rights } from './rights.ts';
import { settings } from './settings.ts';
import { tenantImports } from './tenant-imports.ts';

const areas = [
  platform,
  identity,
  accounts,
  accountClosings,
  crm,
  policies,
  products,
  billing,
  exchange,
  insight,
  files,
  payments,
  members,
  mail,
  settings,
  reminders,
  rights,
  imports,
  compliance,
  tenantImports,
];

function catalogue(language: Language): ReadonlyMap<string, string> {
  return new Map(areas.flatMap((area) => Object.entries<string>(area[language])));
}

export const catalogues: Record<Language, ReadonlyMap<string, string>> = { tr: catalogue('tr'), en: catalogue('en') };

/** The sentence of a key with its `{placeholders}` filled in; undefined when no catalogue has the key. */
export function findWords(language: Language, key: string, parameters: MessageParameters = {}): string | undefined {
  return catalogues[language]
    .get(key)
    ?.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(parameters[name] ?? placeholder));
}

/** As `findWords`; an unknown key stands for itself. */
export function words(language: Language, key: string, parameters: MessageParameters = {}): string {
  return findWords(language, key, parameters) ?? key;
}
