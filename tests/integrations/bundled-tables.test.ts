// Reading and writing spreadsheets as it is deployed: bundled and split, where packages written as CommonJS behave otherwise.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { xlsxStream } from '../../functions/insight/exports/xlsx.ts';
import type { openCsv } from '../../functions/insight/imports/read-csv.ts';
import type { openXlsx } from '../../functions/insight/imports/read-xlsx.ts';
import type { RawRow } from '../../functions/insight/imports/refusal.ts';
import { banner } from '../../infra/local/bundle/functions.ts';
import { exportColumns } from '../../shared/tables/index.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'crmfex-tables-'));
type Tables = { xlsxStream: typeof xlsxStream; openXlsx: typeof openXlsx; openCsv: typeof openCsv };
let tables: Tables;

beforeAll(async () => {
  const insight = join(root, 'functions/insight');
  const entry = join(dir, 'entry.ts');
  const lines = [
    `export { xlsxStream } from ${JSON.stringify(`${insight}/exports/xlsx.ts`)};`,
    `export { openXlsx } from ${JSON.stringify(`${insight}/imports/read-xlsx.ts`)};`,
    `export { openCsv } from ${JSON.stringify(`${insight}/imports/read-csv.ts`)};`,
  ];
  writeFileSync(entry, lines.join('\n'));
  await build({
    entryPoints: [entry],
    outdir: join(dir, 'bundle'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    banner: { js: banner },
    logLevel: 'error',
  });
  tables = (await import(pathToFileURL(join(dir, 'bundle/entry.mjs')).href)) as Tables; // what the entry exports
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function rowsOf(rows: AsyncIterable<RawRow>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { cells } of rows) all.push(cells);
  return all;
}

test('an Excel file that the bundle wrote is read by the bundle', async () => {
  const columns = exportColumns('products').filter(({ key }) => ['code', 'name', 'vatRate'].includes(key));
  const stream = await tables.xlsxStream(
    columns,
    Readable.from([[{ code: '007', name: '=1+1', vatRate: '20' }]]),
    'tr',
  );
  const { rows } = await tables.openXlsx(await buffer(stream));
  expect(await rowsOf(rows)).toEqual([
    ['Kod', 'Ad', 'KDV (%)'],
    ['007', '=1+1', 20],
  ]);
});

test('and so is a text file', async () => {
  const { rows } = await tables.openCsv(async () => Readable.from([Buffer.from('Ad;Şehir\r\n"A;B";İzmir\r\n')]));
  expect(await rowsOf(rows)).toEqual([
    ['Ad', 'Şehir'],
    ['A;B', 'İzmir'],
  ]);
});
