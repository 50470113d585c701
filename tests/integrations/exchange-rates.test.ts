// The contract of the exchange-rate port, kept by its adapter on the stand-in of the central bank.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { tcmbRates } from '../../functions/integrations/rates/tcmb.ts';
import { startCentralBank } from '../../infra/local/rates/index.ts';

let bank: Awaited<ReturnType<typeof startCentralBank>>;
let now = 0;
let asked = 0;
let trouble: ((response: ServerResponse) => void) | null = null;

const rates = (timeoutMs = 500) => tcmbRates({ endpoint: bank.url }, { timeoutMs, pauseMs: 5 });
/** Wednesday, in Istanbul. */
const at = (time: string, day = '2026-11-25') => void (now = Date.parse(`${day}T${time}:00+03:00`));

beforeAll(async () => {
  bank = await startCentralBank({
    port: 0,
    clock: () => now,
    trouble: () => {
      asked += 1;
      return trouble;
    },
  });
});
beforeEach(() => {
  at('16:00');
  trouble = null;
  asked = 0;
});
afterAll(() => bank.stop());

describe('the newest bulletin', () => {
  test('is that of the working day before until 15:30, then that of today', async () => {
    at('15:29');
    expect((await rates().latest()).day).toBe('2026-11-24');
    at('15:30');
    expect((await rates().latest()).day).toBe('2026-11-25');
  });

  test('is that of Friday on Saturday and Sunday', async () => {
    for (const day of ['2026-11-28', '2026-11-29']) {
      at('18:00', day);
      expect((await rates().latest()).day).toBe('2026-11-27');
    }
  });
});

describe('the bulletin of a day', () => {
  test('has a number and figures as text, and none where the bank trades no notes', async () => {
    const bulletin = await rates().of('2026-11-24');
    expect(bulletin?.number).toMatch(/^2026\/\d{3}$/);
    const byCode = new Map(bulletin?.rates.map((rate) => [rate.currency, rate]));
    expect(byCode.get('EUR')?.forexBuying).toMatch(/^\d{2}\.\d{4}$/);
    expect(byCode.get('JPY')?.unit).toBe(100);
    expect(byCode.get('XDR')).toMatchObject({ effectiveBuying: null, effectiveSelling: null });
    expect(byCode.get('USD')?.effectiveSelling).not.toBeNull();
  });

  test('is none on a holiday, at a weekend, and for a day to come', async () => {
    for (const day of ['2026-10-29', '2026-11-22', '2026-11-26']) expect(await rates().of(day), day).toBeNull();
  });

  test('stays the same whenever it is asked', async () => {
    const first = await rates().of('2026-11-24');
    at('10:00', '2026-12-20');
    expect(await rates().of('2026-11-24')).toEqual(first);
  });
});

describe('trouble', () => {
  test('that passes is sat out', async () => {
    trouble = (response) => {
      trouble = null;
      response.writeHead(503).end();
    };
    expect((await rates().latest()).day).toBe('2026-11-25');
    expect(asked).toBe(2);
  });

  test('that lasts is said after three attempts, as something that may pass', async () => {
    trouble = (response) => response.writeHead(503).end();
    await expect(rates().of('2026-11-24')).rejects.toMatchObject({ name: 'PortError', kind: 'busy', retryable: true });
    expect(asked).toBe(3);
  });

  test('of silence ends with the time limit', async () => {
    trouble = () => undefined;
    await expect(rates(80).latest()).rejects.toMatchObject({ kind: 'timed-out', retryable: true });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a page for people', (response) => response.writeHead(200).end('<html></html>')],
    ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['another day', (response) => response.writeHead(200).end(xmlOf('01.01.2020'))],
    ['a flood', (response) => response.writeHead(200).end(Buffer.alloc(300 * 1024, 32))],
  ])('%s is no bulletin, and no holiday either', async (_what, wrong) => {
    trouble = wrong;
    await expect(rates().of('2026-11-24')).rejects.toMatchObject({
      name: 'PortError',
      kind: 'refused',
      retryable: false,
    });
    expect(asked).toBe(1);
  });

  test('of a bank that is not there is said', async () => {
    const nowhere = tcmbRates({ endpoint: 'http://127.0.0.1:1' }, { pauseMs: 1 });
    await expect(nowhere.latest()).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
  });
});

const xmlOf = (day: string) =>
  `<Tarih_Date Tarih="${day}" Bulten_No="2020/1"><Currency Kod="USD"><Unit>1</Unit><ForexBuying>5.9</ForexBuying></Currency></Tarih_Date>`;
