// The mailbox page of the mail stand-in, used in a real browser.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startMail } from '../../infra/local/mail/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { sendgridClient, startWebhook, type Webhook } from './webhook.ts';

const apiKey = 'SG.page';
const dir = mkdtempSync(join(tmpdir(), 'crmfex-mail-page-'));
let webhook: Webhook;
let mail: Awaited<ReturnType<typeof startMail>>;
let browser: Browser;
let context: BrowserContext | undefined;

beforeAll(async () => {
  webhook = await startWebhook();
  mail = await startMail({ port: 0, dir, apiKey, eventWebhookUrl: webhook.url, deliveryMs: 0 });
  browser = await launchBrowser();
});

afterEach(() => context?.close());

afterAll(async () => {
  await browser.close();
  await mail.stop();
  await webhook.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function visit(options: { locale?: string; colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const { locale = 'tr-TR', colorScheme = 'light', width = 1280 } = options;
  context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(mail.url);
  return page;
}

let serial = 0;
async function send(subject: string, html = '<p>Merhaba</p>'): Promise<string> {
  const id = `page-${++serial}`;
  await sendgridClient(mail.url, apiKey).send({
    from: { email: 'fatura@crmfex.example', name: 'Çınar Yazılım' },
    to: { email: 'ayse@client.example', name: 'Ayşe Işık' },
    subject,
    content: [
      { type: 'text/plain', value: 'Ödenecek tutar: ₺12.345,67' },
      { type: 'text/html', value: html },
    ],
    attachments: [
      { filename: 'Fatura Ğ.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7').toString('base64') },
    ],
    customArgs: { delivery_id: id },
    trackingSettings: { openTracking: { enable: true } },
  });
  return id;
}

test('an empty mailbox says what will come, and a new mail appears without a reload', async () => {
  const page = await visit();
  await page.getByText('Henüz posta yok').waitFor();
  await send('İlk fatura');
  await page.getByRole('link', { name: /İlk fatura/ }).waitFor();
});

test('reading a mail shows its HTML, text, details and attachment, and tells once that it was opened', async () => {
  const id = await send('Şubat faturası', '<h1>Faturanız hazır</h1><p>ğüşıöç ₺</p>');
  const page = await visit();
  await page.getByRole('link', { name: /Şubat faturası/ }).click();
  await page.frameLocator('iframe').getByText('Faturanız hazır').waitFor();
  const events = await webhook.eventsOf(id, 3);
  expect(events.map(({ event }) => event)).toEqual(['processed', 'delivered', 'open']);
  await page.locator('.message header').getByText('açıldı').waitFor();
  await page.getByRole('tab', { name: 'Düz metin' }).click();
  await page.getByText('Ödenecek tutar: ₺12.345,67').last().waitFor();
  await page.getByRole('tab', { name: 'Ayrıntılar' }).click();
  await page.getByText(id).waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'İndir' }).click();
  expect((await downloading).suggestedFilename()).toBe('Fatura Ğ.pdf');
});

test('a mail can neither run a script, nor fetch a picture from elsewhere, nor reach the mailbox around it', async () => {
  const asked: string[] = [];
  const spy = createServer((request, response) => {
    asked.push(String(request.url));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(spy, 'listening');
  // A listening TCP server has an address with a port.
  const elsewhere = `http://127.0.0.1:${(spy.address() as AddressInfo).port}`;
  const html = `<img src="${elsewhere}/spy.png"><link rel="stylesheet" href="${elsewhere}/spy.css"><script>parent.document.title = 'taken'</script>
    <img src="x" onerror="parent.document.title = 'taken'"><form action="/mailbox/messages"><button>go</button></form>
    <p>Güvenli</p>`;
  await send('Kötü niyetli', html);
  const page = await visit();
  await page.getByRole('link', { name: /Kötü niyetli/ }).click();
  await page.frameLocator('iframe').getByText('Güvenli').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.title()).toBe('crmFEX Posta');
  spy.close();
  expect(asked).toEqual([]);
});

test('a link in a mail opens beside the mailbox', async () => {
  await send('Bağlantı', `<p><a href="${mail.url}/mailbox/messages?portal">Faturayı görüntüle</a></p>`);
  const page = await visit();
  await page.getByRole('link', { name: /Bağlantı/ }).click();
  const opening = page.context().waitForEvent('page');
  await page.frameLocator('iframe').getByRole('link', { name: 'Faturayı görüntüle' }).click();
  expect((await opening).url()).toBe(`${mail.url}/mailbox/messages?portal`);
});

test('a search narrows the list while it is typed', async () => {
  await send('İzmir teklifi');
  const page = await visit();
  await page.getByRole('link', { name: /Şubat faturası/ }).waitFor();
  await page.getByRole('searchbox').fill('izmir');
  await page.getByRole('link', { name: /Şubat faturası/ }).waitFor({ state: 'detached' });
  expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toHaveLength(1);
});

test.each([
  { locale: 'tr-TR', colorScheme: 'light', width: 1280 },
  { locale: 'en-US', colorScheme: 'dark', width: 1280 },
  { locale: 'tr-TR', colorScheme: 'dark', width: 360 },
] as const)('nothing keeps anyone out, and nothing is cut off: $locale $colorScheme $width', async (options) => {
  const page = await visit(options);
  const isWideEnough = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  const violations = async () => {
    // The mail in the frame is the sender's, not ours.
    const { violations: found } = await new AxeBuilder({ page }).exclude('iframe').analyze();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  expect([await violations(), await isWideEnough()]).toEqual([[], true]);
  await page.getByRole('link', { name: /Şubat faturası/ }).click();
  await page.getByRole('tablist').waitFor();
  expect([await violations(), await isWideEnough()]).toEqual([[], true]);
});

test('deleting all says how much goes, can be called off, and empties the mailbox', async () => {
  const page = await visit({ locale: 'en-US' });
  const removeAll = page.getByRole('button', { name: 'Delete all' });
  await removeAll.click();
  await page.getByRole('button', { name: 'Keep them' }).click();
  await removeAll.click();
  await page.getByRole('button', { name: /Delete \d+ messages for good/ }).click();
  await page.getByText('No mail yet').waitFor();
});
