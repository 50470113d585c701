// Exchange rates: learnt from the bank once for everybody, named only when they are certain.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { learnRecentRates } from '../../functions/billing/exchange-rates/exchange-rates.ts';
import { exchangeRoutes } from '../../shared/exchange.ts';
import type { Currency } from '../../shared/fields.ts';
import { Role } from '../../shared/permissions.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { bulletinOf } from '../support/bulletins.ts';

let world: World;
let business: Business;
beforeAll(async () => {
  world = await makeWorld({ knowsRates: false });
  business = await world.business();
});
afterAll(() => world.close());
afterEach(async () => {
  world.ports.bulletins.clear();
  await world.database.admin.query('delete from exchange_rates; delete from exchange_bulletins');
});

const istanbul = (day: string, time: string) => void (world.time.now = new Date(`${day}T${time}:00+03:00`));
const says = (...days: (string | [string])[]) => {
  for (const day of days) {
    if (typeof day === 'string') world.ports.bulletins.set(day, bulletinOf(day));
    else world.ports.bulletins.set(day[0], null);
  }
};
const ask = (query: { currency: Currency; date?: string }, as = business.owner) =>
  world.call(exchangeRoutes.get, { as, query });
const learn = () => learnRecentRates(world.app);
const knownDays = async () =>
  (await world.database.admin.query<{ day: string }>('select day::text from exchange_bulletins order by 1')).rows.map(
    ({ day }) => day,
  );

describe('the timer', () => {
  const week = ['2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
  const fortnight = ['2026-11-10', '2026-11-11', ...week, '2026-11-23', '2026-11-24'];

  test('learns the last two weeks, today’s bulletin once it is out, and asks for nothing twice', async () => {
    says(...fortnight);
    istanbul('2026-11-25', '15:29');
    expect(await learn()).toBe(fortnight.length);
    expect(await learn()).toBe(0);
    istanbul('2026-11-25', '15:35');
    expect(await learn()).toBe(0);
    says('2026-11-25');
    expect(await learn()).toBe(1);
    expect(await knownDays()).toEqual([...fortnight, '2026-11-25']);
  });

  test('takes a day for a holiday only when it is past and the bank says so', async () => {
    says(...fortnight, ['2026-11-25']);
    istanbul('2026-11-25', '23:59');
    await learn();
    expect(await knownDays()).not.toContain('2026-11-25');
    istanbul('2026-11-26', '00:30');
    await learn();
    expect(await knownDays()).toContain('2026-11-25');
    expect((await ask({ currency: 'EUR', date: '2026-11-26' })).body.known?.rateDate).toBe('2026-11-24');
  });

  test('keeps what it learnt before the bank fell silent, and learns the rest later', async () => {
    says('2026-11-11', '2026-11-12', '2026-11-13');
    istanbul('2026-11-25', '09:00');
    world.ports.bulletins.set('2026-11-10', bulletinOf('2026-11-10'));
    expect(await learn()).toBe(4);
    says(...fortnight);
    expect(await learn()).toBe(fortnight.length - 4);
  });

  test('leaves a kept day as it was, whatever the bank says later', async () => {
    says(...fortnight);
    istanbul('2026-11-25', '09:00');
    await learn();
    const one = bulletinOf('2026-11-24');
    const changed = { ...one, rates: one.rates.map((rate) => ({ ...rate, forexBuying: '1' })) };
    await world.database.admin.query(`select gate.keep_bulletins($1, now())`, [JSON.stringify([changed])]);
    expect((await ask({ currency: 'EUR', date: '2026-11-25' })).body.known?.rate).toBe('48.1234');
  });
});

describe('GET /exchange-rates', () => {
  test('names the last bulletin before the day, over a weekend too', async () => {
    istanbul('2026-11-25', '09:00');
    says('2026-11-20', '2026-11-23', '2026-11-24');
    expect((await ask({ currency: 'EUR' })).body).toEqual({
      ...{ currency: 'EUR', bookCurrency: 'TRY', date: '2026-11-25' },
      known: { rate: '48.1234', rateDate: '2026-11-24', source: 'tcmb' },
    });
    for (const date of ['2026-11-21', '2026-11-22', '2026-11-23'])
      expect((await ask({ currency: 'USD', date })).body.known, date).toEqual({
        ...{ rate: '41.5678', rateDate: '2026-11-20', source: 'tcmb' },
      });
  });

  test('learns a day of long ago from the bank when it is asked for, holidays on the way included', async () => {
    istanbul('2026-11-25', '09:00');
    says('2025-10-28', ['2025-10-29']);
    expect((await ask({ currency: 'EUR', date: '2025-10-30' })).body.known?.rateDate).toBe('2025-10-28');
    world.ports.bulletins.clear();
    expect((await ask({ currency: 'EUR', date: '2025-10-30' })).body.known?.rateDate).toBe('2025-10-28');
  });

  test('names none while a working day between is unknown, rather than an older one', async () => {
    istanbul('2026-11-25', '09:00');
    says('2026-11-20');
    await ask({ currency: 'EUR', date: '2026-11-21' });
    expect((await ask({ currency: 'EUR', date: '2026-11-24' })).body.known).toBeNull();
  });

  test('names none for a day to come whose bulletin is still to be published', async () => {
    istanbul('2026-11-25', '09:00');
    says('2026-11-24');
    expect((await ask({ currency: 'EUR', date: '2026-11-25' })).body.known).not.toBeNull();
    expect((await ask({ currency: 'EUR', date: '2026-11-26' })).body.known).toBeNull();
  });

  test('names none where none is needed, and asks nobody', async () => {
    istanbul('2026-11-25', '09:00');
    expect((await ask({ currency: 'TRY' })).body).toMatchObject({ bookCurrency: 'TRY', known: null });
  });

  test('goes through the lira for a business that keeps its books in euro', async () => {
    istanbul('2026-11-25', '09:00');
    says('2026-11-24');
    const { owner } = await world.business({ country: 'DE', currency: 'EUR', tax_number: 'DE136695976' });
    expect((await ask({ currency: 'USD' }, owner)).body).toMatchObject({
      bookCurrency: 'EUR',
      known: { rate: '0.863775', rateDate: '2026-11-24' },
    });
  });

  test('knows the day by Istanbul’s clock, not by Greenwich’s', async () => {
    says('2026-11-24', '2026-11-25');
    world.time.now = new Date('2026-11-25T22:30:00Z');
    expect((await ask({ currency: 'EUR' })).body).toMatchObject({
      date: '2026-11-26',
      known: { rateDate: '2026-11-25' },
    });
  });

  test.each([{ currency: 'CHF' }, {}, { currency: 'EUR', date: '2026-02-30' }, { currency: 'EUR', month: '1' }])(
    'refuses %j',
    async (query) => {
      // Queries that the contract's type forbids.
      expect((await world.call(exchangeRoutes.get, { as: business.owner, query: query as never })).status).toBe(400);
    },
  );

  test.each(Role.options)('is open to the role %s', async (role) => {
    istanbul('2026-11-25', '09:00');
    expect((await ask({ currency: 'TRY' }, business.people[role])).status).toBe(200);
  });

  test('asks to sign in first', async () => {
    expect((await world.call(exchangeRoutes.get, { query: { currency: 'EUR' } })).status).toBe(401);
  });

  test('costs one round trip when the rate is known', async () => {
    istanbul('2026-11-25', '09:00');
    says('2026-11-24');
    await ask({ currency: 'EUR' });
    const before = world.app.database.flights;
    await ask({ currency: 'EUR' });
    expect(world.app.database.flights - before).toBe(1);
  });
});

test('nobody but the gate writes a rate, and outside a business nobody reads one', async () => {
  const { admin } = world.database;
  for (const role of ['app_staff', 'app_system', 'app_portal']) {
    await admin.query('begin');
    await admin.query(`set local role ${role}`);
    if (role === 'app_portal')
      await expect(admin.query('select from exchange_rates')).rejects.toThrow('permission denied');
    else expect((await admin.query('select from exchange_rates')).rowCount).toBe(0);
    await admin.query('rollback');
    await admin.query('begin');
    await admin.query(`set local role ${role}`);
    await expect(admin.query('delete from exchange_rates')).rejects.toThrow('permission denied');
    await admin.query('rollback');
  }
});
