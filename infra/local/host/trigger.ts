// What a trigger is to the host: what it is given, and what it answers for the operator's page.
import type { Core, RegisteredFunction } from './core-api.ts';
import type { Binding } from './core-types.ts';
import type { HostSettings } from './host-json.ts';
import type { Invoke } from './invoke.ts';

export type TriggerContext = {
  one: RegisteredFunction;
  binding: Binding;
  bindingName: string;
  core: Core;
  invoke: Invoke;
  host: HostSettings;
  /** Where the host keeps what it must remember over a restart. */
  stateDir: string;
};

export type RunningTrigger = {
  functionName: string;
  kind: 'timer' | 'queue' | 'blob';
  /** What the operator's page shows, read afresh each time. */
  describe(): Promise<TriggerState>;
  /** Runs the function now, outside its schedule. Absent where that makes no sense. */
  runNow?: () => Promise<void>;
  /** The first messages that wait, without taking them. */
  peek?: (which: 'active' | 'poison') => Promise<PeekedMessage[]>;
  /** Takes no more work; what runs is waited for elsewhere. */
  stop(): void;
};

export type TriggerState =
  | { kind: 'timer'; schedule: string; nextAt: string; lastAt: string | null }
  | { kind: 'queue'; queueName: string; active: number; poison: number }
  | { kind: 'blob'; path: string; waiting: number };

export type PeekedMessage = { id: string; text: string; insertedAt: string | null; dequeueCount: number };

/** Replaces `%NAME%` by the setting of that name, as Azure does in names and schedules. */
export function expandSetting(text: string): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = process.env[name];
    if (value === undefined) throw new Error(`The setting ${name}, named by "${whole}", is missing.`);
    return value;
  });
}
