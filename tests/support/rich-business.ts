// A business with rows in every table that an export holds: documents by the product's own verbs, what surrounds them by hand.
import { clientMergeRoutes } from '../../shared/client-merges.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { returnRoutes } from '../../shared/returns.ts';
import type { Business, World } from './billing-world.ts';
import { surround } from './rich-rows.ts';

export type Rich = Business & { clientId: string; invoiceId: string; paymentId: string };

const line = {
  description: 'Kalem "mavi" \\ uçlu ve 😀',
  quantity: '3',
  unit: 'C62',
  unitPrice: '33.333',
  vatRate: '20',
};
const fullLine = { ...line, discountRate: null, discountMinor: null };

/** What went wrong is told at once, not by what is missing later. */
async function done<T extends { status: number; body: unknown }>(answer: Promise<T>): Promise<T> {
  const known = await answer;
  if (known.status >= 300) throw new Error(JSON.stringify(known.body));
  return known;
}

/** Documents of every state: issued, paid, returned, cancelled, in another currency, a draft, and two clients that became one. */
async function bill(world: World, { owner }: Business) {
  const as = { as: owner };
  const client = async (name: string) => {
    const body = { kind: 'company', name, email: 'a@example.com', contactName: 'Ayşe Yılmaz' };
    return (await done(world.call(clientRoutes.create, { ...as, body }))).body.id;
  };
  const [clientId, twinId] = [await client('Kuzey Işığı A.Ş.'), await client('Kuzey Işığı Anonim Şirketi')];
  const draft = async (changes: object = {}) => {
    const lines = [
      fullLine,
      { ...fullLine, description: 'Defter', quantity: '2', unitPrice: '50', discountRate: '10' },
    ];
    return (await done(world.call(invoiceRoutes.create, { ...as, body: { clientId, lines, ...changes } }))).body;
  };
  const issued = async (changes: object = {}): Promise<Invoice> => {
    const { id } = await draft(changes);
    return (await done(world.call(invoiceRoutes.issue, { ...as, params: { id } }))).body;
  };
  const [one, two, gone, back] = [await issued(), await issued({ clientId: twinId }), await issued(), await issued()];
  await issued({ currency: 'EUR' });
  await draft();
  const facts = { clientId, paymentDate: '2026-01-01', currency: 'TRY', method: 'bank', amountMinor: one.totalMinor };
  const allocations = [{ invoiceId: one.id, amountMinor: one.totalMinor - 1 }];
  const payment = await done(world.call(paymentRoutes.create, { ...as, body: { ...facts, allocations } }));
  const other = await done(
    world.call(paymentRoutes.create, {
      ...as,
      body: { ...facts, amountMinor: 500, allocations: [{ invoiceId: back.id, amountMinor: 500 }] },
    }),
  );
  await done(
    world.call(paymentRoutes.void, { ...as, params: { id: other.body.id }, body: { reason: 'Yanlış hesap' } }),
  );
  await done(
    world.call(returnRoutes.create, {
      ...as,
      params: { id: back.id },
      body: { reason: 'Kırık geldi', lines: [{ position: 1, quantity: '1' }] },
    }),
  );
  await done(world.call(invoiceRoutes.cancel, { ...as, params: { id: gone.id }, body: { reason: 'Yanlış' } }));
  await world.run.all('invoice-pdf');
  const merging = { otherId: twinId, take: [], takeCustom: [] };
  await done(world.call(clientMergeRoutes.merge, { ...as, params: { id: clientId }, body: merging }));
  return { clientId, invoiceId: two.id, paymentId: payment.body.id };
}

async function log({ ports }: World, { tenantId, owner }: Business): Promise<void> {
  const entry = {
    tenantId,
    actorKind: 'staff',
    actorId: owner.userId,
    actorName: owner.name,
    kind: 'client.created',
    detail: { name: 'Ünlü' },
  };
  for (const days of [1, 20])
    await ports.activityLog.append({
      ...entry,
      id: newId(),
      at: new Date(Date.now() - days * 86_400_000).toISOString(),
    });
}

/** Makes it in a world of `billing-world`. */
export async function richBusiness(world: World): Promise<Rich> {
  const business = await world.business();
  const known = await bill(world, business);
  await surround(world, business, known.clientId, known.invoiceId);
  await log(world, business);
  return { ...business, ...known };
}
