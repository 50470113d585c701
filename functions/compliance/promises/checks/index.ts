// Every check, one for each promise: a test holds that none is missing.
import type { PromiseCheck } from '../promise.ts';
import { age } from './age.ts';
import { backups } from './backups.ts';
import { cards } from './cards.ts';
import { connections } from './connections.ts';
import { deletion } from './deletion.ts';
import { erasureLog } from './erasure-log.ts';
import { isolation } from './isolation.ts';
import { logs } from './logs.ts';
import { password } from './password.ts';
import { policyNotice } from './policy-notice.ts';
import { region } from './region.ts';
import { retention } from './retention.ts';
import { session } from './session.ts';
import { vault } from './vault.ts';

export const checks: readonly PromiseCheck[] = [
  password,
  session,
  isolation,
  vault,
  cards,
  connections,
  region,
  deletion,
  backups,
  logs,
  retention,
  erasureLog,
  age,
  policyNotice,
];
