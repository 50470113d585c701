// The kinds of trigger this host serves besides HTTP. A new kind (blobs, Service Bus) is one file and one line here.
import type { Core, RegisteredFunction } from './core-api.ts';
import type { Binding } from './core-types.ts';
import type { HostSettings } from './host-json.ts';
import type { Invoke } from './invoke.ts';
import { startQueueTrigger } from './queue-trigger.ts';
import { startTimerTrigger } from './timer-trigger.ts';

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
  kind: 'timer' | 'queue';
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
  | { kind: 'queue'; queueName: string; active: number; poison: number };

export type PeekedMessage = { id: string; text: string; insertedAt: string | null; dequeueCount: number };

type TriggerStarter = (context: TriggerContext) => Promise<RunningTrigger>;

const starters: Record<string, TriggerStarter> = {
  timerTrigger: startTimerTrigger,
  queueTrigger: startQueueTrigger,
};

const servedElsewhere = new Set(['httpTrigger', 'http']);

/** Throws for a binding that this host does not serve, before anything runs. */
export function assertServable({ metadata }: RegisteredFunction): void {
  for (const { type } of Object.values(metadata.bindings)) {
    if (servedElsewhere.has(type) || type in starters) continue;
    throw new Error(`The function ${metadata.name} uses "${type}", which the local host does not serve.`);
  }
}

export async function startTriggers(
  functions: Iterable<RegisteredFunction>,
  shared: Omit<TriggerContext, 'one' | 'binding' | 'bindingName'>,
): Promise<RunningTrigger[]> {
  const starting: Promise<RunningTrigger>[] = [];
  for (const one of functions) {
    for (const [bindingName, binding] of Object.entries(one.metadata.bindings)) {
      const start = starters[binding.type];
      if (start) starting.push(start({ ...shared, one, binding, bindingName }));
    }
  }
  return Promise.all(starting);
}

/** Replaces `%NAME%` by the setting of that name, as Azure does in names and schedules. */
export function expandSetting(text: string): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = process.env[name];
    if (value === undefined) throw new Error(`The setting ${name}, named by "${whole}", is missing.`);
    return value;
  });
}
