// Exchange rates of the Central Bank of the Republic of Türkiye, from the XML files it publishes.
import { setTimeout as delay } from 'node:timers/promises';
import { assertSafeAddress } from '../address.ts';
import type { TcmbConfig } from '../config.ts';
import { portError } from '../failures.ts';
import { PortError } from '../port-error.ts';
import { NoBulletin, readBulletin } from './bulletin-xml.ts';
import type { ExchangeRates } from './port.ts';

const timeoutMsDefault = 8_000;
const attemptsMax = 3;
/** A bulletin has some 8 KB. */
const bytesMax = 256 * 1024;
const call = { port: 'exchange-rates', isRepeatable: true };

type Options = { timeoutMs?: number; pauseMs?: number };

/**
 * `today.xml` holds the newest bulletin, published at 15:30 of each working day; `/kurlar/YYYYMM/DDMMYYYY.xml` that of a day, and 404 where
 * there is none (addresses as in the bank's "Gösterge Niteliğindeki Merkez Bankası Kurları"; the 404 is unconfirmed, and any other answer
 * is a PortError). Nothing is called before the first use.
 */
export function tcmbRates(
  config: TcmbConfig,
  { timeoutMs = timeoutMsDefault, pauseMs = 400 }: Options = {},
): ExchangeRates {
  assertSafeAddress('TCMB', config.endpoint, undefined);
  const read = (path: string) => patiently(() => fetchText(new URL(path, config.endpoint), timeoutMs), pauseMs);
  return {
    async latest() {
      const xml = await read('/kurlar/today.xml');
      if (xml === null) throw refused('there is no newest bulletin');
      return bulletinOf(xml);
    },
    async of(day) {
      const [year, month, date] = day.split('-');
      const xml = await read(`/kurlar/${year}${month}/${date}${month}${year}.xml`);
      if (xml === null) return null;
      const bulletin = await bulletinOf(xml);
      if (bulletin.day !== day) throw refused('the bulletin is of another day');
      return bulletin;
    },
  };
}

async function bulletinOf(xml: string) {
  try {
    return await readBulletin(xml);
  } catch (error) {
    throw error instanceof NoBulletin ? refused(`the answer is no bulletin: ${error.message}`) : error;
  }
}

const refused = (what: string) =>
  new PortError(`exchange-rates: ${what}`, { port: call.port, kind: 'refused', retryable: false, outcome: 'failed' });

/** Reading does no harm: what may pass is tried again after a pause that grows. */
async function patiently<T>(work: () => Promise<T>, pauseMs: number): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const failure =
        error instanceof PortError ? error : portError({ ...call, what: 'read a bulletin' }, plain(error));
      if (!failure.retryable || attempt === attemptsMax) throw failure;
      await delay(pauseMs * attempt);
    }
  }
}

/** A time limit is a DOMException, whose number would be taken for a status. */
const plain = (error: unknown) => (error instanceof DOMException ? new Error(error.message, { cause: error }) : error);

/** The body, or null when there is no such file. Redirects are not followed: they lead to pages for people. */
async function fetchText(url: URL, timeoutMs: number): Promise<string | null> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/xml, text/xml' },
  });
  if (response.status !== 200) await response.body?.cancel();
  if (response.status === 404) return null;
  if (response.status !== 200) throw Object.assign(new Error('no bulletin'), { statusCode: response.status });
  const parts: Uint8Array[] = [];
  let size = 0;
  // Node's stream of a body can be read this way; the type of browsers does not know it.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > bytesMax) throw refused('the answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
