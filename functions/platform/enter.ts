// The first statement of every transaction: how each kind of caller steps into the database.
import type pg from 'pg';
import type { Caller, Context } from './context.ts';
import type { RoleTag } from './flight.ts';
import { command, type Statement } from './statement.ts';

export type Entry = { tag: RoleTag; pool: pg.Pool; statement: Statement<never> };

/** A caller that steps in by a statement of its own, such as `select gate.enter_link($1)`. */
export function entering(role: 'portal' | 'identity' | 'staff', enter: Statement<never>): Caller {
  return { kind: 'given', role, enter };
}

/** Throws when the caller is `public`: nobody reads or writes without having stepped in. */
export function entryOf({ caller, database }: Pick<Context, 'caller' | 'database'>): Entry {
  switch (caller.kind) {
    case 'staff':
    case 'portal': {
      const values = [caller.tokenHash, caller.kind, caller.need];
      const isRecent = caller.kind === 'staff' && caller.mustBeRecent;
      const statement = isRecent
        ? command('select gate.enter_recent($1, $2)', [caller.tokenHash, caller.need])
        : command('select gate.enter($1, $2, $3)', values);
      return { tag: caller.kind, pool: database.api, statement };
    }
    case 'job': {
      const values = [caller.tenantId, caller.messageId];
      return { tag: 'system', pool: database.jobs, statement: command('select gate.enter_job($1, $2)', values) };
    }
    case 'given':
      return { tag: caller.role, pool: database.api, statement: caller.enter };
    case 'operator':
      throw new Error('An operator has no way into the data of a business.');
    case 'public':
      throw new Error('A public caller has no way into the database: give it one with entering().');
  }
}
