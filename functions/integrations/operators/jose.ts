// Operators' tokens of an OpenID Connect issuer (Entra ID in Azure), verified against its published keys.
import type { JWTPayload } from 'jose';
import { assertSafeAddress } from '../address.ts';
import type { OperatorsConfig } from '../config.ts';
import { once } from '../once.ts';
import { PortError } from '../port-error.ts';
import type { Operator, OperatorTokens } from './port.ts';

const timeoutMs = 5_000;
/** So long the issuer's keys are kept; an unknown key is asked for at most every thirty seconds. */
const keysKeptMs = 10 * 60_000;
const cooldownMs = 30_000;
/** Clocks of two machines differ a little. */
const leewaySeconds = 30;
/** Entra ID's access tokens live an hour or so; one that claims to live longer than a day is none of ours. */
const livesAtMost = '24 hours';
const tokenLengthMax = 8_192;
/** What Entra ID signs with. A list, so that neither `none` nor a shared secret can ever be asked for by a token itself. */
const algorithms = ['RS256'];
export const operatorRole = 'crmfex.operator';

type Options = { clock?: () => number };

/** Nothing is loaded or called before the first token. */
export function joseOperators(config: OperatorsConfig, { clock = Date.now }: Options = {}): OperatorTokens {
  assertSafeAddress('The keys of operators’ tokens', config.keys, undefined);
  const connect = once(async () => {
    const jose = await import('jose');
    const options = { timeoutDuration: timeoutMs, cooldownDuration: cooldownMs, cacheMaxAge: keysKeptMs };
    return { ...jose, keys: jose.createRemoteJWKSet(new URL(config.keys), options) };
  });
  return {
    async read(token) {
      if (token.length > tokenLengthMax) return null;
      const { jwtVerify, errors, keys } = await connect();
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: config.issuer,
          audience: config.audience,
          algorithms,
          clockTolerance: leewaySeconds,
          maxTokenAge: livesAtMost,
          requiredClaims: ['exp', 'iat', 'sub'],
          currentDate: new Date(clock()),
        });
        return operatorOf(payload);
      } catch (error) {
        if (isAboutToken(error, errors)) return null;
        throw unreachable(error);
      }
    },
  };
}

/** Everything else is about fetching the keys: no answer, an answer that is no key set, a time limit. */
function isAboutToken(error: unknown, errors: typeof import('jose').errors): boolean {
  return [
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSMultipleMatchingKeys,
    errors.JWKSNoMatchingKey,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JWTClaimValidationFailed,
    errors.JWTExpired,
    errors.JWTInvalid,
  ].some((kind) => error instanceof kind);
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

/** `oid` is the person in the whole directory, `sub` the person as seen by one application. */
function operatorOf(payload: JWTPayload): Operator {
  const id = textOf(payload['oid']) ?? payload.sub ?? '';
  const name = textOf(payload['preferred_username']) ?? textOf(payload['upn']) ?? textOf(payload['name']) ?? id;
  const roles: unknown = payload['roles'];
  const isAllowed = Array.isArray(roles) && roles.includes(operatorRole);
  return { id: id.slice(0, 100), name: name.slice(0, 200), isAllowed };
}

function unreachable(cause: unknown): PortError {
  const facts = { port: 'operators', kind: 'unreachable', retryable: true, outcome: 'failed' } as const;
  return new PortError('operators: the issuer’s keys cannot be had', { ...facts, cause });
}
