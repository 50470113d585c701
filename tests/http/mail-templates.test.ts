// The texts of mails over HTTP: ours, the business's own, and ours again; a mistake is named with its line.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailTemplateRoutes } from '../../shared/mail-templates.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
});
afterAll(() => world.close());

const key = { kind: 'invoice', language: 'tr' };
const typed = { subject: 'Faturanız {{ number }}', body: 'Merhaba {{ clientName }}' };
const get = (as = business.owner, params: Record<string, string> = key) =>
  world.call(mailTemplateRoutes.get, { as, params });
const save = (body: object = typed, ifMatch = 1, as = business.owner, params: Record<string, string> = key) =>
  world.call(mailTemplateRoutes.update, { as, params, body, ifMatch });
const reset = (as = business.owner, params: Record<string, string> = key) =>
  world.call(mailTemplateRoutes.reset, { as, params });

describe('the texts of mails', () => {
  it('are ours until the business writes its own, and ours again after a reset', async () => {
    const ours = (await get()).body;
    expect(ours).toMatchObject({ isChanged: false, version: 1, updatedAt: null });
    const saved = await save();
    expect([saved.status, saved.body]).toEqual([
      200,
      expect.objectContaining({ ...typed, isChanged: true, version: 2 }),
    ]);
    expect((await get()).body).toEqual(saved.body);
    const again = await save({ ...typed, body: 'Merhaba' }, 2);
    expect(again.body).toMatchObject({ body: 'Merhaba', version: 3 });
    expect((await reset()).body).toEqual(ours);
    expect((await reset()).body).toEqual(ours);
    expect((await get()).body).toEqual(ours);
  });

  it('are listed, every kind in both languages', async () => {
    await save({ ...typed }, 1, business.owner, { kind: 'free', language: 'en' }).then(({ status }) =>
      expect(status).toBe(422),
    );
    await save({ subject: 'Hi', body: 'Dear {{ clientName }}' }, 1, business.owner, { kind: 'free', language: 'en' });
    const { body } = await world.call(mailTemplateRoutes.list, { as: business.owner });
    expect(body).toHaveLength(18);
    expect(body.filter(({ isChanged }) => isChanged).map(({ kind, language }) => `${kind} ${language}`)).toEqual([
      'free en',
    ]);
  });

  it('are not overwritten by whoever read an older one', async () => {
    const params = { kind: 'cancelled', language: 'tr' };
    const two = await Promise.all([save(typed, 1, business.owner, params), save(typed, 1, business.owner, params)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await save(typed, 1, business.owner, params)).status).toBe(412);
    expect((await world.call(mailTemplateRoutes.update, { as: business.owner, params, body: typed })).status).toBe(428);
  });

  it.each([
    [{ body: 'a\n{{ nobody }}' }, '#/body', /^Line 2: .*“nobody”/],
    [{ subject: '{{ nobody }}' }, '#/subject', /^Line 1: .*“nobody”/],
    [{ body: '{{ number | raw }}' }, '#/body', /“raw”/],
    [{ body: '{% include "x" %}' }, '#/body', /“include”/],
    [{ body: '{{ number' }, '#/body', /not closed/],
    [{ body: '{% for i in (1..1000000000) %}x{% endfor %}' }, '#/body', /too long/],
  ])('%j is refused at its field', async (wrong, pointer, words) => {
    const { status, problem } = await save({ ...typed, ...wrong });
    expect([status, problem.errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(problem.errors?.[0]?.detail).toMatch(words);
    expect((await get()).body.isChanged).toBe(false);
  });

  it.each([
    [{ subject: 'İki\r\nsatır' }, '#/subject'],
    [{ subject: '' }, '#/subject'],
    [{ body: '  ' }, '#/body'],
    [{ body: 'x'.repeat(5001) }, '#/body'],
    [{ html: 'x' }, '#/html'],
  ])('%j is no text', async (wrong, pointer) => {
    const { status, problem } = await save({ ...typed, ...wrong });
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('are read by all, written by those who write mails, and nobody else’s', async () => {
    expect((await get(business.people.viewer)).status).toBe(200);
    expect((await save(typed, 1, business.people.viewer)).status).toBe(403);
    expect((await reset(business.people.viewer)).status).toBe(403);
    await save();
    expect((await get(other.owner)).body.isChanged).toBe(false);
    expect((await save(typed, 2, other.owner)).status).toBe(412);
    await reset(other.owner);
    expect((await get()).body.isChanged).toBe(true);
    for (const route of [mailTemplateRoutes.get, mailTemplateRoutes.reset]) {
      expect((await world.call(route, { params: key })).status).toBe(401);
    }
    expect((await world.call(mailTemplateRoutes.update, { params: key, body: typed, ifMatch: 1 })).status).toBe(401);
    expect((await world.call(mailTemplateRoutes.list)).status).toBe(401);
    expect((await get(business.owner, { kind: 'love', language: 'tr' })).status).toBe(404);
    expect((await save(typed, 1, business.owner, { kind: 'invoice', language: 'de' })).status).toBe(404);
    expect((await reset(business.owner, { kind: 'love', language: 'tr' })).status).toBe(404);
  });

  it('are bounded in the database too', async () => {
    const insert = `insert into mail_templates (tenant_id, kind, language, subject, body) values ($1, $2, 'tr', 'x', 'y')`;
    await expect(world.database.admin.query(insert, [business.tenantId, 'love'])).rejects.toThrow(/known kind/);
  });
});
