// Why a file is not imported: a name that there are words for in every language, and what belongs into them.

export type RefusalDetail = Record<string, string | number>;

/** The file is at fault and trying again helps nobody. `key` is a message below `tenantImport.refused.`. */
export class Refusal extends Error {
  readonly key: RefusalKey;
  readonly detail: RefusalDetail;
  constructor(key: RefusalKey, detail: RefusalDetail = {}) {
    super(`The import is refused: ${key} ${JSON.stringify(detail)}`);
    this.key = key;
    this.detail = detail;
  }
}

export const refusalKeys = [
  'activity',
  'books',
  'brokenZip',
  'column',
  'duplicate',
  'fileName',
  'foreignFile',
  'format',
  'hash',
  'manifest',
  'migration',
  'missing',
  'missingColumn',
  'notEmpty',
  'olderColumn',
  'oversized',
  'reference',
  'row',
  'rule',
  'table',
  'tooMany',
  'tooManyRows',
  'uploadGone',
  'version',
] as const;
export type RefusalKey = (typeof refusalKeys)[number];

/** Rules of the books that are asked once all rows are there. */
export const ruleKeys = [
  'allocated',
  'allocation',
  'fileThere',
  'numbers',
  'printThere',
  'returns',
  'series',
  'settled',
  'sums',
] as const;
export type RuleKey = (typeof ruleKeys)[number];
