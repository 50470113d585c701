// The log of mails over HTTP: newest first, narrowed to what went wrong, and nobody else's.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortError } from '../../functions/integrations/port-error.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { systemRoutes } from '../../shared/system.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

async function mail(to: string, name = 'Ege Rüzgârı'): Promise<string> {
  const as = business.owner;
  const client = await world.call(clientRoutes.create, { as, body: { kind: 'company', name } });
  clientId = client.body.id;
  const line = { description: 'Eğitim', quantity: '1', unit: 'C62', unitPrice: '50', vatRate: '20' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const { body: draft } = await world.call(invoiceRoutes.create, { as, body: { clientId, lines } });
  const params = { id: draft.id };
  await world.call(invoiceRoutes.issue, { as, params });
  const { body } = await world.call(invoiceRoutes.send, { as, params, body: { to } });
  await world.run.all('invoice-mail').catch(() => undefined);
  return body.id;
}

const list = async (query = {}, as = business.owner) =>
  (await world.call(deliveryRoutes.list, { as, query })).body.items.map(({ to, state }) => `${to} ${state}`);
const count = async (query = {}) =>
  (await world.call(deliveryRoutes.summary, { as: business.owner, query })).body.count;

async function hear(deliveryId: string, kind: 'delivered' | 'bounced') {
  const at = new Date().toISOString();
  const event = {
    deliveryId: `${business.tenantId}.${deliveryId}`,
    providerEventId: newId(),
    kind,
    at,
    reason: '550 unknown',
  };
  world.service.events = [event];
  return world.call(systemRoutes.sendgridEvents, { body: [] });
}

let failed: string;
beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  await mail('bir@example.com');
  await hear(await mail('iki@example.com'), 'bounced');
  world.service.failure = new PortError('mail: refused', {
    port: 'mail',
    kind: 'refused',
    retryable: false,
    outcome: 'failed',
  });
  failed = await mail('uc@example.com', 'Zeytin Ltd.');
  world.service.failure = null;
});
afterAll(() => world.close());

describe('the log', () => {
  it('shows every mail, newest first, with what became of it and what it is about', async () => {
    expect(await list()).toEqual(['uc@example.com failed', 'iki@example.com bounced', 'bir@example.com accepted']);
    const { body } = await world.call(deliveryRoutes.list, { as: business.owner, query: { limit: 1 } });
    expect(body.items[0]).toMatchObject({ clientName: 'Zeytin Ltd.', invoiceNumber: expect.stringMatching(/\d{9}$/) });
    expect(body.nextCursor).not.toBeNull();
    expect(await count()).toBe(3);
  });

  it('is narrowed by state, by what went wrong, by client and by words', async () => {
    expect(await list({ state: 'accepted' })).toEqual(['bir@example.com accepted']);
    expect(await list({ wrong: 'true' })).toEqual(['uc@example.com failed', 'iki@example.com bounced']);
    expect(await list({ clientId })).toEqual(['uc@example.com failed']);
    expect(await list({ search: 'ZEYTİN' })).toEqual(['uc@example.com failed']);
    expect(await list({ search: 'iki@' })).toEqual(['iki@example.com bounced']);
    expect(await count({ wrong: 'true' })).toBe(2);
  });

  it('believes the mail service when a mail that was given up arrived all the same', async () => {
    await hear(failed, 'delivered');
    expect(await list({ clientId })).toEqual(['uc@example.com delivered']);
  });

  it('is read by whoever may, and shows another business nothing', async () => {
    for (const member of Object.values(business.people)) {
      expect((await world.call(deliveryRoutes.list, { as: member })).status).toBe(200);
    }
    expect(await list({}, other.owner)).toEqual([]);
    expect((await world.call(deliveryRoutes.summary, { as: other.owner })).body.count).toBe(0);
    const wrong = { as: business.owner, query: { state: 'lost' } };
    expect((await world.call(deliveryRoutes.list)).status).toBe(401);
    expect((await world.call(deliveryRoutes.summary)).status).toBe(401);
    expect((await world.call(deliveryRoutes.list, wrong)).status).toBe(400);
    expect((await world.call(deliveryRoutes.summary, wrong)).status).toBe(400);
  });
});
