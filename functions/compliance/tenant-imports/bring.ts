// Everything of an export into an empty business: files first, then all rows in one transaction, checked before anybody sees them.
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import type { FormerMember } from '../../../shared/tenant-imports.ts';
import type { Ports } from '../../integrations/ports.ts';
import { literal, type Keeper } from '../../platform/maintenance.ts';
import { command, query } from '../../platform/statement.ts';
import { firstBroken, type Broken } from './checks.ts';
import { settingsKept, tablesPassedOver } from './decisions.ts';
import { eachLine } from './each-line.ts';
import { bringFiles, filesOf } from './files.ts';
import { lineChecker, type CheckedLines } from './lines.ts';
import { checkLog } from './log.ts';
import { holdAgainst, type Listing, type Manifest } from './manifest.ts';
import type { ExportedTable } from '../tenant-exports/tables.ts';
import { readPlan, type Plan, type PlannedTable } from './plan.ts';
import type { ZipReader } from './read-zip.ts';
import { Refusal } from './refusal.ts';
import { insertStaged, openStage, stageInto, updateSettings, type People } from './rows.ts';

export type Bringing = {
  keeper: Keeper;
  ports: Pick<Ports, 'containers'>;
  zip: ZipReader;
  manifest: Manifest;
  tenantId: string;
  /** Who imports. */
  ownerId: string;
  at: Date;
  /** Grows on the way, for whoever watches. */
  counts: { rows: number; files: number };
};

const listingOf = ({ manifest }: Bringing, table: string): Listing | undefined =>
  manifest.files.find((one) => one.table === table);

function checkTables({ manifest }: Bringing, { known, migrations }: Plan): boolean {
  if (!migrations.includes(manifest.migration)) throw new Refusal('migration', { migration: manifest.migration });
  const isSame = manifest.migration === migrations.at(-1);
  for (const { table } of manifest.files)
    if (table !== undefined && table !== 'people' && !known.has(table)) throw new Refusal('table', { table });
  for (const name of [...(isSame ? known.keys() : []), 'people', 'tenants'])
    if (!manifest.files.some(({ table }) => table === name))
      throw new Refusal('missing', { path: `tables/${name}.jsonl` });
  return isSame;
}

/** Reads an entry for its hash alone, or for its lines. */
async function readThrough({ zip }: Bringing, listing: Listing, each?: (line: string) => void): Promise<void> {
  const sink = each ? eachLine(each) : new PassThrough().resume();
  holdAgainst(listing, await zip.read(listing.path, sink));
}

type LinesOf = (table: ExportedTable) => CheckedLines;

async function bringTable(work: Bringing, table: PlannedTable, people: People, linesOf: LinesOf): Promise<void> {
  const listing = listingOf(work, table.name);
  if (!listing) return;
  const { keeper, zip, counts } = work;
  const lines = linesOf(table);
  const stage = stageInto(keeper);
  const before = counts.rows;
  lines.on('data', () => (counts.rows = before + lines.lineCount()));
  const staging = pipeline(lines, stage);
  staging.catch(() => undefined);
  const measured = await zip.read(listing.path, lines).catch(async (error: unknown) => {
    lines.destroy();
    await staging.catch(() => undefined);
    throw error;
  });
  await staging;
  holdAgainst(listing, measured);
  const columns = lines.columns();
  if (listing.rows !== measured.lineCount) throw new Refusal('hash', { path: listing.path });
  if (columns)
    await insertStaged(keeper, table, columns, people).catch((error: unknown) => {
      const isOlder = error instanceof Refusal && error.key === 'olderColumn';
      throw isOlder ? new Refusal(error.key, { ...error.detail, migration: work.manifest.migration }) : error;
    });
}

/** The one row of the settings, which is of the business that was exported and of no other. */
async function bringSettings(work: Bringing, { known }: Plan, linesOf: LinesOf): Promise<void> {
  const [table, listing] = [known.get('tenants'), listingOf(work, 'tenants')];
  if (!table || !listing) throw new Refusal('missing', { path: 'tables/tenants.jsonl' });
  const { keeper, manifest, zip } = work;
  const check = linesOf(table);
  const rows: string[] = [];
  const reading = pipeline(
    check,
    eachLine((line) => void rows.push(line)),
  );
  reading.catch(() => undefined);
  const measured = await zip.read(listing.path, check);
  await reading;
  holdAgainst(listing, measured);
  const [row = ''] = rows;
  const isOwn = rows.length === 1 && (JSON.parse(row) as { id: unknown }).id === manifest.tenant_id;
  if (!isOwn) throw new Refusal('row', { table: 'tenants', line: rows.length, reason: 'id' });
  const columns = (check.columns() ?? []).filter((column) => !settingsKept.includes(column));
  await updateSettings(keeper, columns, `${row}\n`);
}

const Filled = z.strictObject({ found: z.string().nullable() });
const filled = query(Filled, 'select app.first_filled_table() as found');

async function refuseFilled({ keeper }: Bringing): Promise<void> {
  const [row] = await keeper.read(filled);
  if (row?.found) throw new Refusal('notEmpty', { table: row.found });
}

const Count = z.strictObject({ n: z.int() });

/**
 * Nobody adds to the business from here until the end: whatever names it waits for this row. What came in meanwhile is more than the
 * file brought.
 */
async function refuseMeanwhile(work: Bringing, { tables }: Plan): Promise<void> {
  const { keeper } = work;
  await keeper.execute('select from public.tenants where id = app.tenant_id() for update');
  for (const { name } of tables) {
    const [row] = await keeper.read(
      query(Count, `select count(*)::int as n from public.${name} where tenant_id = app.tenant_id()`),
    );
    if (row?.n !== (listingOf(work, name)?.rows ?? 0)) throw new Refusal('notEmpty', { table: name });
  }
}

/** The line of the row that breaks a rule, for the sentence that names it. */
async function refusalOf(work: Bringing, { table, rule, id }: Broken): Promise<Refusal> {
  const [listing, line] = [listingOf(work, table), { found: 0, seen: 0 }];
  const look = (text: string) => {
    line.seen += 1;
    if (text.includes(`"id":"${id}"`)) line.found = line.seen;
  };
  if (listing) await readThrough(work, listing, look);
  return new Refusal('books', { table, line: line.found, rule });
}

const filesBrought = ({ manifest }: Bringing) => {
  const files = filesOf(manifest);
  return command(
    `insert into files_brought select path, size_bytes, decode(sha256, 'hex')
     from unnest($1::text[], $2::bigint[], $3::text[]) as b (path, size_bytes, sha256)`,
    [files.map(({ path }) => path), files.map(({ bytes }) => bytes), files.map(({ sha256 }) => sha256)],
  );
};

const Member = z.strictObject({ id: z.uuid() });
const membersOf = (tenantId: string) =>
  query(Member, 'select user_id as id from members where tenant_id = $1', [tenantId]);

async function bringRows(work: Bringing, plan: Plan, linesOf: LinesOf): Promise<void> {
  const { keeper, tenantId, ownerId } = work;
  const memberIds = (await keeper.read(membersOf(tenantId))).map(({ id }) => id);
  await keeper.execute(
    'create temp table files_brought (path text primary key, size_bytes bigint, sha256 bytea) on commit drop',
  );
  await keeper.execute('grant select on files_brought to app_import');
  await keeper.read(filesBrought(work));
  // The series that a business is founded with make room for those of the file.
  await keeper.execute(`delete from public.number_series where tenant_id = ${literal(tenantId)}`);
  await openStage(keeper, tenantId);
  await refuseFilled(work);
  for (const table of plan.tables) await bringTable(work, table, { ownerId, memberIds }, linesOf);
  await refuseMeanwhile(work, plan);
  await bringSettings(work, plan, linesOf);
  const broken = await firstBroken(keeper);
  if (broken) throw await refusalOf(work, broken);
}

const Person = z.object({ name: z.string().max(200), email: z.string().max(254), role: z.string().max(40) });

async function readPeople(work: Bringing): Promise<FormerMember[]> {
  const people: FormerMember[] = [];
  const listing = listingOf(work, 'people');
  if (!listing) return people;
  await readThrough(work, listing, (line) => {
    if (people.length >= 1_000) throw new Refusal('tooMany', { max: 1_000 });
    const person = z.preprocess((text) => JSON.parse(String(text)) as unknown, Person).safeParse(line);
    if (!person.success) throw new Refusal('row', { table: 'people', line: people.length + 1, reason: 'JSON' });
    const { name, email, role } = person.data;
    people.push({ name, email, role });
  });
  return people;
}

export type Steps = {
  /** First in the transaction of the rows: throws when somebody else has brought them. */
  claim(): Promise<void>;
  /** Last in it. Both run as the maintenance login. */
  keep(people: readonly FormerMember[]): Promise<void>;
};

/**
 * Brings files and rows; the log is left to whoever knows that the rows are kept.
 * @throws Refusal when the file is at fault; then no row is there, and whoever called removes the files
 */
export async function bringBusiness(work: Bringing, { claim, keep }: Steps): Promise<void> {
  const { keeper, zip, manifest, counts, at } = work;
  const plan = await readPlan(keeper);
  const isSameMigration = checkTables(work, plan);
  const check = await lineChecker();
  const linesOf: LinesOf = (table) => check({ table, isSameMigration, from: manifest.tenant_id, to: work.tenantId });
  for (const listing of manifest.files)
    if (
      listing.path === 'schema.json' ||
      (listing.table && listing.table !== 'tenants' && listing.table in tablesPassedOver)
    )
      await readThrough(work, listing);
  await checkLog(zip, manifest, at);
  const people = await readPeople(work);
  await bringFiles(work, zip, manifest, (files) => (counts.files = files));
  await keeper.transaction(async () => {
    await claim();
    await bringRows(work, plan, linesOf);
    await keeper.execute('reset role');
    await keep(people);
  });
}
