// The floors of the house (DESIGN §2, STYLE §2): which place a file belongs to, and what that place may import.
import { dirname } from 'node:path';
import type { Import } from './sources.ts';

/** Wings from the ground up: each may import those before it. */
export const wings = ['identity', 'office', 'crm', 'billing', 'insight', 'compliance'] as const;

/** Packages that shared may import besides zod, each with its reason. */
export const sharedPackages: Record<string, string> = {
  zod: 'the contract is written in it',
  ibantools: 'keeps the registry of IBAN formats',
  n2words: 'amounts in words, for the browser preview and the PDF alike',
};

/** Vendors' SDKs: only an adapter may know them. */
export const vendorPackages =
  /^(@azure\/(cosmos|storage-|identity|service-bus|keyvault)|@sendgrid\/|stripe$|iyzipay|googleapis|@googleapis\/|@microsoft\/|nodemailer)/;

type Place = { top: string; wing: string; feature: string; name: string };
function placeOf(file: string): Place {
  const [top = '', wing = '', feature = ''] = file.split('/');
  return { top, wing, feature: file.split('/').length > 3 ? feature : '', name: file.split('/').at(-1) ?? '' };
}

const isTest = (file: string) => /\.test\.ts$/.test(file);
const isWing = (name: string): name is (typeof wings)[number] => (wings as readonly string[]).includes(name);

/** What is wrong with one import, as a sentence of the rule it breaks; undefined when nothing is. */
export function brokenRule(edge: Import): string | undefined {
  return edge.isPackage ? brokenPackageRule(edge) : brokenFloorRule(edge);
}

function brokenPackageRule({ from, to }: Import): string | undefined {
  const { top, wing, feature, name } = placeOf(from);
  const packageName = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? to);
  if (isTest(from) || top === 'tests' || top === 'infra') return undefined;
  if (top === 'shared' && wing !== 'ui' && !(packageName in sharedPackages)) {
    return `shared imports only ${Object.keys(sharedPackages).join(', ')} and itself`;
  }
  if (
    vendorPackages.test(to) &&
    (top !== 'functions' || wing !== 'integrations' || name === 'port.ts' || feature === '')
  ) {
    return "a vendor's SDK is imported only by its adapter in functions/integrations/<kind>/";
  }
  if (top === 'functions' && packageName === '@azure/functions' && wing !== 'platform' && wing !== 'main.ts') {
    return '@azure/functions is known to functions/platform and main.ts only';
  }
  if (top === 'functions' && packageName === 'pg' && wing !== 'platform')
    return 'PostgreSQL is reached through functions/platform only';
  return undefined;
}

function brokenFloorRule(edge: Import): string | undefined {
  const from = placeOf(edge.from);
  const to = placeOf(edge.to);
  if (from.top === 'tests') return undefined;
  if (isTest(edge.from) && to.top === 'tests') return undefined;
  if (from.top === 'shared') return sharedRule(from, to);
  if (from.top === 'web' || from.top === 'portal') {
    return to.top === 'shared' || to.top === from.top ? undefined : `${from.top} imports only shared and itself`;
  }
  if (from.top === 'functions') {
    if (to.top === 'shared') return to.wing === 'ui' ? 'functions never imports shared/ui' : undefined;
    return to.top === 'functions' ? floorRule(edge, from, to) : 'functions imports only shared and itself';
  }
  if (from.top === 'infra' && (to.top === 'web' || to.top === 'portal' || to.top === 'tests')) {
    return 'infra imports neither sites nor tests';
  }
  return undefined;
}

function sharedRule(from: Place, to: Place): string | undefined {
  if (to.top !== 'shared') return 'shared imports only zod and itself';
  return to.wing === 'ui' && from.wing !== 'ui' ? 'only components import shared/ui' : undefined;
}

function floorRule(edge: Import, from: Place, to: Place): string | undefined {
  if (from.wing === 'main.ts') return undefined;
  if (to.wing === 'main.ts') return isTest(edge.from) ? undefined : 'nobody imports main.ts';
  if (from.wing === 'integrations') {
    return to.wing === 'integrations' ? undefined : 'integrations imports only shared and itself';
  }
  if (to.wing === 'integrations') {
    const isDoor = to.name === 'port.ts' || to.feature === '';
    return isDoor || isTest(edge.from)
      ? undefined
      : 'outside services are reached through ctx.ports; only port.ts is imported';
  }
  if (from.wing === 'platform') return to.wing === 'platform' ? undefined : 'platform knows no feature';
  if (to.wing === 'platform') return undefined;
  return wingRule(edge, from, to);
}

function wingRule(edge: Import, from: Place, to: Place): string | undefined {
  if (!isWing(from.wing)) return `functions/${from.wing} is no wing of the house (${wings.join(', ')})`;
  if (!isWing(to.wing)) return `functions/${to.wing} is no wing of the house`;
  if (wings.indexOf(to.wing) > wings.indexOf(from.wing))
    return `imports point down: ${from.wing} stands below ${to.wing}`;
  const isSameFeature = dirname(edge.from) === dirname(edge.to);
  if (/^(http|jobs)\.ts$/.test(to.name) && !(from.name === 'index.ts' && from.wing === to.wing) && !isTest(edge.from)) {
    return "nobody but the wing's index.ts imports http.ts or jobs.ts";
  }
  if (to.name === 'store.ts' && !isSameFeature) return "nobody imports another feature's store";
  return fileRule(from, to);
}

/** Inside a feature: faces hold no SQL and pure drawing knows no database (STYLE §2). */
function fileRule(from: Place, to: Place): string | undefined {
  const mayImport: Record<string, RegExp> = {
    'store.ts': /^(store|statements?|rows?|columns)[a-z-]*\.ts$/,
    'messages.ts': /^messages\.ts$/,
  };
  const allowed = mayImport[from.name];
  if (allowed && !allowed.test(to.name)) return `${from.name} imports only platform and shared`;
  if (/^(http|jobs)\.ts$/.test(from.name) && to.name === 'store.ts') return `${from.name} calls verbs, never the store`;
  return undefined;
}
