// Rights of people in the browser: the report of what is kept, as a document and as data, and a member whom the business restricts.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessReport } from '../../shared/access-report.ts';
import { rightRoutes } from '../../shared/rights.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { testPassword } from '../support/world.ts';
import { issueInvoice, makeBusiness } from './business.ts';
import { textOfPdf } from './pdf-text.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const at = (path: string) => `${platform().urls.app}${path}`;
const accessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
};

test('whoever asks what is kept gets a document and a file, and their request is noted as answered', async () => {
  const say = wordsOf('web', 'tr');
  const business = await makeBusiness('tr', 'Çınar Tasarım');
  const { client, invoice } = await issueInvoice(business, 'tr');
  const receivedDate = invoice.issueDate ?? '';
  const request = { kind: 'access', name: 'Ayşe Yılmaz', email: null, clientId: client.id, receivedDate } as const;
  await business.api(rightRoutes.create, { body: { ...request, details: null } });
  await visit(browser, { language: 'tr' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at(`/clients/${client.id}`));
    const take = async (format: string) => {
      const name = say('rights_report_as', { name: say('rights_report_whole'), format });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^${say('rights_report_file')}-.*\\.${format}$`, 'i'));
      return download;
    };
    const printed = await textOfPdf(await (await take('PDF')).createReadStream());
    for (const said of ['Kişisel veri raporu', 'Ayşe Yılmaz Mimarlık', invoice.number ?? '', 'Haklarınız'])
      expect(printed).toContain(said);
    await page.getByLabel(say('rights_report_language')).selectOption('en');
    const english = await textOfPdf(await (await take('PDF')).createReadStream());
    expect(english).toContain('Your rights');
    const chunks: Uint8Array[] = [];
    for await (const chunk of await (await take('JSON')).createReadStream()) chunks.push(chunk as Uint8Array); // bytes of a file
    const data: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    expect((data as AccessReport).invoices).toMatchObject([{ number: invoice.number }]);
    await page.getByRole('button', { name: say('rights_report_answered') }).click();
    await page.getByRole('button', { name: say('rights_answer_save') }).click();
    await page.getByRole('button', { name: say('rights_report_answered') }).waitFor({ state: 'detached' });
    await accessible(page);
  });
  const { items } = await business.api(rightRoutes.list, { query: { state: 'answered', clientId: client.id } });
  expect(items).toMatchObject([{ outcome: 'done', answer: say('rights_report_given') }]);
});

test('a restricted member sees that it is so and nothing else, until it is lifted', async () => {
  const say = wordsOf('web', 'tr');
  const business = await makeBusiness('tr', 'Kuzey Atölye');
  const { name, email } = business.members.sales;
  const why = 'Kayıtlarına itiraz etti';
  const choose = async (page: Page, item: string) => {
    await page.getByRole('button', { name: say('members_role_of', { name }) }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const comeIn = async (page: Page) => {
    await page.goto(at('/sign-in'));
    await page.getByLabel(say('email')).fill(email);
    await page.getByLabel(say('password'), { exact: true }).fill(testPassword);
    await page.getByRole('button', { name: say('sign_in'), exact: true }).click();
  };
  await visit(browser, { language: 'tr' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at('/settings/members'));
    await choose(page, say('members_restrict'));
    await page.getByLabel(say('members_restricted_reason')).fill(why);
    await accessible(page);
    await page.getByRole('button', { name: say('members_restrict'), exact: true }).click();
    await page.getByText(say('members_restricted'), { exact: true }).waitFor();
    await accessible(page);
  });
  await visit(browser, { language: 'tr', width: 360, theme: 'dark' }, async (page) => {
    await comeIn(page);
    await page.getByRole('heading', { name: say('members_restricted_title') }).waitFor();
    await page.getByText(why).waitFor();
    await accessible(page);
    await page.goto(at('/clients'));
    await page.getByRole('heading', { name: say('members_restricted_title') }).waitFor();
  });
  await visit(browser, { language: 'tr' }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at('/settings/members'));
    await choose(page, say('members_lift'));
    await page.getByText(why).waitFor();
    await page.getByRole('button', { name: say('members_lift'), exact: true }).click();
    await page.getByText(say('members_restricted'), { exact: true }).waitFor({ state: 'detached' });
  });
  await visit(browser, { language: 'tr' }, async (page) => {
    await comeIn(page);
    await page.waitForURL(/\/home/);
  });
});
