// Notes about a client and its timeline over HTTP: who may write what, and in which order things are told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { noteRoutes } from '../../shared/notes.ts';
import { rolePermissions, Role } from '../../shared/permissions.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await client();
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const client = async () =>
  (await world.call(clientRoutes.create, { as: business.owner, body: { kind: 'company', name: 'Toros' } })).body.id;
const write = (text: string, as = business.owner, id = clientId, more: object = {}) =>
  world.call(noteRoutes.create, { ...on(id, as), body: { text, ...more } });

describe('a note', () => {
  it('belongs to its author, who corrects and deletes it as no other salesperson does', async () => {
    const { body: note, status } = await write('Ödemeyi ayın 15inde yapıyorlar.\nÖnce arayın.', business.people.sales);
    expect(status).toBe(201);
    expect(note).toMatchObject({ clientId, authorId: business.people.sales.userId, version: 1 });
    const change = (as = business.people.sales, ifMatch = 1) =>
      world.call(noteRoutes.update, { ...on(note.id, as), ifMatch, body: { text: 'Yeni' } });
    const { accountant } = business.people;
    expect((await change(accountant)).problem).toMatchObject({ status: 403, key: 'note.notYours' });
    expect((await world.call(noteRoutes.remove, on(note.id, accountant))).problem.key).toBe('note.notYours');
    expect((await change()).body).toMatchObject({ text: 'Yeni', version: 2 });
    expect((await change()).status).toBe(412);
    const blind = { ...on(note.id, business.people.sales), body: { text: 'Kör' } };
    expect((await world.call(noteRoutes.update, blind)).status).toBe(428);
    expect((await world.call(noteRoutes.remove, on(note.id, business.people.sales))).status).toBe(204);
    expect((await change()).status).toBe(404);
  });

  it('of somebody else is put right by owners and administrators, and stays the work of its author', async () => {
    const { sales, admin } = business.people;
    const [one, two] = [(await write('yanlış', sales)).body, (await write('yanlış', sales)).body];
    const correction = { ...on(one.id, admin), ifMatch: 1, body: { text: 'doğru' } };
    expect((await world.call(noteRoutes.update, correction)).body).toMatchObject({
      text: 'doğru',
      authorId: sales.userId,
    });
    expect((await world.call(noteRoutes.remove, on(two.id))).status).toBe(204);
    const { rows } = await world.database.admin.query(
      `select kind, detail from activity where kind like 'note.%' and actor_id in ($1, $2) order by id`,
      [admin.userId, business.owner.userId],
    );
    const detail = { authorId: sales.userId };
    expect(rows).toEqual([
      { kind: 'note.corrected', detail },
      { kind: 'note.deleted', detail },
    ]);
  });

  it.each([
    [{ text: '' }, '#/text'],
    [{ text: '   ' }, '#/text'],
    [{ text: 'x'.repeat(5001) }, '#/text'],
    [{ wings: 1 }, '#/wings'],
  ])('is refused by name: %o', async (wrong, pointer) => {
    const { status, problem } = await write('x', business.owner, clientId, wrong);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('with an id that is taken is a conflict', async () => {
    const id = newId();
    expect((await write('bir', business.owner, clientId, { id })).status).toBe(201);
    expect((await write('iki', business.owner, clientId, { id })).problem).toMatchObject({
      status: 409,
      key: 'note.exists',
    });
  });

  it('and a timeline of another business, or of nobody, are not there', async () => {
    const { body: note } = await write('bizim');
    for (const [as, client, id] of [
      [other.owner, clientId, note.id],
      [business.owner, newId(), newId()],
    ] as const) {
      const answers = [
        await world.call(noteRoutes.timeline, on(client, as)),
        await write('x', as, client),
        await world.call(noteRoutes.update, { ...on(id, as), ifMatch: 1, body: { text: 'x' } }),
        await world.call(noteRoutes.remove, on(id, as)),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    }
  });

  it('needs a sign-in, and the right to write clients', async () => {
    const { body: note } = await write('okunur');
    expect((await world.call(noteRoutes.timeline, { params: { id: clientId } })).status).toBe(401);
    expect((await world.call(noteRoutes.create, { params: { id: clientId }, body: { text: 'x' } })).status).toBe(401);
    for (const role of Role.options) {
      const as = business.people[role];
      const mayWrite = rolePermissions[role].includes('clients:write');
      expect((await world.call(noteRoutes.timeline, on(clientId, as))).status).toBe(200);
      expect((await write('rol', as)).status).toBe(mayWrite ? 201 : 403);
      if (mayWrite) continue;
      const change = { ...on(note.id, as), ifMatch: 1, body: { text: 'x' } };
      expect((await world.call(noteRoutes.update, change)).status).toBe(403);
      expect((await world.call(noteRoutes.remove, on(note.id, as))).status).toBe(403);
    }
  });
});
