// Founds the wholesaler: its people, settings, products, clients, and what was before.
import { createClient } from '../../../../functions/crm/clients/clients.ts';
import { createContact } from '../../../../functions/crm/contacts/contacts.ts';
import { createNote } from '../../../../functions/crm/notes/notes.ts';
import { archiveProduct, createProduct } from '../../../../functions/crm/products/products.ts';
import { archiveClient } from '../../../../functions/crm/clients/clients.ts';
import { putLogo } from '../../../../functions/identity/tenants/logo.ts';
import { changeTenant, getTenant } from '../../../../functions/identity/tenants/tenants.ts';
import type { Client } from '../../../../shared/clients.ts';
import type { Product, ProductCreate } from '../../../../shared/products.ts';
import type { TenantInput } from '../../../../shared/tenants.ts';
import { finch, pngOf } from '../logo.ts';
import { inLanes } from '../lanes.ts';
import { found, inviteTo, joinAndReturn, joinAsNew, salesman, wholesaler } from '../people.ts';
import type { Stage } from '../stage.ts';
import { vkn } from '../tax-numbers.ts';
import { accounts, plannedClients } from './clients.ts';
import { allGoods, type Good } from './goods.ts';
import { addOwnFields, label, regionFor, type OwnFields } from './labels.ts';
import { personAt } from './names.ts';
import { decimal, knownAfter, priceIn } from './plan.ts';

const dayMs = 86_400_000;

const settings: Partial<TenantInput> = {
  legalForm: 'limited',
  taxNumber: vkn('728401935'),
  taxOffice: 'Bornova',
  addressLine: 'Kemalpaşa Mah. 7401. Sok. No: 22, Toptancılar Sitesi B Blok',
  district: 'Bornova',
  city: 'İzmir',
  postalCode: '35060',
  email: 'siparis@sakakusutoptan.example',
  phone: '+90 232 555 44 00',
  website: 'https://sakakusutoptan.example',
  bankAccounts: accounts,
  invoiceSeries: 'SKT',
  returnSeries: 'SKI',
  units: ['C62', 'BX', 'PK', 'SET', 'KGM', 'LTR'],
  vatRates: ['20', '10', '1', '0'],
  paymentDays: 30,
  paymentTerms: [
    { name: 'Peşin', days: 0 },
    { name: '30 gün', days: 30 },
    { name: '45 gün', days: 45 },
    { name: '60 gün', days: 60 },
  ],
  invoiceNotes: 'Hasarlı ürünleri teslimatı izleyen üç gün içinde bildirmenizi rica ederiz.',
  brandColour: '#7a2438',
};

const services: ProductCreate[] = [
  ['HZM-001', 'Nakliye, şehir içi', '125000'],
  ['HZM-002', 'Nakliye, şehirlerarası', '480000'],
  ['HZM-003', 'Soğuk zincir teslimat', '265000'],
  ['HZM-004', 'Palet kirası, aylık', '19500'],
  ['HZM-005', 'Dispenser montajı', '45000'],
].map(([code = '', name = '', price = '0']) => ({
  ...{ kind: 'service', code, name, unit: 'C62', vatRate: '20', pricesIncludeVat: false },
  prices: [{ currency: 'TRY', unitPrice: decimal(Number(price)) }],
}));

function productOf(good: Good): ProductCreate {
  const currencies = good.english ? (['TRY', 'EUR', 'USD'] as const) : (['TRY'] as const);
  const prices = currencies.map((currency) => ({ currency, unitPrice: decimal(priceIn(good, currency)) }));
  const { code, name, english, unit, vatRate } = good;
  return { kind: 'product', code, name, description: english, unit, vatRate, pricesIncludeVat: false, prices };
}

export type Founded = { token: string; today: string; clients: Client[]; products: Product[]; guestToken: string };

/** What somebody in the office would write down. */
const remarks = [
  'Yeni şube açıyorlar; mart ayından itibaren sipariş iki katına çıkabilir.',
  'Fiyat listesini her ayın ilk haftası istiyorlar.',
  'Ödeme gecikmesi için aradım, ayın 20’sinden sonra yapılacak.',
  'Numune gönderildi: sızdırmaz kap 500 ml ve kraft çanta.',
  'Faturalar yalnızca e-postayla; kargoyla gönderilmeyecek.',
  'Depo sorumlusu değişti, teslimat saatleri aynı.',
];

type Known = { token: string; fields: OwnFields };

async function addClient(lane: Stage, { token, fields }: Known, place: number, at: Date): Promise<Client> {
  const planned = plannedClients[place]?.client;
  if (!planned) throw new Error('The plan names a client that is not there.');
  lane.setTime(at);
  const customFields = {
    [fields.region]: regionFor(planned.country, planned.city),
    ...(place % 4 === 0 ? { [fields.minimum]: String(1500 + (place % 5) * 500) } : {}),
  };
  const client = await createClient(lane.as(token, 'clients:write'), { ...planned, customFields });
  if (planned.kind === 'company' && place % 3 === 0) {
    const name = personAt(300 + place);
    const contact = { name, role: 'decision' as const, email: null, phone: planned.phone ?? null };
    await createContact(lane.as(token, 'clients:write'), client.id, contact);
  }
  if (place % 5 === 1) {
    lane.setTime(at.getTime() + (20 + (place % 30)) * dayMs);
    await createNote(lane.as(token, 'clients:write'), client.id, { text: remarks[place % remarks.length] ?? '' });
  }
  return client;
}

/** Those whose business is over stay on record, out of the way. */
export async function putAway(stage: Stage, { token, products }: Founded, idle: Client[]): Promise<void> {
  for (const { id } of idle.slice(0, 3)) await archiveClient(stage.as(token, 'clients:write'), id);
  for (const { id } of products.filter((_, place) => place % 41 === 9)) {
    await archiveProduct(stage.as(token, 'products:write'), id);
  }
}

async function addProducts(stage: Stage, token: string, at: Date): Promise<Product[]> {
  return inLanes(stage, [...allGoods.map(productOf), ...services], async (lane, product, place) => {
    lane.setTime(at.getTime() + place * 40_000);
    return createProduct(lane.as(token, 'products:write'), product);
  });
}

type Guest = { token: string; tenantId: string; email: string };

/**
 * @param at when the business began to use crmFEX
 * @param guest the owner of the other business, who joins this one and goes home again
 */
export async function foundWholesaler(stage: Stage, at: Date, today: string, guest: Guest): Promise<Founded> {
  const token = await found(stage, wholesaler, 'Sakakuşu Toptan');
  await joinAsNew(stage, await inviteTo(stage, token, salesman.email, 'sales'), salesman);
  const invitation = await inviteTo(stage, token, guest.email, 'owner');
  const guestToken = await joinAndReturn(stage, invitation, guest.token, guest.tenantId);
  stage.setTime(at);
  const write = stage.as(token, 'tenant:write');
  const tenant = await getTenant(write);
  await changeTenant(write, tenant.version, settings);
  await putLogo(write, { bytes: pngOf(finch), contentType: 'image/png' });
  const fields = await addOwnFields(stage, token);
  const products = await addProducts(stage, token, at);
  const clients = await inLanes(stage, plannedClients, (lane, _, place) => {
    // In the order in which the plan begins to sell to them.
    const share = Math.max(0, (place + 1) / plannedClients.length - 0.7) / 0.3;
    const early = knownAfter(0, plannedClients.length);
    const days = place < early ? place / early : share * 355;
    return addClient(lane, { token, fields }, place, new Date(at.getTime() + 2 * 3_600_000 + days * dayMs));
  });
  await label(stage, token, clients, products);
  return { token, today, clients, products, guestToken };
}
