// Small endpoints that have one of everything the platform does for an endpoint.
import * as z from 'zod';
import { flush, inTenant, one } from '../../functions/platform/flush.ts';
import { endpoint, redirect, reply } from '../../functions/platform/http.ts';
import { audit } from '../../functions/platform/audit.ts';
import { query } from '../../functions/platform/statement.ts';
import { newId } from '../../shared/ids.ts';
import { listQuery } from '../../shared/paging.ts';
import { Problem } from '../../shared/problem.ts';
import { byId, route } from '../../shared/route.ts';

const Thing = z.strictObject({ id: z.uuid(), name: z.string(), version: z.int() });
const ThingInput = z.strictObject({
  name: z.string().trim().min(1).max(20),
  tags: z
    .array(z.strictObject({ label: z.string().max(5) }))
    .max(3)
    .optional(),
  iban: z
    .string()
    .refine((value) => value === 'ok', { error: 'field.iban' })
    .optional(),
});
export const things = {
  get: route('GET /things/{id}', { summary: 'One', params: byId, response: Thing }),
  list: route('GET /things', {
    summary: 'Many',
    query: listQuery(['name']),
    response: z.strictObject({ query: z.unknown() }),
  }),
  create: route('POST /things', { summary: 'Make', body: ThingInput, response: Thing }),
  update: route('PATCH /things/{id}', { summary: 'Change', params: byId, body: ThingInput.partial(), response: Thing }),
  issue: route('POST /things/{id}/issue', { summary: 'Issue', params: byId, response: Thing, status: 200 }),
  file: route('PUT /things/file', {
    summary: 'Upload',
    rawBody: { contentTypes: ['image/png'], maxBytes: 1000 },
    response: Thing,
  }),
  link: route('GET /things/{id}/file', { summary: 'Link', params: byId, answer: 'redirect' }),
  broken: route('POST /broken', { summary: 'A bug', body: z.strictObject({}), response: Thing }),
  signIn: route('POST /come-in', { summary: 'A cookie', body: z.strictObject({}), response: Thing }),
  hook: route('POST /hook', {
    summary: 'A vendor',
    rawBody: { contentTypes: ['application/json'], maxBytes: 1000 },
    status: 204,
  }),
};

const Row = z.object({ id: z.string(), name: z.string() });
const tenantRow = (id: string) => query(Row, 'select id, name from tenants where id = $1', [id]);
/** How often the making verb has run, whatever came of it. */
export const made = { runs: 0 };

export const endpoints = [
  endpoint(things.get, { needs: 'tenant:read' }, async (ctx, { params }) => {
    const [rows] = await flush(ctx, [tenantRow(params.id)]);
    return { ...one(rows), version: 7 };
  }),
  endpoint(things.list, { needs: 'tenant:read' }, async (_, input) => ({ query: input.query })),
  endpoint(things.create, { needs: 'clients:write' }, async (ctx, { body }) => {
    made.runs += 1;
    const id = newId();
    const statements = [audit(ctx, 'thing.made', { subjectId: id })];
    if (body.name === 'two steps') {
      await inTenant(ctx, async (tx) => {
        await tx.read([query(z.object({ n: z.int() }), 'select 1 as n')]);
        tx.write(...statements);
      });
    } else if (body.name === 'both at once') {
      await Promise.all([flush(ctx, statements), flush(ctx, [audit(ctx, 'thing.seen')])]);
    } else if (body.name === 'both in turn') {
      await flush(ctx, statements);
      await flush(ctx, [audit(ctx, 'thing.seen')]);
    } else await flush(ctx, statements);
    if (body.name === 'refused') throw new Problem('conflict', 'conflict.exists');
    return { id, name: body.name, version: 1 };
  }),
  endpoint(things.update, { needs: 'clients:write' }, async (_, { params, body, ifMatch }) => {
    if (ifMatch !== 3) throw new Problem('changed');
    return { id: params.id, name: body.name ?? 'same', version: 4 };
  }),
  endpoint(things.issue, { needs: 'invoices:issue' }, async (ctx, { params }) => {
    await flush(ctx, [audit(ctx, 'thing.issued', { subjectId: params.id })]);
    return { id: params.id, name: 'issued', version: 2 };
  }),
  endpoint(things.file, { needs: 'tenant:write' }, async (_, { raw }) => ({
    id: newId(),
    name: String(raw.bytes.length),
    version: 1,
  })),
  endpoint(things.link, { needs: 'tenant:read' }, async () => redirect('https://blobs.example/x')),
  endpoint(things.broken, { needs: 'public' }, async () => {
    throw new Error('secret detail of a bug');
  }),
  endpoint(things.signIn, { needs: 'public', idempotent: false, rate: { points: 3, seconds: 60 } }, async () =>
    reply(
      { id: newId(), name: 'in', version: 1 },
      { setCookies: [{ audience: 'staff', value: 'abc', maxAgeSeconds: 60 }] },
    ),
  ),
  endpoint(things.hook, { needs: 'public' }, async () => undefined),
];
