// Which of our own texts hold: what was published and the clock decide, not what happens to ship.
import { today } from '../../../shared/dates.ts';
import {
  noticeDays,
  policyHistory,
  policyKinds,
  policyNames,
  policyOn,
  type PolicyInput,
  type PolicyName,
  type Publication,
  type PublishedPolicies,
  type PublishedPolicy,
  type PolicyVersion,
} from '../../../shared/policies.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { flyAsJobs } from '../../platform/flush.ts';
import { maintain, type Keeper } from '../../platform/maintenance.ts';
import type { OperatorContext } from '../../platform/operators.ts';
import { countBefore, countedPublications, insertNotices, insertPublication, publications } from './store.ts';

type Base = Pick<Context, 'database' | 'clock'>;
const zone = 'Europe/Istanbul';

/** Midnight in Istanbul, which keeps UTC+3 all year (law of 2016). */
export const dayBegins = (day: string): Date => new Date(`${day}T00:00:00+03:00`);

/** The version of this build, or undefined for one that only another build knows. */
export function shippedVersion(policy: PolicyName, version: string): PolicyVersion | undefined {
  return policyHistory[policy].find((one) => one.version === version);
}

function inForceOf(all: readonly Publication[], name: PolicyName, now: Date): string {
  const holds = all.find(
    (one) => one.policy === name && Date.parse(one.effectiveAt) <= now.getTime() && shippedVersion(name, one.version),
  );
  return (holds ?? policyOn(name, today(zone, now))).version;
}

/** What was published, and what is in force at this instant. */
export async function publishedPolicies({ database, clock }: Base): Promise<PublishedPolicies> {
  const all = await flyAsJobs(database, publications);
  const now = clock();
  return {
    publications: all,
    inForce: { privacy: inForceOf(all, 'privacy', now), terms: inForceOf(all, 'terms', now) },
  };
}

/** For the operator: every publication with what became of its mails. */
export async function listPublications({
  config,
}: Pick<OperatorContext, 'config'>): Promise<{ items: PublishedPolicy[] }> {
  return { items: await maintain(config, (keeper) => keeper.read(countedPublications)) };
}

function refuse(key: string, parameters: Record<string, string | number> = {}): never {
  throw new Problem('unprocessable', key, parameters);
}

/** What would be published, or why it cannot be. */
function planned({ policy, version, isMaterial }: PolicyInput, now: Date, by: string) {
  const shipped = shippedVersion(policy, version);
  if (!shipped) refuse('policies.notShipped');
  const effectiveAt = dayBegins(shipped.effectiveDate);
  const firstDay = new Date(now.getTime() + noticeDays * 24 * 3600_000);
  if (isMaterial && effectiveAt < firstDay) refuse('policies.tooSoon', { days: noticeDays });
  if (effectiveAt < now) refuse('policies.past');
  if (isMaterial && !shipped.summary) refuse('policies.noSummary');
  return { policy, version, isMaterial, sha256: shipped.sha256, publishedAt: now, effectiveAt, publishedBy: by };
}

/** The fact and the work it asks for, together. */
const publish = (keeper: Keeper, plan: ReturnType<typeof planned>): Promise<void> =>
  keeper.transaction(async () => {
    await keeper.read(insertPublication(plan));
    if (plan.isMaterial) await keeper.read(insertNotices(plan.policy, plan.version));
  });

/**
 * Publishes a version that ships with this build, and asks for the mails of a material change in the same transaction.
 * @throws Problem `unprocessable` when it does not ship, comes too soon or says nothing; `conflict` when it was published
 */
export async function publishPolicy(ctx: OperatorContext, input: PolicyInput): Promise<PublishedPolicy> {
  const plan = planned(input, ctx.clock(), ctx.operator.name);
  const { policy, version, isMaterial, publishedAt, effectiveAt } = plan;
  const people = await maintain(ctx.config, async (keeper) => {
    const [counted] = await keeper.read(countBefore(policy, version));
    if (counted?.isPublished) throw new Problem('conflict', 'policies.already');
    if (!input.isTrial) await publish(keeper, plan);
    return isMaterial ? (counted?.people ?? 0) : 0;
  });
  const times = { publishedAt: publishedAt.toISOString(), effectiveAt: effectiveAt.toISOString() };
  const notices = { people, waiting: people, sent: 0, delivered: 0, bounced: 0, failed: 0 };
  return { policy, version, isMaterial, ...times, notices };
}

/** When a version takes effect; what was never published held from the beginning. */
const effectOf = ({ publications }: PublishedPolicies, name: PolicyName, version: string | null): number =>
  Date.parse(
    publications.find((one) => one.policy === name && one.version === version)?.effectiveAt ?? '1970-01-01T00:00:00Z',
  );

/** Material changes of a text between the version somebody knows and an instant: every one, for what is editorial on top of one that matters does not make up for it. */
const changesSince = (published: PublishedPolicies, name: PolicyName, known: string | null, until: number) =>
  published.publications.filter(({ policy, isMaterial, effectiveAt }) => {
    const at = Date.parse(effectiveAt);
    return policy === name && isMaterial && at > effectOf(published, name, known) && at <= until;
  });

/** Which agreements are missing: `pending` are those whose version in force is not the last one agreed to, `changed` those among them that matter. */
export function openConsents(
  published: PublishedPolicies,
  agreed: (name: PolicyName) => string | null,
): { pending: PolicyName[]; changed: PolicyName[] } {
  const { inForce } = published;
  const pending = policyNames.filter((name) => policyKinds[name] === 'agreement' && agreed(name) !== inForce[name]);
  const changed = pending.filter(
    (name) => changesSince(published, name, agreed(name), effectOf(published, name, inForce[name])).length > 0,
  );
  return { pending, changed };
}

/** Material changes that somebody is told of: all that do not hold yet, and of information those that hold since. The first to take effect comes first. */
export function newsFor(
  published: PublishedPolicies,
  known: (name: PolicyName) => string | null,
  now: Date,
): Publication[] {
  const held = policyNames.flatMap((name) =>
    policyKinds[name] === 'information' ? changesSince(published, name, known(name), now.getTime()) : [],
  );
  const coming = published.publications.filter(
    ({ isMaterial, effectiveAt }) => isMaterial && Date.parse(effectiveAt) > now.getTime(),
  );
  return [...held, ...coming].sort((one, other) => one.effectiveAt.localeCompare(other.effectiveAt));
}
