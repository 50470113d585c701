// The face for the house's own staff: endpoints below /operator, for whoever shows a token of an operator, each call on record.
import type * as z from 'zod';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import type { Route } from '../../shared/route.ts';
import type { Operator } from '../integrations/operators/port.ts';
import { coarseAddress } from './addresses.ts';
import { answerOf, type Outgoing } from './answer.ts';
import type { Context } from './context.ts';
import { flyAsJobs } from './flush.ts';
import { asReply, type Endpoint, type Input, type Reply, type RequestFacts } from './http.ts';
import { readInput } from './input.ts';
import type { ScheduleContext } from './jobs.ts';
import type { Incoming } from './request.ts';
import { problemOfSql } from './sql-errors.ts';
import { command, json } from './statement.ts';

/** What a verb for staff of the house gets: that of a timer, which has no tenant either, and who asks. */
export type OperatorContext = ScheduleContext & Pick<Context, 'language'> & { operator: Operator };

// Whoever tries tokens is slowed down by address; whoever has a good one may work quickly.
const failureRate = { points: 20, seconds: 60 };
const callRate = { points: 600, seconds: 60 };

/**
 * Binds a route below `/operator` to a verb for staff of the house. There is no tenant, no session and no cookie: the caller shows
 * `Authorization: Bearer <token>` of OPERATOR_TOKEN_ISSUER with the role `crmfex.operator`. Every call is kept in `operator_calls`.
 */
export function operatorEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  run: (
    ctx: OperatorContext,
    input: Input<P, Q, B>,
  ) => Promise<(undefined extends z.input<R> ? string | void : z.input<R>) | Reply<z.input<R>>>,
): Endpoint {
  if (!route.path.startsWith('/operator/')) throw new Error(`${route.path} is for operators and must say so.`);
  return {
    route,
    needs: 'operator',
    idempotent: false,
    // The input is parsed by this very route's schemas before `run` sees it.
    run: (ctx, input) => run(operatorContextOf(ctx), input as Input<P, Q, B>),
  };
}

function operatorContextOf({ caller, ...rest }: Context): OperatorContext {
  if (caller.kind !== 'operator') throw new Error('Only an operator comes here.');
  return { ...rest, operator: caller.operator, isPastDue: false };
}

const addressOf = ({ origin }: Context) => origin.ip ?? 'unknown';

/** Always the same refusal, whatever is wrong with a token. */
async function operatorOf(ctx: Context, facts: RequestFacts): Promise<Operator> {
  await ctx.rates.check('operator-failures', addressOf(ctx), failureRate);
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(facts.headers.get('authorization') ?? '')?.[1];
  const operator = token === undefined ? null : await ctx.ports.operators.read(token);
  if (operator) return operator;
  await ctx.rates.consume('operator-failures', addressOf(ctx), failureRate);
  throw new Problem('signedOut', 'operator.signedOut');
}

/** Written before anything is done, so that nothing is done without a record; the body is not in it. */
async function noteCall(ctx: Context, operator: Operator, endpoint: Endpoint, incoming: Incoming): Promise<string> {
  const id = newId();
  const { method, path } = endpoint.route;
  const values = [id, ctx.clock(), operator.id, operator.name, `${method} ${path}`, json(incoming.params)];
  await flyAsJobs(
    ctx.database,
    command('select gate.operator_call_began($1, $2, $3, $4, $5, $6, $7, $8)', [
      ...values,
      ctx.requestId,
      coarseAddress(ctx.origin.ip),
    ]),
  );
  return id;
}

const noteEnd = (ctx: Context, id: string, status: number) =>
  flyAsJobs(ctx.database, command('select gate.operator_call_ended($1, $2, $3)', [id, ctx.clock(), status]));

async function runVerb(ctx: Context, endpoint: Endpoint, incoming: Incoming, facts: RequestFacts): Promise<Outgoing> {
  const input = await readInput(endpoint.route, incoming, facts, ctx.language);
  try {
    return answerOf(endpoint.route, asReply(await endpoint.run(ctx, input)), ctx.requestId, ctx.config);
  } catch (error) {
    throw problemOfSql(error);
  }
}

/**
 * Serves one request of the house's staff.
 * @throws Problem signedOut, notAllowed, tooMany or whatever the verb throws; the record of calls has its status all the same
 */
export async function serveOperator(
  ctx: Context,
  endpoint: Endpoint,
  incoming: Incoming,
  facts: RequestFacts,
): Promise<Outgoing> {
  const operator = await operatorOf(ctx, facts);
  await ctx.rates.consume('operator', operator.id, callRate);
  const callId = await noteCall(ctx, operator, endpoint, incoming);
  try {
    if (!operator.isAllowed) throw new Problem('notAllowed', 'operator.notAllowed');
    const answer = await runVerb({ ...ctx, caller: { kind: 'operator', operator } }, endpoint, incoming, facts);
    await noteEnd(ctx, callId, answer.status);
    return answer;
  } catch (error) {
    await noteEnd(ctx, callId, error instanceof Problem ? error.status : 500).catch((failure: unknown) =>
      ctx.log.error({ error: failure, callId }, 'the end of a call was not noted'),
    );
    throw error;
  }
}
