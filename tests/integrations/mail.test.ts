// The contract of the Mail port, kept by its SendGrid adapter on the mail stand-in.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendgridMail } from '../../functions/integrations/mail/sendgrid.ts';
import type { Mail, MailEvent, OutgoingMail } from '../../functions/integrations/mail/port.ts';
import { startMail } from '../../infra/local/mail/index.ts';
import { newId } from '../../shared/ids.ts';
import { startWebhook, type Report, type Webhook } from '../local/webhook.ts';

const apiKey = 'SG.contract';
const dir = mkdtempSync(join(tmpdir(), 'crmfex-mail-port-'));
const fromAddress = 'fatura@crmfex.example';
let webhook: Webhook;
let standIn: Awaited<ReturnType<typeof startMail>>;
let mail: Mail;

beforeAll(async () => {
  webhook = await startWebhook();
  standIn = await startMail({ port: 0, dir, apiKey, eventWebhookUrl: webhook.url, deliveryMs: 0, deferredMs: 10 });
  mail = sendgridMail({ endpoint: standIn.url, apiKey, webhookPublicKey: standIn.publicKey, fromAddress });
});

afterAll(async () => {
  await standIn.stop();
  await webhook.stop();
  rmSync(dir, { recursive: true, force: true });
});

function outgoing(to: string, more: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    id: newId(),
    from: { name: 'Çınar Yazılım A.Ş.', address: fromAddress },
    to: { name: 'Ayşe Işık', address: to },
    subject: 'Fatura GİB2026000000001',
    text: 'Faturanız ekte.',
    html: '<p>Faturanız ekte.</p>',
    attachments: [],
    trackOpens: false,
    ...more,
  };
}

async function stored(id: string): Promise<Record<string, unknown>> {
  return (await fetch(`${standIn.url}/mailbox/messages/${id}`)).json();
}

function signed({ signature, timestamp }: Report): Headers {
  return new Headers({
    'X-Twilio-Email-Event-Webhook-Signature': signature,
    'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
  });
}

/** Everything the webhook heard about one mail, as the port reads it. */
async function eventsOf(deliveryId: string, count: number): Promise<MailEvent[]> {
  await webhook.eventsOf(deliveryId, count);
  const read = await Promise.all(webhook.reports.map((report) => mail.parseMailEvents(signed(report), report.body)));
  return read.flat().filter((event) => event.deliveryId === deliveryId);
}

describe('sending', () => {
  test('a mail arrives whole: names, texts, headers, attachment bytes', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_item, n) => n % 256);
    const { providerMessageId } = await mail.send(
      outgoing('whole@client.example', {
        replyTo: { name: 'Muhasebe', address: 'muhasebe@tenant.example' },
        attachments: [{ fileName: 'Fatura Ğ.pdf', contentType: 'application/pdf', bytes }],
        headers: { 'X-Entity-Ref-ID': 'r1' },
      }),
    );
    expect(await stored(providerMessageId)).toMatchObject({
      from: { name: 'Çınar Yazılım A.Ş.', address: fromAddress },
      to: [{ name: 'Ayşe Işık', address: 'whole@client.example' }],
      replyTo: [{ name: 'Muhasebe', address: 'muhasebe@tenant.example' }],
      subject: 'Fatura GİB2026000000001',
      text: 'Faturanız ekte.',
      html: '<p>Faturanız ekte.</p>',
      headers: { 'X-Entity-Ref-ID': 'r1' },
      attachments: [{ fileName: 'Fatura Ğ.pdf', contentType: 'application/pdf', size: 1000 }],
      tracksOpens: false,
    });
    const file = await fetch(`${standIn.url}/mailbox/messages/${providerMessageId}/attachments/0`);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  test('line breaks in names and subjects become spaces, so that no header can be smuggled in', async () => {
    const { providerMessageId } = await mail.send(
      outgoing('lines@client.example', {
        subject: 'Hello\r\nBcc: all@x.example',
        from: { name: 'A\nB', address: fromAddress },
      }),
    );
    expect(await stored(providerMessageId)).toMatchObject({
      subject: 'Hello Bcc: all@x.example',
      from: { name: 'A B' },
    });
  });

  test('a comma in an address adds no recipient', async () => {
    const refused = { kind: 'refused', retryable: false, outcome: 'failed' };
    await expect(mail.send(outgoing('a@client.example,b@client.example'))).rejects.toMatchObject(refused);
  });

  test('two configurations in one process do not mix', async () => {
    const other = sendgridMail({
      endpoint: 'http://127.0.0.1:9',
      apiKey: 'SG.other',
      webhookPublicKey: '',
      fromAddress,
    });
    const results = await Promise.allSettled([
      other.send(outgoing('mixed@client.example')),
      mail.send(outgoing('mixed@client.example')),
      other.send(outgoing('mixed@client.example')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });
});

describe('failures', () => {
  test('a wrong key and a wrong address are refused with the reason, and trying again cannot help', async () => {
    const wrong = sendgridMail({ endpoint: standIn.url, apiKey: 'SG.wrong', webhookPublicKey: '', fromAddress });
    const refused = { port: 'mail', kind: 'refused', retryable: false, outcome: 'failed' };
    await expect(wrong.send(outgoing('x@client.example'))).rejects.toMatchObject(refused);
    const call = mail.send(outgoing('no address'));
    await expect(call).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('personalizations.0.to.0.email'),
    });
  });

  test('a service that is not there was not told: failed, and trying again can help', async () => {
    const away = sendgridMail({ endpoint: 'http://127.0.0.1:9', apiKey, webhookPublicKey: '', fromAddress });
    const failed = { kind: 'unreachable', retryable: true, outcome: 'failed' };
    await expect(away.send(outgoing('x@client.example'))).rejects.toMatchObject(failed);
  });

  test.each<[string, (server: Server) => void, object]>([
    ['never answers', (server) => silent(server), { kind: 'timed-out', outcome: 'unknown', retryable: false }],
    ['trickles', (server) => trickling(server), { kind: 'timed-out', outcome: 'unknown', retryable: false }],
    ['hangs up after reading', (server) => hangUp(server), { outcome: 'unknown', retryable: false }],
    ['answers 500', (server) => answering(server, 500), { kind: 'busy', outcome: 'unknown', retryable: false }],
    ['answers 504', (server) => answering(server, 504), { kind: 'timed-out', outcome: 'unknown', retryable: false }],
    ['answers 429', (server) => answering(server, 429), { kind: 'busy', outcome: 'failed', retryable: true }],
    ['answers with a redirect', (server) => answering(server, 307), { outcome: 'failed', retryable: false }],
  ])('when the service %s, the outcome is told truly', async (_what, behave, expected) => {
    const server = createServer();
    behave(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;
    const config = { endpoint: `http://127.0.0.1:${port}`, apiKey, webhookPublicKey: '', fromAddress };
    const odd = sendgridMail(config, 200);
    try {
      await expect(odd.send(outgoing('x@client.example'))).rejects.toMatchObject({ port: 'mail', ...expected });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  function silent(server: Server): void {
    server.on('request', (request) => request.resume());
  }

  /** Sends a sign every now and then: a limit on silence alone would wait for ever. */
  function trickling(server: Server): void {
    server.on('request', (request, response) => {
      request.resume();
      response.writeHead(202);
      const trickle = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(trickle));
    });
  }

  function hangUp(server: Server): void {
    server.on('request', (request) => request.resume().on('end', () => request.socket.destroy()));
  }

  function answering(server: Server, status: number): void {
    server.on('request', (request, response) => {
      request.resume();
      response.writeHead(status, { location: standIn.url }).end();
    });
  }
});

describe('events', () => {
  test.each<[string, MailEvent['kind'][]]>([
    ['good@client.example', ['processed', 'delivered']],
    ['bounce@client.example', ['processed', 'bounced']],
    ['any@drop.example', ['dropped']],
    ['any@slow.example', ['processed', 'deferred', 'delivered']],
  ])('what happens to mail for %s is heard as %j under our delivery id', async (to, kinds) => {
    const given = outgoing(to);
    await mail.send(given);
    const events = await eventsOf(given.id, kinds.length);
    expect(events.map(({ kind }) => kind)).toEqual(kinds);
    for (const { kind, reason, at, providerEventId } of events) {
      expect(providerEventId).not.toBe('');
      expect(new Date(at).toISOString()).toBe(at);
      expect(reason === undefined).toBe(['processed', 'delivered'].includes(kind));
    }
  });

  test('an opening is heard once when tracking was asked for', async () => {
    const given = outgoing('open@client.example', { trackOpens: true });
    const { providerMessageId } = await mail.send(given);
    await eventsOf(given.id, 2);
    await fetch(`${standIn.url}/wf/open?upn=${providerMessageId}`);
    expect((await eventsOf(given.id, 3)).map(({ kind }) => kind)).toEqual(['processed', 'delivered', 'opened']);
  });

  test('a report that was changed, signed by another, or not signed is forged', async () => {
    const given = outgoing('forged@client.example');
    await mail.send(given);
    await eventsOf(given.id, 2);
    const [report] = webhook.reports;
    if (!report) throw new Error('No report came.');
    const forged = { name: 'PortError', kind: 'forged', retryable: false };
    const parse = (headers: Headers, body: string, port = mail) => port.parseMailEvents(headers, body);
    await expect(parse(signed(report), `${report.body} `)).rejects.toMatchObject(forged);
    await expect(parse(signed({ ...report, timestamp: '1' }), report.body)).rejects.toMatchObject(forged);
    for (const signature of ['', 'x', 'MEUCIQ==', Buffer.alloc(70).toString('base64'), 'AAAA'.repeat(5000)]) {
      await expect(parse(signed({ ...report, signature }), report.body)).rejects.toMatchObject(forged);
    }
    await expect(parse(new Headers(), report.body)).rejects.toMatchObject(forged);
    const stranger = await startMail({ port: 0, dir: join(dir, 'other'), apiKey, eventWebhookUrl: null });
    const config = { endpoint: standIn.url, apiKey, webhookPublicKey: stranger.publicKey, fromAddress };
    await stranger.stop();
    await expect(parse(signed(report), report.body, sendgridMail(config))).rejects.toMatchObject(forged);
  });
});
