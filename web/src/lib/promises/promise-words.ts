// Words for the findings of promises: results, and the names of evidence.
import type { Fact, PromiseResult, PromiseStatus } from '@crmfex/shared/promises.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { formatInstant, locales } from '@crmfex/shared/format.ts';
import type { Tone } from '@crmfex/shared/ui/tone.ts';
import { m } from '#lib/paraglide/messages.js';

type Said = (inputs: Record<string, never>, options: { locale: Language }) => string;

const results: Record<PromiseResult, { tone: Tone; say: Said; isHollow?: true }> = {
  kept: { tone: 'good', say: m.promises_kept },
  broken: { tone: 'bad', say: m.promises_broken },
  unknown: { tone: 'warn', say: m.promises_unknown, isHollow: true },
  notHere: { tone: 'neutral', say: m.promises_not_here, isHollow: true },
};

/** Each piece of evidence by its name; a test compares with what the checks say. */
export const factNames: Record<string, Said> = {
  archivedDocuments: m.promises_fact_archived_documents,
  lateDocuments: m.promises_fact_late_documents,
  outlivedDocuments: m.promises_fact_outlived_documents,
  alteredDocuments: m.promises_fact_altered_documents,
  nextRetentionEnd: m.promises_fact_next_retention_end,
  passwords: m.promises_fact_passwords,
  weaker: m.promises_fact_weaker,
  hash: m.promises_fact_hash,
  cookies: m.promises_fact_cookies,
  cookieAttributes: m.promises_fact_cookie_attributes,
  transport: m.promises_fact_transport,
  tables: m.promises_fact_tables,
  unguarded: m.promises_fact_unguarded,
  probes: m.promises_fact_probes,
  foreignRows: m.promises_fact_foreign_rows,
  sealed: m.promises_fact_sealed,
  underOlderKeys: m.promises_fact_under_older_keys,
  plainColumns: m.promises_fact_plain_columns,
  vault: m.promises_fact_vault,
  cardColumns: m.promises_fact_card_columns,
  cardLikeTexts: m.promises_fact_card_like_texts,
  accessKeyColumns: m.promises_fact_access_key_columns,
  region: m.promises_fact_region,
  pendingDeletions: m.promises_fact_pending_deletions,
  pendingAccountDeletions: m.promises_fact_pending_account_deletions,
  nextDeletion: m.promises_fact_next_deletion,
  overdueDeletions: m.promises_fact_overdue_deletions,
  erasures: m.promises_fact_erasures,
  lastErasure: m.promises_fact_last_erasure,
  newestBackup: m.promises_fact_newest_backup,
  verifiedAt: m.promises_fact_verified_at,
  backupRows: m.promises_fact_backup_rows,
  oldestBackup: m.promises_fact_oldest_backup,
  keptBackups: m.promises_fact_kept_backups,
  lastDrill: m.promises_fact_last_drill,
  drillRows: m.promises_fact_drill_rows,
  logPlaces: m.promises_fact_log_places,
  logDays: m.promises_fact_log_days,
  oldEntries: m.promises_fact_old_entries,
  oldestLogLine: m.promises_fact_oldest_log_line,
  erasureRecords: m.promises_fact_erasure_records,
  oldestRecord: m.promises_fact_oldest_record,
  expiredRecords: m.promises_fact_expired_records,
  accounts: m.promises_fact_accounts,
  unconfirmed: m.promises_fact_unconfirmed,
  birthColumns: m.promises_fact_birth_columns,
  publications: m.promises_fact_publications,
  materialChanges: m.promises_fact_material_changes,
  lastChange: m.promises_fact_last_change,
  noticesSent: m.promises_fact_notices_sent,
  noticesBounced: m.promises_fact_notices_bounced,
  noticesLate: m.promises_fact_notices_late,
  changedTexts: m.promises_fact_changed_texts,
};

/** The badge of a result. */
export function resultWords(result: PromiseResult, locale: Language) {
  const { tone, say, isHollow } = results[result];
  return { tone, label: say({}, { locale }), hollow: isHollow ?? false };
}

/** The badge of a promise: what its last check found; one that was never checked is not suspicious yet. */
export function stateWords({ result, ranAt }: Pick<PromiseStatus, 'result' | 'ranAt'>, locale: Language) {
  if (ranAt) return resultWords(result, locale);
  return { tone: 'neutral' as const, label: m.promises_never({}, { locale }), hollow: true };
}

const zone = 'Europe/Istanbul';

/** A moment as the pages of promises show it, in Istanbul. */
export const momentOf = (at: string, locale: Language): string => formatInstant(at, zone, locale);

/** What is worth showing of the evidence: what has a value, in words. */
export function evidenceWords(evidence: readonly Fact[], locale: Language): { name: string; value: string }[] {
  return evidence.flatMap(({ name, kind, value }) => {
    const say = factNames[name];
    if (value === null || !say) return [];
    const count = () => new Intl.NumberFormat(locales[locale]).format(Number(value));
    const text = kind === 'time' ? momentOf(value, locale) : kind === 'count' ? count() : value;
    return [{ name: say({}, { locale }), value: text }];
  });
}
