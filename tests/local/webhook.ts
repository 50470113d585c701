// Helpers for the mail tests: SendGrid's client pointed at a stand-in, and a webhook that keeps what it hears.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Client } from '@sendgrid/client';
import type { MailService } from '@sendgrid/mail';

export type Report = { body: string; signature: string; timestamp: string };
export type SendgridEvent = {
  event: string;
  email: string;
  delivery_id?: string;
  sg_event_id: string;
  sg_message_id: string;
  timestamp: number;
};

export type Webhook = {
  url: string;
  /** What was taken, in order. */
  reports: Report[];
  refusedIds: string[];
  /** Answers 500 to the next so many reports. */
  refuse(times: number): void;
  /** Resolves when so many events of one delivery have come. */
  eventsOf(deliveryId: string, count: number): Promise<SendgridEvent[]>;
  stop(): Promise<void>;
};

const waitMsMax = 5000;

export async function startWebhook(): Promise<Webhook> {
  const reports: Report[] = [];
  const refusedIds: string[] = [];
  const waiting = new Set<() => void>();
  let refusals = 0;
  const heard = (): SendgridEvent[] => reports.flatMap(({ body }) => JSON.parse(body) as SendgridEvent[]);

  const server = createServer(async (request, response) => {
    const body = await text(request);
    const header = (name: string): string => String(request.headers[`x-twilio-email-event-webhook-${name}`]);
    if (refusals-- > 0) refusedIds.push(...(JSON.parse(body) as SendgridEvent[]).map((event) => event.sg_event_id));
    else reports.push({ body, signature: header('signature'), timestamp: header('timestamp') });
    response.writeHead(refusals >= 0 ? 500 : 204).end();
    for (const check of waiting) check();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/events`,
    reports,
    refusedIds,
    refuse: (times) => {
      refusals = times;
    },
    eventsOf: (deliveryId, count) =>
      new Promise((resolve, reject) => {
        const found = () => heard().filter((event) => event.delivery_id === deliveryId);
        const late = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`Only ${found().length} of ${count} events of ${deliveryId} came.`));
        }, waitMsMax);
        const check = (): void => {
          if (found().length < count) return;
          clearTimeout(late);
          waiting.delete(check);
          resolve(found());
        };
        waiting.add(check);
        check();
      }),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function sendgridClient(url: string, apiKey: string): MailService {
  const require = createRequire(import.meta.url);
  // Both modules do export these classes; their types declare only the shared instance.
  const mail = require('@sendgrid/mail') as { MailService: new () => MailService };
  const sdk = require('@sendgrid/client') as { Client: new () => Client };
  const client = new sdk.Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest('baseUrl', url);
  const service = new mail.MailService();
  service.setClient(client);
  return service;
}
