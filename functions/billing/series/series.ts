// Series of numbers: added, named, retired and taken up again; deleted only while nothing was numbered by them.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { NumberSeries, SeriesCreate, SeriesPatch } from '../../../shared/series.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { insertSeries, removeSeries, selectSeries, updateSeries } from './store.ts';

nameConstraints({
  number_series_pkey: { key: 'conflict.exists' },
  'no two series share their letters': { key: 'series.taken', pointer: '#/code', kind: 'conflict' },
  'the usual series stays in use': { key: 'series.usual', kind: 'conflict' },
  'a series that has numbered stays': { key: 'series.used', kind: 'conflict' },
  'a series that a document names stays': { key: 'series.named', pointer: '#/chosenSeries', kind: 'conflict' },
  'only a series in use numbers invoices': { key: 'series.retired', pointer: '#/chosenSeries' },
});

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'series', subjectId: id, detail });

export async function listSeries(ctx: Context): Promise<NumberSeries[]> {
  const [series] = await flush(ctx, [selectSeries(ctx.clock())]);
  return series;
}

/** @throws Problem `conflict` when its letters are taken or there are fifty already */
export async function createSeries(ctx: Context, typed: SeriesCreate): Promise<NumberSeries> {
  const id = typed.id ?? newId();
  const at = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [added, series] = await tx.read([insertSeries(typed, id, at), selectSeries(at, id)]);
    if (added.length === 0) throw new Problem('conflict', 'series.tooMany');
    tx.write(audit(ctx, 'series.created', subject(id, { code: typed.code })));
    return one(series);
  });
}

/** @throws Problem `notFound`, `conflict` when the usual series is to be retired */
export async function changeSeries(ctx: Context, id: string, patch: SeriesPatch): Promise<NumberSeries> {
  const at = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [, series] = await tx.read([updateSeries(id, patch, at), selectSeries(at, id)]);
    const changed = one(series);
    tx.write(audit(ctx, 'series.updated', subject(id, { code: changed.code, ...patch })));
    return changed;
  });
}

/** @throws Problem `notFound`, `conflict` when it is the usual one, has numbered or is named by a draft */
export async function deleteSeries(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [removed] = await tx.read([removeSeries(id)]);
    tx.write(audit(ctx, 'series.deleted', subject(id, { code: one(removed).code })));
  });
}
