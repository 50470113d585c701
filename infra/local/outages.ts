// Plays the outage of a vendor: the app is told an address at which nobody answers, as runbooks/vendor-outage.md tries it.
import type { Settings } from './settings.ts';

/** The settings that lead to each vendor. */
const settingsOf = {
  mail: ['SENDGRID_ENDPOINT'],
  vault: ['KEY_VAULT_ENDPOINT'],
  cosmos: ['COSMOS_ENDPOINT'],
  blobs: ['BLOB_ENDPOINT'],
  tcmb: ['TCMB_ENDPOINT'],
  directory: ['OPERATOR_TOKEN_KEYS'],
} as const;
export type Vendor = keyof typeof settingsOf;

const isVendor = (name: string): name is Vendor => name in settingsOf;

/** Reads `mail,vault`. Throws with the known names when one is none. */
export function vendorsOf(text: string | undefined): Vendor[] {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  const wrong = names.find((name) => !isVendor(name));
  if (wrong !== undefined) throw new Error(`${wrong} is no vendor; there are ${Object.keys(settingsOf).join(', ')}.`);
  return names.filter(isVendor);
}

/** Port 9 is that of the discard service, which no machine of today runs. */
export function withOutages(settings: Settings, vendors: readonly Vendor[]): Settings {
  const lost = vendors.flatMap((vendor) => settingsOf[vendor]);
  const silent = (address: string) => Object.assign(new URL(address), { port: '9' }).href.replace(/\/$/, '');
  return { ...settings, ...Object.fromEntries(lost.map((name) => [name, silent(settings[name] ?? '')])) };
}
