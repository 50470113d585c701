// What can be done with series of numbers; what can be undone says so.
import { seriesRoutes, type NumberSeries, type SeriesCreate } from '@crmfex/shared/series.ts';
import { tenantRoutes, type Tenant } from '@crmfex/shared/tenants.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { etag } from './etag.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

async function act(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
  await invalidate(depend.tenant);
}

/** Throws `Problem`: the dialog that asked shows it. */
export async function addSeries(typed: SeriesCreate, key: string): Promise<void> {
  const body = { ...typed, code: typed.code.trim().toUpperCase(), name: typed.name?.trim() || null };
  await api(seriesRoutes.create, { body, idempotencyKey: key });
  await invalidate(depend.tenant);
  toast(m.series_added({ code: body.code }));
}

const change = ({ id }: NumberSeries, isRetired: boolean) =>
  api(seriesRoutes.update, { params: { id }, body: { isRetired } });

export const retireSeries = (series: NumberSeries): Promise<void> =>
  act(async () => {
    await change(series, true);
    const back = () => void act(async () => void (await change(series, false)));
    toast(m.series_retired_done({ code: series.code }), { action: { label: m.undo(), run: back } });
  });

export const takeUpSeries = (series: NumberSeries): Promise<void> =>
  act(async () => {
    await change(series, false);
    toast(m.series_taken_up({ code: series.code }));
  });

export const removeSeries = ({ id, code, kind, name }: NumberSeries): Promise<void> =>
  act(async () => {
    await api(seriesRoutes.remove, { params: { id } });
    const body = { id, code, kind, name };
    const back = () => void act(async () => void (await api(seriesRoutes.create, { body })));
    toast(m.series_removed({ code }), { action: { label: m.undo(), run: back } });
  });

/** From now on documents of its kind are numbered by it when nobody chooses. */
export const makeUsual = ({ code, kind }: NumberSeries, tenant: Tenant): Promise<void> =>
  act(async () => {
    const body = kind === 'sale' ? { invoiceSeries: code } : { returnSeries: code };
    await api(tenantRoutes.update, { body, ifMatch: etag(tenant) });
    toast(m.series_made_usual({ code }));
  });
