// What the wholesaler keeps in order by: tags, fields of its own, and a series for exports.
import { createSeries } from '../../../../functions/billing/series/series.ts';
import { createCustomField } from '../../../../functions/crm/custom-fields/custom-fields.ts';
import { createTag, tagMany } from '../../../../functions/crm/tags/tags.ts';
import type { Client } from '../../../../shared/clients.ts';
import type { Product } from '../../../../shared/products.ts';
import type { TagCreate } from '../../../../shared/tags.ts';
import type { Stage } from '../stage.ts';

/** Numbers what is sold abroad. */
export const exportSeries = 'IHR';

export type OwnFields = { region: string; minimum: string };

const regions = ['Körfez', 'Kuzey Ege', 'Güney Ege', 'İç Ege', 'Marmara', 'Yurt dışı'];
const regionOf: Record<string, string> = {
  ...{
    İzmir: 'Körfez',
    Manisa: 'İç Ege',
    Denizli: 'İç Ege',
    Aydın: 'Güney Ege',
    Muğla: 'Güney Ege',
    Antalya: 'Güney Ege',
  },
  ...{ Balıkesir: 'Kuzey Ege', Çanakkale: 'Kuzey Ege', Bursa: 'Marmara', İstanbul: 'Marmara' },
};

/** The route of a delivery lorry. */
export const regionFor = (country: string | undefined, city: string | null | undefined): string =>
  country === 'TR' ? (regionOf[city ?? ''] ?? 'Körfez') : 'Yurt dışı';

export async function addOwnFields(stage: Stage, token: string): Promise<OwnFields> {
  const write = () => stage.as(token, 'tenant:write');
  await createSeries(write(), { code: exportSeries, kind: 'sale', name: 'İhracat' });
  const region = await createCustomField(write(), {
    subject: 'client',
    label: 'Dağıtım bölgesi',
    type: 'choice',
    choices: regions,
  });
  const minimum = await createCustomField(write(), { subject: 'client', label: 'Asgari sipariş (TL)', type: 'number' });
  return { region: region.id, minimum: minimum.id };
}

type Labelled = {
  tag: TagCreate;
  isClient?: (client: Client, place: number) => boolean;
  isProduct?: (product: Product) => boolean;
};

const labels: Labelled[] = [
  { tag: { name: 'Otel', colour: 'blue' }, isClient: ({ name }) => /Otelcilik|Davet/.test(name) },
  { tag: { name: 'Restoran', colour: 'orange' }, isClient: ({ name }) => /Restoran|Kafe|Catering/.test(name) },
  { tag: { name: 'Market', colour: 'green' }, isClient: ({ name }) => /arket|Şarküteri/.test(name) },
  {
    tag: { name: 'İhracat', colour: 'teal' },
    isClient: ({ country }) => country !== 'TR',
    isProduct: ({ prices }) => prices.length > 1,
  },
  { tag: { name: 'Öncelikli', colour: 'red' }, isClient: (_, place) => place % 9 === 1 },
  {
    tag: { name: 'Soğuk zincir', colour: 'purple' },
    isProduct: ({ name }) => /peynir|Tereyağı|Yoğurt|Ayran|Sucuk/i.test(name),
  },
];

/** Tags by what a client does and how a product is kept. */
export async function label(
  stage: Stage,
  token: string,
  clients: readonly Client[],
  products: readonly Product[],
): Promise<void> {
  for (const { tag, isClient, isProduct } of labels) {
    const { id: tagId } = await createTag(stage.as(token, 'clients:write'), tag);
    const tagged = isClient ? clients.filter(isClient).map(({ id }) => id) : [];
    const kept = isProduct
      ? products
          .filter(isProduct)
          .map(({ id }) => id)
          .slice(0, 200)
      : [];
    if (tagged.length > 0) await tagMany(stage.as(token, 'clients:write'), { kind: 'client', tagId, ids: tagged });
    if (kept.length > 0) await tagMany(stage.as(token, 'products:write'), { kind: 'product', tagId, ids: kept });
  }
}
