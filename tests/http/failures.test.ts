// What did not succeed over HTTP: seen by those who may, mended by those who may, and only of the own business.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpoints as insightEndpoints } from '../../functions/insight/index.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { failureRoutes, type Failures } from '../../shared/failures.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount, type Mounted } from '../support/mount.ts';
import type { Member } from '../support/world.ts';

let world: World;
let mounted: Mounted;
let business: Business;
let other: Business;
let invoiceId: string;

beforeAll(async () => {
  world = await makeWorld();
  mounted = mount({ database: world.database, endpoints: insightEndpoints });
  other = await world.business();
});
beforeEach(async () => {
  business = await world.business();
  invoiceId = await issued();
});
afterAll(async () => {
  await mounted.close();
  await world.close();
});

async function issued(as = business.owner): Promise<string> {
  const client = await world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Ege Rüzgârı' } });
  const line = { description: 'Eğitim', quantity: '1', unit: 'C62', unitPrice: '5000', vatRate: '20' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const draft = await world.call(invoiceRoutes.create, { as, body: { clientId: client.body.id, lines } });
  await world.call(invoiceRoutes.issue, { as, params: { id: draft.body.id } });
  return draft.body.id;
}

async function failedMail(state = 'failed'): Promise<string> {
  const body = { to: 'muhasebe@egeruzgari.example' };
  const sent = await world.call(invoiceRoutes.send, { as: business.owner, params: { id: invoiceId }, body });
  const { admin } = world.database;
  const failed = `update deliveries set state = $2, reason = 'delivery.refused', failed_at = now() where id = $1`;
  await admin.query(failed, [sent.body.id, state]);
  await admin.query('delete from outbox where tenant_id = $1', [business.tenantId]);
  return sent.body.id;
}

async function givenUp(attempts = 5): Promise<string> {
  const { rows } = await world.database.admin.query<{ id: string }>(
    `update outbox set attempts = $2, last_error = 'TypeError: secret of the machine', next_at = now() + interval '1 hour'
     where tenant_id = $1 and queue = 'invoice-pdf' returning id`,
    [business.tenantId, attempts],
  );
  return rows[0]?.id ?? '';
}

async function list(as: Member = business.owner): Promise<Failures> {
  const answer = await mounted.call(failureRoutes.list, { session: as.token });
  expect(answer.status).toBe(200);
  return answer.body as Failures; // parsed by the route's own schema
}
const retry = (id: string, as?: Member) => mounted.call(failureRoutes.retry, { session: as?.token, params: { id } });

describe('the list', () => {
  it('is empty while everything works', async () => {
    expect(await list()).toEqual({ mails: [], jobs: [], requests: [] });
  });

  it('names a failed mail with its invoice and, in words, its reason', async () => {
    const id = await failedMail();
    const { mails } = await list();
    expect(mails).toMatchObject([{ id, invoiceId, state: 'failed', clientName: 'Ege Rüzgârı' }]);
    expect(mails[0]?.reason).not.toContain('delivery.');
    expect(await list(other.owner)).toEqual({ mails: [], jobs: [], requests: [] });
  });

  it('counts requests about data whose thirty days end within a week, and none that is answered', async () => {
    const enter = (received: string, answered = false) =>
      world.database.admin.query(
        `insert into privacy_requests (tenant_id, id, kind, name, received_date, answered_date, outcome)
         values ($1, $2, 'access', 'Deniz', (now() at time zone 'Europe/Istanbul')::date - $3::int, $4, $5)`,
        [business.tenantId, newId(), received, answered ? '2099-01-01' : null, answered ? 'done' : null],
      );
    await enter('22');
    expect((await list()).requests).toEqual([]);
    await enter('23');
    await enter('40');
    await enter('50', true);
    expect((await list()).requests).toMatchObject([{ name: 'Deniz' }, { kind: 'access' }]);
  });

  it('forgets a mail that a later one made up for, that is too old, or whose invoice was cancelled', async () => {
    await failedMail('bounced');
    expect((await list()).mails).toHaveLength(1);
    const body = { to: 'yeni@egeruzgari.example' };
    await world.call(invoiceRoutes.send, { as: business.owner, params: { id: invoiceId }, body });
    expect((await list()).mails).toEqual([]);

    invoiceId = await issued();
    const old = await failedMail();
    await world.database.admin.query(`update deliveries set failed_at = now() - interval '31 days' where id = $1`, [
      old,
    ]);
    expect((await list()).mails).toEqual([]);

    invoiceId = await issued();
    await failedMail();
    const cancel = { as: business.owner, params: { id: invoiceId }, body: { reason: 'Yanlış' } };
    await world.call(invoiceRoutes.cancel, cancel);
    expect((await list()).mails).toEqual([]);
  });

  it('names work that was given up, and never the words of the machine', async () => {
    await givenUp(4);
    expect((await list()).jobs).toEqual([]);
    const id = await givenUp();
    const found = await list();
    expect(found.jobs).toMatchObject([{ id, what: 'pdf', invoiceId, attempts: 5 }]);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect((await list(other.owner)).jobs).toEqual([]);
  });

  it('is read by every role, and by nobody without a session', async () => {
    for (const person of Object.values(business.people)) await list(person);
    expect((await mounted.call(failureRoutes.list)).status).toBe(401);
  });
});

describe('trying again', () => {
  it('gives the work back to the timer at once, and a second time there is nothing to do', async () => {
    const id = await givenUp();
    expect((await retry(id, business.owner)).status).toBe(204);
    const { rows } = await world.database.admin.query(
      'select attempts, next_at <= now() as due from outbox where id = $1',
      [id],
    );
    expect(rows).toEqual([{ attempts: 0, due: true }]);
    expect((await list()).jobs).toEqual([]);
    expect((await retry(id, business.owner)).status).toBe(404);
  });

  it('leaves alone what is still being tried', async () => {
    const id = await givenUp(4);
    expect((await retry(id, business.owner)).status).toBe(404);
  });

  it('is refused to strangers, viewers and nonsense', async () => {
    const id = await givenUp();
    expect((await retry(id)).status).toBe(401);
    expect((await retry(id, business.people.viewer)).status).toBe(403);
    expect((await retry(id, other.owner)).status).toBe(404);
    expect((await retry(newId(), business.owner)).status).toBe(404);
    expect((await retry('x', business.owner)).status).toBe(404);
    expect((await list()).jobs).toHaveLength(1);
  });

  it('changes nothing else of a message: the database refuses its body and its queue', async () => {
    const { rows } = await world.database.admin.query<{ found: string }>(
      `select column_name as found from information_schema.column_privileges
       where grantee = 'app_staff' and table_name = 'outbox' and privilege_type = 'UPDATE' order by 1`,
    );
    expect(rows.map(({ found }) => found)).toEqual(['attempts', 'next_at']);
  });
});
