// The register of breaches with its deadline, and the account of whom a breach touches.
import {
  tellWithinHours,
  type Affected,
  type AffectedBusiness,
  type AffectedInput,
  type Incident,
  type IncidentEventInput,
  type IncidentInput,
  type IncidentList,
} from '../../../shared/incidents.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Page } from '../../platform/lists.ts';
import { maintain, quoted, type Keeper } from '../../platform/maintenance.ts';
import type { OperatorContext } from '../../platform/operators.ts';
import { categoryOf } from './categories.ts';
import {
  countRecords,
  incidents,
  insertEvent,
  insertIncident,
  peopleOf,
  tenantTables,
  usersOf,
  type IncidentRow,
  type TenantTable,
} from './store.ts';

/** The hours run through nights and holidays. */
export function withDeadline(row: IncidentRow, now: Date): Incident {
  const dueAt = new Date(Date.parse(row.noticedAt) + tellWithinHours * 3_600_000);
  const toldAt = row.toldAt === null ? now : new Date(row.toldAt);
  return { ...row, dueAt: dueAt.toISOString(), isLate: toldAt.getTime() > dueAt.getTime() };
}

export async function listIncidents(ctx: OperatorContext, query: IncidentList): Promise<Page<Incident>> {
  const rows = await maintain(ctx.config, (keeper) => keeper.read(incidents.statement(query)));
  const { items, nextCursor } = incidents.page(rows, query);
  return { items: items.map((item) => withDeadline(item, ctx.clock())), nextCursor };
}

async function readOne(ctx: OperatorContext, keeper: Keeper, id: string): Promise<Incident> {
  const [row] = await keeper.read(incidents.statement({ limit: 1 }, [['i.id = ?', id]]));
  if (!row) throw new Problem('notFound');
  return withDeadline(row.item, ctx.clock());
}

/** Nothing is noticed or done later than now: such an instant is a typing error. */
function assertPast(ctx: OperatorContext, instant: string, pointer: string): void {
  if (Date.parse(instant) <= ctx.clock().getTime()) return;
  throw new Problem('invalid', 'invalid', {}, [{ pointer, key: 'incident.future' }]);
}

export async function openIncident(ctx: OperatorContext, input: IncidentInput): Promise<Incident> {
  assertPast(ctx, input.noticedAt, '#/noticedAt');
  const id = newId();
  return maintain(ctx.config, async (keeper) => {
    await keeper.read(insertIncident(id, input, ctx.operator.name));
    return readOne(ctx, keeper, id);
  });
}

/** @throws Problem notFound when there is no such incident */
export async function noteIncident(
  ctx: OperatorContext,
  incidentId: string,
  input: IncidentEventInput,
): Promise<Incident> {
  assertPast(ctx, input.at, '#/at');
  return maintain(ctx.config, async (keeper) => {
    await keeper.read(insertEvent({ ...input, id: newId(), incidentId, by: ctx.operator.name, now: ctx.clock() }));
    return readOne(ctx, keeper, incidentId);
  });
}

type People = Omit<AffectedBusiness, 'records'>;

async function recordsOf(
  keeper: Keeper,
  people: People,
  tables: readonly TenantTable[],
  { from, to }: AffectedInput,
): Promise<AffectedBusiness> {
  const records = [];
  for (const { name, instants } of tables) {
    const [counts] = await keeper.read(countRecords(quoted(name), instants.map(quoted), people.tenantId, from, to));
    if (counts && counts.count > 0) records.push({ category: categoryOf(name), table: name, ...counts });
  }
  return { ...people, records };
}

/**
 * Counts, never content: what a business's owner has to be told. One snapshot, so that the figures agree with each other.
 * @throws Problem invalid when the time ends before it begins
 */
export async function countAffected(ctx: OperatorContext, input: AffectedInput): Promise<Affected> {
  const { tenantIds, userIds, from, to } = input;
  if (Date.parse(to) < Date.parse(from))
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/to', key: 'incident.order' }]);
  return maintain(ctx.config, (keeper) =>
    keeper.snapshot(async () => {
      const tables = await keeper.read(tenantTables());
      const businesses: AffectedBusiness[] = [];
      for (const people of await keeper.read(peopleOf(tenantIds, userIds))) {
        businesses.push(await recordsOf(keeper, people, tables, input));
      }
      return { from, to, businesses, users: await keeper.read(usersOf(userIds, from, to)) };
    }),
  );
}
