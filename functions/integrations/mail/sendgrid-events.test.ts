// What SendGrid reports is read exactly, and nothing unsigned is read at all.
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { mailEvents } from './sendgrid-events.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

async function read(body: string | Uint8Array) {
  const timestamp = '1795597200';
  const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]), privateKey);
  const headers = new Headers({
    'x-twilio-email-event-webhook-signature': signature.toString('base64'),
    'x-twilio-email-event-webhook-timestamp': timestamp,
  });
  return mailEvents(key, headers, body);
}

const event = (more: object) => ({
  email: 'a@client.example',
  timestamp: 1_795_597_201,
  sg_event_id: 'e1',
  sg_message_id: 'm1.x',
  delivery_id: 'd1',
  event: 'delivered',
  ...more,
});

test.each([
  ['processed', {}, { kind: 'processed' }],
  ['delivered', { response: '250 OK' }, { kind: 'delivered' }],
  ['bounce', { reason: '550 no such user' }, { kind: 'bounced', reason: '550 no such user' }],
  ['dropped', { reason: 'Bounced Address' }, { kind: 'dropped', reason: 'Bounced Address' }],
  ['deferred', { response: '451 later' }, { kind: 'deferred', reason: '451 later' }],
  ['open', { sg_machine_open: false }, { kind: 'opened' }],
  ['spamreport', {}, { kind: 'complained' }],
])('%s is understood', async (name, more, expected) => {
  const at = '2026-11-25T09:00:01.000Z';
  const heard = await read(JSON.stringify([event({ event: name, ...more })]));
  expect(heard).toEqual([{ deliveryId: 'd1', recipient: 'a@client.example', providerEventId: 'e1', at, ...expected }]);
});

test('an opening by a machine, mail that is not ours and kinds we do not use are left out', async () => {
  const events = [
    event({ event: 'open', sg_machine_open: true }),
    event({ delivery_id: undefined }),
    event({ event: 'click' }),
    event({ event: 'constructor' }),
  ];
  expect(await read(JSON.stringify(events))).toEqual([]);
});

test('bytes are read as they came, Turkish letters and line breaks between events included', async () => {
  const body = `[${JSON.stringify(event({ event: 'bounce', reason: 'kullanıcı yok ğşİ' }))}]\r\n`;
  expect(await read(Buffer.from(body))).toMatchObject([{ reason: 'kullanıcı yok ğşİ' }]);
});

test('a reason of any length is cut to 500 characters', async () => {
  const [bounce] = await read(JSON.stringify([event({ event: 'bounce', reason: 'x'.repeat(5000) })]));
  expect(bounce?.reason).toHaveLength(500);
});

test('a NUL in the words of a strange mail server does not cost the report', async () => {
  const [bounce] = await read(JSON.stringify([event({ event: 'bounce', reason: '550\0 no' })]));
  expect(bounce?.reason).toBe('550  no');
});

test.each([
  '',
  'no json',
  '{}',
  '[1]',
  '[{"event":"delivered"}]',
  JSON.stringify([event({ timestamp: 'soon' })]),
  JSON.stringify([event({ timestamp: 253_402_300_800 })]),
])('a signed body that is not a list of events is refused: %j', async (body) => {
  await expect(read(body)).rejects.toMatchObject({ name: 'PortError', kind: 'refused', retryable: false });
});
