// Mails as the mail stand-in received them, and a person who opens one and follows its link.
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { platform } from '../support/platform.ts';

const Message = z.object({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), href: z.string() })),
});
export type Message = z.infer<typeof Message>;
const Found = z.object({ messages: z.array(z.object({ id: z.string() })) });

const waitMs = 30_000;

/** The newest mail to an address, waited for. */
export async function mailTo(address: string): Promise<Message> {
  const { mail } = platform().urls;
  for (const end = Date.now() + waitMs; Date.now() < end; await delay(200)) {
    const list = await fetch(`${mail}/mailbox/messages?to=${encodeURIComponent(address)}`);
    const [newest] = Found.parse(await list.json()).messages;
    if (newest) return Message.parse(await (await fetch(`${mail}/mailbox/messages/${newest.id}`)).json());
  }
  throw new Error(`No mail to ${address} came within ${waitMs / 1000} s.`);
}

/** Shows the mail in the mailbox page and presses its link to a site, which opens in a tab of its own. */
export async function openMail(context: BrowserContext, message: Message, site: string): Promise<Page> {
  const mailbox = await context.newPage();
  await mailbox.goto(`${platform().urls.mail}/#/messages/${message.id}`);
  await mailbox.getByRole('heading', { name: message.subject }).waitFor();
  const opened = context.waitForEvent('page');
  await mailbox.frameLocator('iframe').locator(`a[href^="${site}"]`).first().click();
  return opened;
}
