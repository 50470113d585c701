// One way to bring five thousand clients into a database of its own, in a process of its own, which says how long it took and what memory it held.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { newId } from '../../shared/ids.ts';
import { makeImportWorld } from '../support/import-world.ts';

const [, , variant = '', count = '5000'] = process.argv;
const people = Array.from({ length: Number(count) }, (_, place) => ({
  id: newId(),
  name: `Çınar Gıda ${place} Ltd. Şti.`,
  email: `muhasebe${place}@cinar.example`,
  phone: `+90 212 ${String(5_550_000 + place)}`,
  city: ['İstanbul', 'İzmir', 'Şanlıurfa', 'Eskişehir'][place % 4] ?? '',
}));
type World = Awaited<ReturnType<typeof makeImportWorld>>;

/** As a person brings the file: read, checked, run, each row remembered so that it can be taken back. */
async function imported(world: World): Promise<number> {
  const head = 'Müşteri Adı;E-posta;Telefon;Şehir';
  const text = [head, ...people.map(({ name, email, phone, city }) => [name, email, phone, city].join(';'))].join('\n');
  const done = await world.whole('clients', text);
  if (done.createdCount !== people.length) throw new Error(`Only ${done.createdCount} rows came in.`);
  return Buffer.byteLength(text);
}

/** One statement with all rows, into the same table with its triggers. */
async function inserted({ database, world }: World): Promise<number> {
  const rows = JSON.stringify(people);
  await database.admin.query(
    `insert into clients (tenant_id, id, kind, name, email, phone, city, country)
     select $1, r.id, 'company', r.name, r.email, r.phone, r.city, 'TR'
     from jsonb_to_recordset($2::jsonb) as r(id uuid, name text, email text, phone text, city text)`,
    [world.tenantId, rows],
  );
  return Buffer.byteLength(rows);
}

/** The bare COPY of the rows, likewise. */
async function copied({ database, world }: World): Promise<number> {
  const lines = people.map(({ id, name, email, phone, city }) =>
    [world.tenantId, id, 'company', name, email, phone, city, 'TR'].join('\t'),
  );
  const text = `${lines.join('\n')}\n`;
  const into = copyFrom('copy clients (tenant_id, id, kind, name, email, phone, city, country) from stdin');
  await pipeline(Readable.from([text]), database.admin.query(into));
  return Buffer.byteLength(text);
}

const variants: Record<string, (world: World) => Promise<number>> = {
  import: imported,
  insert: inserted,
  copy: copied,
  nothing: async () => 0,
};

const world = await makeImportWorld();
try {
  const startedAt = performance.now();
  const byteCount = (await variants[variant]?.(world)) ?? 0;
  const tookMs = performance.now() - startedAt;
  console.log(JSON.stringify({ tookMs, byteCount, memoryBytes: process.resourceUsage().maxRSS * 1024 }));
} finally {
  await world.close();
}
