// What a check of a promise is: a key of the policy's sentences, and a look at the living system that answers with evidence.
import type { Fact, PromiseKey, PromiseResult } from '../../../shared/promises.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import type { Keeper } from '../../platform/maintenance.ts';

export type Finding = { result: PromiseResult; evidence: Fact[] };

/** One file per promise in `checks/`. It only reads, names no business and no person, and throws when it cannot look. */
export type PromiseCheck = {
  key: PromiseKey;
  /** @param keeper a connection of the maintenance login, of its own for each check */
  look(base: ScheduleContext, keeper: Keeper): Promise<Finding>;
};

export const counted = (name: string, value: number): Fact => ({ name, kind: 'count', value: String(value) });
export const timed = (name: string, value: string | null): Fact => ({ name, kind: 'time', value });
export const said = (name: string, value: string): Fact => ({ name, kind: 'text', value: value.slice(0, 300) });

export const keptIf = (isKept: boolean): PromiseResult => (isKept ? 'kept' : 'broken');
