// The contract of the Smtp port: nodemailer against the SMTP stand-in, and against servers that are not what they should be.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingMail } from '../../functions/integrations/mail/port.ts';
import { smtpMail } from '../../functions/integrations/mail/smtp.ts';
import type { Smtp } from '../../functions/integrations/mail/smtp-port.ts';
import { startMail } from '../../infra/local/mail/index.ts';
import { newId } from '../../shared/ids.ts';

const dir = mkdtempSync(join(tmpdir(), 'crmfex-smtp-'));
let standIn: Awaited<ReturnType<typeof startMail>>;
let smtp: Smtp;
const server = { host: 'smtp.firma.example', port: 587, username: 'fatura@firma.example', password: 'şifre₺' };

const outgoing = (to: string, changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: newId(),
  from: { name: 'Çınar Yazılım A.Ş.', address: 'fatura@firma.example' },
  to: { name: 'Ayşe Işık, Muhasebe', address: to },
  subject: 'Fatura GİB2026000000001',
  text: 'Faturanız ekte.',
  html: '<p>Faturanız ekte.</p>',
  attachments: [],
  trackOpens: true,
  ...changes,
});

/** What stands in the mailbox for an address. */
async function stored(to: string) {
  const found = await fetch(`${standIn.url}/mailbox/messages?to=${encodeURIComponent(to)}`);
  // The mailbox's own JSON.
  const { messages } = (await found.json()) as { messages: { id: string }[] };
  const whole = await Promise.all(messages.map(({ id }) => fetch(`${standIn.url}/mailbox/messages/${id}`)));
  return Promise.all(whole.map((one) => one.json() as Promise<Record<string, unknown>>));
}

beforeAll(async () => {
  standIn = await startMail({ port: 0, smtpPort: 0, dir, apiKey: 'SG.x', eventWebhookUrl: null });
  smtp = smtpMail({ standIn: { host: '127.0.0.1', port: standIn.smtpPort ?? 0 }, ownHosts: ['localhost'] });
});
afterAll(async () => {
  await standIn.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe('a server that does', () => {
  test('is found good by signing in', async () => {
    await smtp.check(server);
  });

  test('takes a mail whole: names, letters, texts, attachment bytes, headers', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_item, n) => n % 256);
    const mail = outgoing('whole@client.example', {
      replyTo: { name: 'Muhasebe', address: 'muhasebe@firma.example' },
      attachments: [{ fileName: 'Fatura Ğ.pdf', contentType: 'application/pdf', bytes }],
    });
    const { providerMessageId } = await smtp.send(server, mail);
    expect(providerMessageId).toMatch(/^<.+@.+>$/);
    const [message] = await stored('whole@client.example');
    expect(message).toMatchObject({
      from: { name: 'Çınar Yazılım A.Ş.', address: 'fatura@firma.example' },
      to: [{ name: 'Ayşe Işık, Muhasebe', address: 'whole@client.example' }],
      replyTo: [{ name: 'Muhasebe', address: 'muhasebe@firma.example' }],
      subject: 'Fatura GİB2026000000001',
      attachments: [{ fileName: 'Fatura Ğ.pdf', contentType: 'application/pdf', size: 1000 }],
    });
    const file = await fetch(`${standIn.url}/mailbox/messages/${String(message?.id)}/attachments/0`);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  test('gets one recipient and no header of anybody’s making', async () => {
    await smtp.send(
      server,
      outgoing('lines@client.example', {
        subject: 'Hello\r\nBcc: all@x.example',
        to: { name: 'A\r\nBcc: b@x.example', address: 'lines@client.example' },
      }),
    );
    expect(await stored('lines@client.example')).toHaveLength(1);
    expect(await stored('all@x.example')).toEqual([]);
    expect(await stored('b@x.example')).toEqual([]);
  });
});

describe('a server that does not', () => {
  test.each<[string, Partial<typeof server>, Partial<OutgoingMail>, object]>([
    ['know the password', { password: 'wrong' }, {}, { fault: 'signIn', retryable: false }],
    ['take passwords any more', { username: 'a@basic-off.example' }, {}, { fault: 'basicAuthOff', retryable: false }],
    [
      'know the recipient',
      {},
      { to: { name: '', address: 'reject@x.example' } },
      { fault: 'recipient', retryable: false },
    ],
    [
      'let the user send so',
      {},
      { from: { name: '', address: 'forbidden@x.example' } },
      { fault: 'sender', retryable: false },
    ],
    ['have time now', {}, { to: { name: '', address: 'busy@x.example' } }, { fault: 'busy', retryable: true }],
  ])('%s is told apart, and nothing was sent', async (_what, who, what, expected) => {
    const call = smtp.send({ ...server, ...who }, outgoing('never@client.example', what));
    await expect(call).rejects.toMatchObject({ name: 'SmtpError', port: 'mail', outcome: 'failed', ...expected });
    expect(await stored('never@client.example')).toEqual([]);
  });

  test('exist, answer, or lie at a public address are all the same to whoever asks', async () => {
    const guarded = (...addresses: string[]) =>
      smtpMail({ standIn: null, ownHosts: ['app.crmfex.com'] }, async () => addresses);
    const unreachable = { name: 'SmtpError', fault: 'unreachable', message: 'mail: the own server says unreachable' };
    const real = { ...server, host: 'smtp.firma.com' };
    for (const addresses of [['127.0.0.1'], ['10.0.0.1'], ['168.63.129.16'], []]) {
      await expect(guarded(...addresses).check(real)).rejects.toMatchObject(unreachable);
    }
    const gone = smtpMail({ standIn: { host: '127.0.0.1', port: 9 }, ownHosts: ['localhost'] });
    await expect(gone.check(server)).rejects.toMatchObject(unreachable);
  });

  test('finish its answer leaves the outcome unknown once the mail was handed over, and failed before', async () => {
    const speaking = await talking((line) => {
      if (line.startsWith('EHLO')) return '250-x\r\n250 AUTH PLAIN';
      if (line.startsWith('AUTH')) return '235 ok';
      if (line === 'DATA') return '354 go';
      return line === '.' ? null : '250 ok';
    });
    await expect(speaking.smtp.send(server, outgoing('x@client.example'))).rejects.toMatchObject({
      fault: 'unknownOutcome',
      outcome: 'unknown',
      retryable: false,
    });
    speaking.server.close();
    const silent = await talking((line) => (line.startsWith('EHLO') ? null : '250 ok'));
    await expect(silent.smtp.send(server, outgoing('x@client.example'))).rejects.toMatchObject({
      fault: 'unreachable',
      outcome: 'failed',
    });
    silent.server.close();
  });
});

/** A server that answers each line, and hangs up where the answer is null. */
async function talking(answer: (line: string) => string | null): Promise<{ server: Server; smtp: Smtp }> {
  let isBody = false;
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.write('220 here\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (isBody && line !== '.') continue;
        isBody = line === 'DATA';
        const said = answer(line);
        if (said === null) return socket.destroy();
        socket.write(`${said}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { server, smtp: smtpMail({ standIn: { host: '127.0.0.1', port }, ownHosts: ['localhost'] }) };
}
