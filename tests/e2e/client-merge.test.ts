// Two clients that are one, in the browser: tagged while typing, chosen in the list, merged, found under the old address, and undone.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { launchBrowser } from '../support/browser.ts';
import { platform } from '../support/platform.ts';
import { lines, makeBusiness } from './business.ts';
import { signIn } from './steps.ts';
import { visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const at = (path: string) => `${platform().urls.app}${path}`;

test.each(['tr', 'en'] as const)('two clients become one and two again, in %s', async (language) => {
  const say = wordsOf('web', language);
  const business = await makeBusiness(language, 'Çınar Tasarım');
  const add = (name: string, more: object) =>
    business.api(clientRoutes.create, { body: { kind: 'company', name, ...more } });
  const kept = await add('Kuzey Işığı A.Ş.', { city: 'İzmir' });
  const gone = await add('Kuzey Isigi', { city: 'Manisa', phone: '+90 232 555 01 42' });
  await business.api(invoiceRoutes.create, { body: { clientId: gone.id, lines } });
  await visit(browser, { language }, async (page) => {
    await signIn(page, say, business);
    await page.goto(at(`/clients/${gone.id}`));
    await page.getByRole('button', { name: say('tags_one'), exact: true }).click();
    await page.getByLabel(say('tags_find')).fill('Bayi');
    await page.getByRole('button', { name: say('tags_make', { name: 'Bayi' }) }).click();
    await page.getByRole('button', { name: say('tags_take_named', { name: 'Bayi' }) }).waitFor();
    await page.goto(at(`/clients/${kept.id}/merge?with=${gone.id}`));
    await page.getByText(say('clients_merge_fields')).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('radio', { name: 'Manisa', exact: true }).check();
    await page.getByRole('button', { name: say('clients_merge_do'), exact: true }).click();
    const undo = page.getByRole('button', { name: say('clients_merge_undo') });
    await undo.waitFor();
    expect(new URL(page.url()).pathname).toBe(`/clients/${kept.id}`);
    await page.getByRole('button', { name: say('tags_take_named', { name: 'Bayi' }) }).waitFor();
    await page.goto(at(`/clients/${gone.id}`));
    await page.waitForURL(at(`/clients/${kept.id}`));
    const merged = await business.api(clientRoutes.get, { params: { id: kept.id } });
    expect([merged.city, merged.phone]).toEqual(['Manisa', '+90 232 555 01 42']);
    await undo.click();
    await page.getByText(say('clients_merge_undone')).waitFor();
    await page.goto(at(`/clients/${gone.id}`));
    await page.getByRole('heading', { name: 'Kuzey Isigi' }).waitFor();
    const back = await business.api(clientRoutes.get, { params: { id: kept.id } });
    expect([back.city, back.phone]).toEqual(['İzmir', null]);
  });
});
