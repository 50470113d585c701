// All that is held about whoever is signed in, read as that very person in every business at once.
import type { OwnData } from '../../../shared/own-data.ts';
import type { ActivityEntry } from '../../integrations/activity-log/port.ts';
import { asSelf } from '../../identity/users/identity-scope.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import {
  selectBusinesses,
  selectClosing,
  selectConsents,
  selectEmailChanges,
  selectMails,
  selectPasskeys,
  selectPolicyReadings,
  selectProfile,
  selectRestrictions,
  selectSecurityEvents,
  selectSessions,
} from './store.ts';

/** Far more than somebody does in thirty days, and still one answer. */
const actsMax = 5_000;
const pageSize = 100;

/** What the person did in one business, without the ids that say it once more. */
async function actsIn({ ports }: Context, tenantId: string, actor: string): Promise<Record<string, unknown>[]> {
  const acts: ActivityEntry[] = [];
  let place: { before?: string; beforeId?: string } = {};
  while (acts.length < actsMax) {
    const entries = await ports.activityLog.list(tenantId, { limit: pageSize, actor, ...place });
    // A log that knows no such filter must not hand out somebody else's acts either.
    acts.push(...entries.filter(({ actorId }) => actorId === actor));
    const last = entries.at(-1);
    if (!last || entries.length < pageSize) break;
    place = { before: last.at, beforeId: last.id };
  }
  return acts.map(({ tenantId: _, actorId: _a, actorName: _n, ...act }) => act);
}

export async function readOwnData(ctx: Context): Promise<OwnData> {
  const [
    profiles,
    closings,
    businesses,
    sessions,
    passkeys,
    consents,
    policyReadings,
    securityEvents,
    emailChanges,
    mails,
    restrictions,
  ] = await flush(asSelf(ctx), [
    selectProfile(),
    selectClosing(),
    selectBusinesses(),
    selectSessions(),
    selectPasskeys(),
    selectConsents(),
    selectPolicyReadings(),
    selectSecurityEvents(),
    selectEmailChanges(),
    selectMails(),
    selectRestrictions(),
  ]);
  const profile = one(profiles);
  const withActs: OwnData['businesses'] = [];
  for (const business of businesses) withActs.push({ ...business, acts: await actsIn(ctx, business.id, profile.id) });
  const generatedAt = ctx.clock().toISOString();
  return {
    generatedAt,
    profile,
    closing: closings[0] ?? null,
    businesses: withActs,
    sessions,
    passkeys,
    consents,
    policyReadings,
    securityEvents,
    emailChanges,
    mails,
    restrictions,
  };
}
