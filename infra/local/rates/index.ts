// Starts the stand-in of the Central Bank of Türkiye: bulletins by day at the bank's own paths, none on holidays, today's from 15:30 on.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addDays, isDay, today } from '../../../shared/dates.ts';
import { bulletinXml } from './bulletins.ts';
import { isBusinessDay } from '../../../shared/business-days.ts';

const publishedAfterMs = 15.5 * 60 * 60_000;
/** The bank's own archive begins here. */
const firstDay = '1996-04-16';

export type CentralBankOptions = {
  /** 0 takes any free port. */
  port: number;
  clock?: () => number;
  /** What goes wrong at the moment, for tests: an answer instead of the true one. */
  trouble?: () => ((response: ServerResponse) => void) | null;
};

/** The newest day whose bulletin is out. */
function newest(now: number): string {
  let day = today('Europe/Istanbul', now - publishedAfterMs);
  while (!isBusinessDay(day, 'TR')) day = addDays(day, -1);
  return day;
}

/** The day that a path asks for; null when it asks for nothing that the bank has. */
function dayAsked(path: string, now: number): string | null {
  if (path === '/kurlar/today.xml') return newest(now);
  const [, year, month, date, sameMonth, sameYear] =
    /^\/kurlar\/(\d{4})(\d{2})\/(\d{2})(\d{2})(\d{4})\.xml$/.exec(path) ?? [];
  const day = `${year}-${month}-${date}`;
  const isThere = month === sameMonth && year === sameYear && isDay(day) && day >= firstDay && day <= newest(now);
  return isThere && isBusinessDay(day, 'TR') ? day : null;
}

function answer(response: ServerResponse, day: string | null): void {
  if (day) {
    response.writeHead(200, { 'content-type': 'application/xml' }).end(bulletinXml(day));
  } else {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>404</body></html>');
  }
}

/** Speaks as www.tcmb.gov.tr/kurlar does, on 127.0.0.1. */
export async function startCentralBank(options: CentralBankOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const { port, clock = Date.now, trouble = () => null } = options;
  const server = createServer((request, response) => {
    const wrong = trouble();
    if (wrong) return wrong(response);
    answer(response, dayAsked(new URL(request.url ?? '/', 'http://127.0.0.1').pathname, clock()));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
