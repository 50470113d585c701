// A new version of the key that wraps secrets, in the vault of this machine; in Azure `az keyvault secret set` does it.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Settings = z.object({
  settings: z.object({
    KEY_VAULT_ENDPOINT: z.string(),
    DATA_KEY_NAME: z.string(),
    IDENTITY_ENDPOINT: z.string(),
    IDENTITY_HEADER: z.string(),
  }),
});
const Token = z.object({ access_token: z.string() });
const Made = z.object({ id: z.string() });

/** Answers with the version's address. The older versions stay: what is sealed under them opens until it is sealed anew. */
export async function rotateDataKey(dataDir: string): Promise<string> {
  const { settings } = Settings.parse(JSON.parse(readFileSync(join(dataDir, 'platform.json'), 'utf8')));
  const asked = await fetch(`${settings.IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=https://vault.azure.net`, {
    headers: { 'x-identity-header': settings.IDENTITY_HEADER },
  });
  const { access_token: token } = Token.parse(await asked.json());
  const answer = await fetch(`${settings.KEY_VAULT_ENDPOINT}/secrets/${settings.DATA_KEY_NAME}?api-version=7.5`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ value: randomBytes(32).toString('base64'), contentType: 'application/octet-stream' }),
  });
  if (!answer.ok) throw new Error(`The vault answered ${answer.status}.`);
  return Made.parse(await answer.json()).id;
}
