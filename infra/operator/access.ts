// How an operator's command reaches the house: where its API is, and a token, on this machine or from the environment.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export type Access = { api: string; token: string };

const PlatformFile = z.object({
  settings: z.object({ OPERATOR_TOKEN_ISSUER: z.string() }),
  urls: z.object({ api: z.string() }),
});
const SecretsFile = z.object({ operatorKey: z.string() });
const Token = z.object({ access_token: z.string() });

/** A token of the local issuer. Throws when it does not answer or refuses the key. */
export async function localToken(
  issuer: string,
  operatorKey: string,
  name = 'operator@crmfex.example',
): Promise<string> {
  const address = `${issuer}/token?${new URLSearchParams({ name }).toString()}`;
  const answer = await fetch(address, { method: 'POST', headers: { 'x-operator-key': operatorKey } });
  if (!answer.ok) throw new Error(`The local issuer answered ${answer.status}.`);
  return Token.parse(await answer.json()).access_token;
}

/**
 * From the environment (OPERATOR_API and OPERATOR_TOKEN, the latter of `az account get-access-token`), or from the folder of a platform
 * that runs on this machine.
 */
export async function accessOf(environment: NodeJS.ProcessEnv, dataDir: string): Promise<Access> {
  const { OPERATOR_API: api, OPERATOR_TOKEN: token } = environment;
  if (api && token) return { api: api.replace(/\/$/, ''), token };
  const readJson = (name: string): unknown => JSON.parse(readFileSync(join(dataDir, name), 'utf8'));
  const { settings, urls } = PlatformFile.parse(readJson('platform.json'));
  const { operatorKey } = SecretsFile.parse(readJson('secrets.json'));
  return { api: urls.api, token: await localToken(settings.OPERATOR_TOKEN_ISSUER, operatorKey) };
}

/** The answer's value. Throws with the words of the refusal. */
export async function ask({ api, token }: Access, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(`${api}${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'error',
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 2000)}`);
  return isJson ? JSON.parse(text) : text;
}
