// A user agent in two words, which browser and which system: for people to recognise their devices, and to notice a new one.
import Bowser from 'bowser';
import type { DeviceKind } from '../../../shared/accounts.ts';

export type Device = {
  /** `Chrome, macOS`; null when nothing is known. Without versions: an update makes no new device. */
  name: string | null;
  kind: DeviceKind;
};

const kinds = new Map<string | undefined, DeviceKind>([
  ['desktop', 'desktop'],
  ['mobile', 'phone'],
  ['tablet', 'tablet'],
]);

/** Nothing is decided by it that a forged header could win. */
export function deviceOf(userAgent: string | null): Device {
  if (!userAgent) return { name: null, kind: 'unknown' };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const name = [browser.name, os.name].filter(Boolean).join(', ').slice(0, 100);
  return { name: name || null, kind: kinds.get(platform.type) ?? 'unknown' };
}
