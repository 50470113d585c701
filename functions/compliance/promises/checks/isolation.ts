// Row-level security stands on every table with rows of businesses, and a scope of one business, opened for the purpose, sees no other's.
import * as z from 'zod';
import { flush } from '../../../platform/flush.ts';
import { forTenant } from '../../../platform/jobs.ts';
import { quoted } from '../../../platform/maintenance.ts';
import { query } from '../../../platform/statement.ts';
import { counted, keptIf, type PromiseCheck } from '../promise.ts';

const Table = z.strictObject({ name: z.string(), isGuarded: z.boolean(), isReadable: z.boolean() });

// What no scope of a business can reach (the tenant that a sign-up reserves, failures kept for operators) needs no guard of scopes.
const tenantTables = query(
  Table,
  `select c.relname::text as name,
     c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive) as is_guarded,
     has_column_privilege('app_system', c.oid, a.attnum, 'select') as is_readable
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
   where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and (
     select bool_or(has_column_privilege(r, c.oid, a.attnum, 'select, insert')) from unnest(array['app_staff', 'app_portal', 'app_system']) r)
   order by 1`,
);

const Id = z.strictObject({ id: z.uuid() });
const openTenants = query(
  Id,
  'select t.id from tenants t where not exists (select from closings c where c.tenant_id = t.id) order by t.id desc limit 2',
);

const Seen = z.strictObject({ own: z.int(), others: z.int() });

/** How many tables show the scope a row of its own, and how many one of somebody else: the second must be none. */
function probe(tables: readonly string[], tenantId: string) {
  const parts = (test: string) =>
    tables.map((name) => `(exists (select from ${quoted(name)} where tenant_id ${test} $1))::int`);
  return query(Seen, `select ${parts('=').join(' + ')} as own, ${parts('<>').join(' + ')} as others`, [tenantId]);
}

export const isolation: PromiseCheck = {
  key: 'isolation',
  async look(base, keeper) {
    const tables = await keeper.read(tenantTables);
    const unguarded = tables.filter(({ isGuarded }) => !isGuarded);
    const tenants = await keeper.read(openTenants);
    const readable = tables.filter(({ isReadable }) => isReadable).map(({ name }) => name);
    let seen = 0;
    for (const { id } of tenants) {
      const [[found]] = await flush(forTenant(base, id), [probe(readable, id)]);
      seen += Seen.parse(found).others;
    }
    return {
      result: keptIf(tables.length > 0 && unguarded.length === 0 && seen === 0),
      evidence: [
        counted('tables', tables.length),
        counted('unguarded', unguarded.length),
        counted('probes', tenants.length * readable.length),
        counted('foreignRows', seen),
      ],
    };
  },
};
