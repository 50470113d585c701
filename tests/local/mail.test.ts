// The mail stand-in, spoken to by SendGrid's own SDK and checked by SendGrid's own signature verifier.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventWebhook } from '@sendgrid/eventwebhook';
import type { MailDataRequired } from '@sendgrid/mail';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMail } from '../../infra/local/mail/index.ts';
import { sendgridClient, startWebhook, type Webhook } from './webhook.ts';

const apiKey = `SG.${randomBytes(8).toString('hex')}`;
const dir = mkdtempSync(join(tmpdir(), 'crmfex-mail-'));
const now = new Date('2026-11-25T09:00:00Z');
let webhook: Webhook;
let mail: Awaited<ReturnType<typeof startMail>>;

async function start(port = 0): Promise<void> {
  const options = { port, dir, apiKey, eventWebhookUrl: webhook.url, clock: () => now };
  mail = await startMail({ ...options, deliveryMs: 0, deferredMs: 10, retryMs: 10 });
}

beforeAll(async () => {
  webhook = await startWebhook();
  await start();
});

afterAll(async () => {
  await mail.stop();
  await webhook.stop();
  rmSync(dir, { recursive: true, force: true });
});

let serial = 0;
function mailTo(
  to: string,
  more: Partial<MailDataRequired> = {},
): MailDataRequired & { customArgs: { delivery_id: string } } {
  const content: [{ type: string; value: string }, { type: string; value: string }] = [
    { type: 'text/plain', value: 'Faturanız ekte.' },
    { type: 'text/html', value: '<p>Faturanız <b>ekte</b>: ğüşıöç İĞÜŞÖÇ ₺</p>' },
  ];
  const mail = {
    from: { email: 'fatura@crmfex.example', name: 'Çınar Yazılım' },
    to: { email: to, name: 'Ayşe Işık' },
    subject: 'Fatura GİB2026000000001',
    content,
  };
  const customArgs = { delivery_id: `d${++serial}` };
  // A part of a valid mail over a valid mail is one, which spreading unions of types does not show.
  return { ...mail, ...more, customArgs } as MailDataRequired & { customArgs: typeof customArgs };
}

async function send(data: MailDataRequired, key = apiKey): Promise<string> {
  const [response] = await sendgridClient(mail.url, key).send(data);
  expect(response.statusCode).toBe(202);
  return String(response.headers['x-message-id']);
}

async function get(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${mail.url}${path}`);
  expect(response.status).toBe(200);
  return response.json();
}

describe('sending', () => {
  test('a mail is accepted and stands in the mailbox with text, HTML, headers and attachments, byte for byte', async () => {
    const bytes = randomBytes(70_000);
    const attachments = [
      {
        filename: 'Fatura Ğ.pdf',
        type: 'application/pdf',
        content: bytes.toString('base64'),
        disposition: 'attachment',
      },
    ];
    const headers = { 'X-Entity-Ref-ID': 'ref-1' };
    const data = mailTo('whole@client.example', { attachments, headers, replyTo: 'muhasebe@tenant.example' });
    const id = await send(data);
    const list = await get('/mailbox/messages?to=WHOLE@client.example');
    expect(list.messages).toMatchObject([{ id, subject: data.subject, attachmentCount: 1 }]);
    expect(await get(`/mailbox/messages/${id}`)).toMatchObject({
      acceptedAt: now.toISOString(),
      from: { name: 'Çınar Yazılım', address: 'fatura@crmfex.example' },
      to: [{ name: 'Ayşe Işık', address: 'whole@client.example' }],
      replyTo: [{ address: 'muhasebe@tenant.example' }],
      text: 'Faturanız ekte.',
      html: '<p>Faturanız <b>ekte</b>: ğüşıöç İĞÜŞÖÇ ₺</p>',
      headers,
      attachments: [{ fileName: 'Fatura Ğ.pdf', contentType: 'application/pdf', size: bytes.length }],
    });
    const file = await fetch(`${mail.url}/mailbox/messages/${id}/attachments/0`);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Fatura%20%C4%9E.pdf");
  });

  test('a wrong key is refused with 401 and SendGrid’s error shape', async () => {
    const call = sendgridClient(mail.url, 'SG.wrong').send(mailTo('no@client.example'));
    await expect(call).rejects.toMatchObject({
      code: 401,
      response: { body: { errors: [{ message: expect.stringContaining('authorization grant'), field: null }] } },
    });
    expect((await get('/mailbox/messages?to=no@client.example')).messages).toEqual([]);
  });

  test.each<[string, Partial<MailDataRequired>, string]>([
    ['an address that is none', { to: 'not an address' }, 'personalizations.0.to.0.email'],
    ['a subject that is empty', { subject: '' }, 'subject'],
    ['text that is empty', { content: [{ type: 'text/plain', value: '' }] }, 'content.0.value'],
    ['an attachment that is not base64', { attachments: [{ filename: 'a', content: '%%%' }] }, 'attachments.0.content'],
    ['a reserved header', { headers: { Subject: 'x' } }, 'headers'],
    ['the same recipient twice', { cc: 'bad@client.example' }, 'personalizations.0'],
  ])('%s is refused with 400 naming the field', async (_what, fault, field) => {
    const call = sendgridClient(mail.url, apiKey).send(mailTo('bad@client.example', fault));
    const expected = { code: 400, response: { body: { errors: [expect.objectContaining({ field })] } } };
    await expect(call).rejects.toMatchObject(expected);
  });

  test('a body that is not JSON, an unknown field and a missing sender are refused with 400', async () => {
    const post = (body: string) =>
      fetch(`${mail.url}/v3/mail/send`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body,
      });
    for (const body of ['{', '[]', 'null', '{"surprise":1}']) expect((await post(body)).status).toBe(400);
    const { errors } = (await (await post('{"surprise":1}')).json()) as {
      errors: { field: string; message: string }[];
    };
    expect(errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['from.email', 'personalizations', 'surprise']),
    );
  });
});

describe('signed event reports', () => {
  const fates: [string, string[]][] = [
    ['good@client.example', ['processed', 'delivered']],
    ['bounce@client.example', ['processed', 'bounce']],
    ['anyone@bounce.example', ['processed', 'bounce']],
    ['anyone@drop.example', ['dropped']],
    ['anyone@slow.example', ['processed', 'deferred', 'delivered']],
  ];
  test.each(fates)('mail to %s is reported as %j, in order, with our argument at the top level', async (to, kinds) => {
    const data = mailTo(to);
    const id = await send(data);
    const events = await webhook.eventsOf(data.customArgs.delivery_id, kinds.length);
    expect(events.map(({ event }) => event)).toEqual(kinds);
    for (const event of events) {
      expect(event).toMatchObject({ email: to, timestamp: now.getTime() / 1000 });
      expect(String(event.sg_message_id).split('.')[0]).toBe(id);
    }
    expect(new Set(events.map(({ sg_event_id: eventId }) => eventId)).size).toBe(kinds.length);
  });

  test('every report carries a signature that SendGrid’s verifier accepts, and none other', async () => {
    const data = mailTo('signed@client.example');
    await send(data);
    await webhook.eventsOf(data.customArgs.delivery_id, 2);
    const verifier = new EventWebhook();
    const key = verifier.convertPublicKeyToECDSA(mail.publicKey);
    expect(webhook.reports.length).toBeGreaterThan(0);
    for (const { body, signature, timestamp } of webhook.reports.slice(-3)) {
      expect(verifier.verifySignature(key, body, signature, timestamp)).toBe(true);
      expect(verifier.verifySignature(key, body.replace('signed@', 'forged@') + ' ', signature, timestamp)).toBe(false);
      expect(verifier.verifySignature(key, body, signature, String(Number(timestamp) + 1))).toBe(false);
    }
  });

  test('a report that is not taken comes again, with the same event ids', async () => {
    webhook.refuse(3);
    const data = mailTo('again@client.example');
    await send(data);
    const events = await webhook.eventsOf(data.customArgs.delivery_id, 2);
    expect(events.map(({ event }) => event)).toEqual(['processed', 'delivered']);
    expect(webhook.refusedIds).toContain(events[0]?.sg_event_id);
  });
});

describe('opening', () => {
  async function pixelOf(id: string): Promise<string | undefined> {
    const html = await (await fetch(`${mail.url}/mailbox/messages/${id}/html`)).text();
    return /<img src="([^"]+\/wf\/open[^"]+)"/.exec(html)?.[1];
  }

  test('showing a tracked mail tells once that it was opened; reading it as JSON does not', async () => {
    const data = mailTo('reader@client.example', { trackingSettings: { openTracking: { enable: true } } });
    const id = await send(data);
    await webhook.eventsOf(data.customArgs.delivery_id, 2);
    await get(`/mailbox/messages/${id}`);
    const pixel = await pixelOf(id);
    await Promise.all([fetch(String(pixel)), fetch(String(pixel))]);
    await fetch(String(pixel));
    const later = mailTo('later@client.example');
    await send(later);
    await webhook.eventsOf(later.customArgs.delivery_id, 2);
    const events = await webhook.eventsOf(data.customArgs.delivery_id, 3);
    expect(events.map(({ event }) => event)).toEqual(['processed', 'delivered', 'open']);
  });

  test('an untracked mail holds no tracking picture', async () => {
    expect(await pixelOf(await send(mailTo('private@client.example')))).toBeUndefined();
  });
});

describe('the mailbox', () => {
  test('the newest mail comes first, and a search finds Turkish words in any case', async () => {
    const older = await send(mailTo('search@client.example', { subject: 'ISPARTA İçin Teklif' }));
    const newer = await send(mailTo('search@client.example', { subject: 'İstanbul Şubesi' }));
    const found = async (query: string) => {
      const list = await get(`/mailbox/messages?to=search@client.example&q=${encodeURIComponent(query)}`);
      return (list.messages as { id: string }[]).map(({ id }) => id);
    };
    expect(await found('')).toEqual([newer, older]);
    for (const query of ['istanbul', 'İSTANBUL', 'şubesi', 'subesi']) expect(await found(query)).toEqual([newer]);
    for (const query of ['ısparta', 'ISPARTA', 'isparta']) expect(await found(query)).toEqual([older]);
    expect(await found('nothing of the kind')).toEqual([]);
  });

  test('the HTML of a mail may run nothing and fetch nothing from elsewhere', async () => {
    const id = await send(mailTo('frame@client.example'));
    const policy = (await fetch(`${mail.url}/mailbox/messages/${id}/html`)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox$/);
    expect(policy).toContain(`img-src data: ${mail.url}/wf/ ${mail.url}/mailbox/;`);
  });

  test('an attachment that could act as a page is only ever downloaded', async () => {
    const attachments = [
      { filename: 'x.html', type: 'text/html', content: Buffer.from('<script>').toString('base64') },
    ];
    const id = await send(mailTo('active@client.example', { attachments }));
    const { headers } = await fetch(`${mail.url}/mailbox/messages/${id}/attachments/0?inline`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('what is not there answers 404, and no path leads out of the folder', async () => {
    for (const path of ['nope', 'nope/html', 'nope/attachments/0', '..%2f..%2fsigning-key.pem', '%2e%2e']) {
      expect((await fetch(`${mail.url}/mailbox/messages/${path}`)).status).toBe(404);
    }
  });

  test('the page and its parts come from here alone', async () => {
    const page = await fetch(mail.url);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    const html = await page.text();
    for (const [, path] of html.matchAll(/(?:href|src)="(\/[^"]+)"/g)) {
      expect((await fetch(`${mail.url}${path}`)).status).toBe(200);
    }
  });

  test('a restart keeps messages, the signing key, and reports that were not taken', async () => {
    webhook.refuse(Infinity);
    const data = mailTo('kept@client.example');
    const id = await send(data);
    const { publicKey, url } = mail;
    await mail.stop();
    webhook.refuse(0);
    await start(Number(new URL(url).port));
    expect(mail.publicKey).toBe(publicKey);
    expect((await get(`/mailbox/messages/${id}`)).subject).toBe(data.subject);
    const events = await webhook.eventsOf(data.customArgs.delivery_id, 2);
    expect(events.map(({ event }) => event)).toEqual(['processed', 'delivered']);
  });

  test('deleting all empties it for good', async () => {
    await send(mailTo('gone@client.example'));
    expect((await fetch(`${mail.url}/mailbox/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await get('/mailbox/messages')).toMatchObject({ messages: [], total: 0 });
    await mail.stop();
    await start();
    expect(await get('/mailbox/messages')).toMatchObject({ messages: [], total: 0 });
  });
});
