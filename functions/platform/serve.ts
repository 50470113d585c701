// From a request to its answer: who asks, what they ask, the verb, and one exit for every error.
import { createHash } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';
import { PortError } from '../integrations/port-error.ts';
import { answerOf, problemAnswer, type Outgoing } from './answer.ts';
import type { App } from './app.ts';
import type { Caller, Context } from './context.ts';
import { openDocuments, tokenHash } from './cookies.ts';
import { flush } from './flush.ts';
import { asReply, type Endpoint, type RequestFacts } from './http.ts';
import { storeAnswer, storedAnswer, type IdempotentCall } from './idempotency.ts';
import { readInput, type ReadInput } from './input.ts';
import { serveOperator } from './operators.ts';
import { dispatch } from './outbox.ts';
import { browserOf, checkOrigin, languageOf, requestFacts, type Incoming } from './request.ts';
import { isAnsweredAlready, problemOfSql } from './sql-errors.ts';

// Generous for people, tight for scripts; each process counts for itself.
const readRate = { points: 900, seconds: 60 };
const writeRate = { points: 240, seconds: 60 };
const publicRate = { points: 240, seconds: 60 };
// Whoever tries tokens has a fresh one each time, so what is counted is the address. A page left open asks thirty times a minute.
const signedOutRate = { points: 120, seconds: 60 };

/** The token behind the request and its permission; Problem signedOut when there is none that could be alive. */
function callerOf({ needs, needsRecentSignIn }: Endpoint, facts: RequestFacts, params: Record<string, string>): Caller {
  if (needs === 'public' || needs === 'operator') return { kind: 'public' };
  if (needs === 'portal:invoice') {
    const held = openDocuments(facts.cookies.client).find(({ linkId }) => linkId === params['id']);
    const hash = tokenHash(held?.token ?? null);
    if (!hash) throw new Problem('signedOut');
    return { kind: 'portal', tokenHash: hash, need: needs };
  }
  const hash = tokenHash(facts.cookies.staff);
  if (!hash) throw new Problem('signedOut');
  return { kind: 'staff', tokenHash: hash, need: needs, mustBeRecent: needsRecentSignIn ?? false };
}

const addressOf = ({ origin }: Pick<Context, 'origin'>) => origin.ip ?? 'unknown';

async function checkRates(ctx: Context, { rate, route }: Endpoint): Promise<void> {
  const address = addressOf(ctx);
  await ctx.rates.check('signedOut', address, signedOutRate);
  if (rate) await ctx.rates.consume(`${route.method} ${route.path}`, address, rate);
  if (ctx.caller.kind === 'staff' || ctx.caller.kind === 'portal') {
    const isRead = route.method === 'GET';
    const session = Buffer.from(ctx.caller.tokenHash).toString('base64');
    await ctx.rates.consume(isRead ? 'read' : 'write', session, isRead ? readRate : writeRate);
  } else {
    await ctx.rates.consume('public', address, publicRate);
  }
}

/** Present for POSTs of a signed-in caller that sent a key and whose answer may be stored. */
function idempotentCall(endpoint: Endpoint, incoming: Incoming, input: ReadInput): IdempotentCall | undefined {
  const key = incoming.headers.get('idempotency-key');
  if (key === null || incoming.method !== 'POST' || endpoint.idempotent === false || endpoint.needs === 'public') {
    return undefined;
  }
  if (!/^[\x21-\x7e]{1,100}$/.test(key)) {
    const wrong = { pointer: 'Idempotency-Key', key: 'request.idempotencyKey' };
    throw new Problem('invalid', 'request.idempotencyKey', {}, [wrong]);
  }
  const { pathname } = incoming.url;
  const hash = createHash('sha256').update(`${incoming.method} ${pathname}\n`).update(input.bodyBytes).digest();
  return { key, hash, open: null, isTaken: false, isOver: false };
}

/** Stores the answer in the verb's last transaction and commits it. */
async function completeIdempotent(ctx: Context, call: IdempotentCall, answer: Outgoing): Promise<void> {
  const { open } = call;
  call.isOver = true;
  call.open = null;
  if (!open) return;
  const kept = ['etag', 'location', 'content-type'].filter((name) => answer.headers[name] !== undefined);
  const headers = Object.fromEntries(kept.map((name) => [name, answer.headers[name] ?? '']));
  const response = typeof answer.body === 'string' ? answer.body : null;
  await open.run([storeAnswer(call, { status: answer.status, headers, response })], 'commit');
  await dispatch(ctx, open.departures);
}

/** The stored answer of a key, provided that it was given to the very same request. */
async function replay(ctx: Context, call: IdempotentCall, answer: Outgoing): Promise<Outgoing> {
  const [[stored]] = await flush({ ...ctx, idempotent: undefined }, [storedAnswer(call.key)]);
  if (!stored || stored.status === null) throw new Problem('conflict', 'idempotency.running');
  if (!Buffer.from(call.hash).equals(stored.requestHash)) throw new Problem('unprocessable', 'idempotency.reused');
  const headers = { ...answer.headers, ...stored.headers, 'idempotency-replayed': 'true' };
  return { status: stored.status, headers, cookies: [], body: stored.response ?? undefined };
}

async function runVerb(ctx: Context, endpoint: Endpoint, input: ReadInput): Promise<Outgoing> {
  const call = ctx.idempotent;
  const finished = (value: unknown) => answerOf(endpoint.route, asReply(value), ctx.requestId, ctx.config);
  if (!call) return finished(await endpoint.run(ctx, input));
  try {
    const answer = finished(await endpoint.run(ctx, input));
    await completeIdempotent(ctx, call, answer);
    return answer;
  } catch (error) {
    call.isOver = true;
    await call.open?.rollback();
    if (isAnsweredAlready(error)) return replay(ctx, call, finished(undefined));
    throw problemOfSql(error);
  }
}

async function attempt(app: App, endpoint: Endpoint, incoming: Incoming, ctx: Context): Promise<Outgoing> {
  const facts = requestFacts(incoming.headers, app.config);
  checkOrigin(endpoint, incoming, facts, app.config);
  if (endpoint.needs === 'operator') return serveOperator(ctx, endpoint, incoming, facts);
  const signedIn: Context = { ...ctx, caller: callerOf(endpoint, facts, incoming.params) };
  await checkRates(signedIn, endpoint);
  const input = await readInput(endpoint.route, incoming, facts, ctx.language);
  try {
    return await runVerb({ ...signedIn, idempotent: idempotentCall(endpoint, incoming, input) }, endpoint, input);
  } catch (error) {
    const isUnknown = endpoint.needs !== 'public' && error instanceof Problem && error.kind === 'signedOut';
    if (isUnknown) await ctx.rates.consume('signedOut', addressOf(ctx), signedOutRate);
    throw error;
  }
}

/** A service behind us that may answer later is no bug of ours; everything unknown is. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const isPassing = error instanceof PortError && error.retryable;
  return new Problem(isPassing ? 'unavailable' : 'internal');
}

/** Serves one request; every outcome is an answer, nothing is thrown. */
export async function serve(app: App, endpoint: Endpoint, incoming: Incoming): Promise<Outgoing> {
  const { requestId } = incoming;
  const language = languageOf(incoming.headers.get('accept-language'));
  const { config, database, ports, clock, rates } = app;
  const log = app.log.child({ requestId, route: `${endpoint.route.method} ${endpoint.route.path}` });
  const origin = browserOf(incoming.headers, config);
  const base = { config, database, ports, clock, rates, log, requestId, language, origin };
  try {
    return await attempt(app, endpoint, incoming, { ...base, caller: { kind: 'public' } });
  } catch (error) {
    const problem = problemOf(error);
    if (problem.kind === 'internal') log.error({ error }, 'request failed');
    else if (problem.status === 503) log.warn({ error, key: problem.key }, 'request not served');
    else log.info({ kind: problem.kind, key: problem.key }, 'request refused');
    return problemAnswer(problem, language, requestId);
  }
}
