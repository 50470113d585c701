// SQL of the findings: written by the maintenance login, read by everybody through one function of the gate.
import * as z from 'zod';
import { Fact, promiseKeys, PromiseResult, PromiseStatus } from '../../../shared/promises.ts';
import { command, json, query } from '../../platform/statement.ts';

export type Run = {
  id: string;
  promise: string;
  ranAt: Date;
  result: PromiseResult;
  evidence: Fact[];
  reason: string | null;
};

export const insertRun = ({ id, promise, ranAt, result, evidence, reason }: Run) =>
  command('insert into promise_runs (id, promise, ran_at, result, evidence, reason) values ($1, $2, $3, $4, $5, $6)', [
    id,
    promise,
    ranAt,
    result,
    json(evidence),
    reason,
  ]);

export const forgetRuns = (before: Date) => command('delete from promise_runs where ran_at < $1', [before]);

const Last = z.strictObject({ promise: z.string(), result: PromiseResult });

/** What each promise's last finding was that said something: an unknown in between is no change of state. */
export const lastFindings = () =>
  query(
    Last,
    `select distinct on (promise) promise, result from promise_runs where result <> 'unknown' order by promise, ran_at desc`,
  );

const Told = z.strictObject({
  promise: z.enum(promiseKeys).or(z.string()),
  result: PromiseResult,
  ranAt: z.string(),
  evidence: z.array(Fact),
  days: PromiseStatus.shape.days,
});

export const findingsSince = (since: Date) => query(Told, 'select * from gate.promises_since($1)', [since]);
