// The policies as pages, read and rendered while the site is built; no visitor's browser carries a parser.
import { today } from '@crmfex/shared/dates.ts';
import { policies, policyHistory, type PolicyName } from '@crmfex/shared/policies.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { marked } from 'marked';

const files = import.meta.glob<string>('../../../../shared/policies/*/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type PolicyText = {
  name: PolicyName;
  title: string;
  version: string;
  effectiveDate: string;
  updatedDate: string;
  /** The newest whose day had come when the site was built. */
  currentVersion: string;
  /** The day of that, in Istanbul. */
  builtDate: string;
  /** Markup of our own Markdown. */
  html: string;
  sha256: string;
  versions: { version: string; effectiveDate: string }[];
};

/** One line of the head of a text: `title: …`. */
const headLine = (head: string, name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(head)?.[1] ?? '';

/**
 * Reads one version of a policy.
 * @param version as in the address; undefined is the one in force
 * @returns undefined when there is no such version
 */
export function policyText(name: PolicyName, language: Language, version?: string): PolicyText | undefined {
  const current = policies[name];
  const known = policyHistory[name].find((one) => one.version === (version ?? current.version));
  if (!known) return undefined;
  const file = files[`../../../../shared/policies/${name}/${known.version}.${language}.md`] ?? '';
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? [];
  return {
    name,
    title: headLine(head, 'title'),
    version: known.version,
    effectiveDate: known.effectiveDate,
    updatedDate: headLine(head, 'updatedDate'),
    currentVersion: current.version,
    builtDate: today('Europe/Istanbul'),
    html: wrapTables(marked.parse(body, { async: false })),
    sha256: known.sha256[language],
    versions: policyHistory[name].map((one) => ({ version: one.version, effectiveDate: one.effectiveDate })),
  };
}

/** A wide table scrolls in a box of its own, which the keyboard can reach; the page does not. */
function wrapTables(html: string): string {
  return html
    .replaceAll('<table>', '<div class="table-box" tabindex="0" role="group"><table>')
    .replaceAll('</table>', '</table></div>');
}
