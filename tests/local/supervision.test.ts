// However a start dies, nothing is left behind that the next start does not stop, and no committed row is lost.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { isAlive, trySignal } from '../../infra/local/process-identity.ts';
import { readRunRecord, type RunRecord } from '../../infra/local/run-record.ts';
import { PlatformFile } from '../../infra/local/platform-file.ts';
import { eventually } from './sample-host.ts';

const root = resolve(import.meta.dirname, '../..');
let base = 0;
let dataDir = '';
let children: ChildProcess[] = [];

beforeEach(async () => {
  base = await findFreePortBase();
  dataDir = join(root, '.data', `stores-${base}`);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGTERM');
  await eventually(
    async () => children.every(hasEnded),
    (ended) => ended,
  );
  children = [];
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

type Start = { child: ChildProcess; output(): string };

function begin(): Start {
  const args = [join(root, 'infra/local/dev-stores.ts'), '--port-base', String(base), '--durable'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  children.push(child);
  return { child, output: () => output };
}

async function start(): Promise<Start> {
  const started = begin();
  await eventually(
    async () => started.output(),
    (text) => text.includes('Ready.'),
    60_000,
  );
  return started;
}

function record(): RunRecord {
  const found = readRunRecord(dataDir);
  if (!found) throw new Error('There is no record of a run.');
  return found;
}

const partsAlive = ({ parts }: RunRecord): string[] =>
  Object.entries(parts).flatMap(([name, part]) => (isAlive(part.identity) ? [name] : []));

async function query(sql: string): Promise<unknown[]> {
  const { databaseAdminUrl } = PlatformFile.parse(JSON.parse(readFileSync(join(dataDir, 'platform.json'), 'utf8')));
  const client = new pg.Client({ connectionString: databaseAdminUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a killed supervisor leaves no process behind, and the next start finds the data', async () => {
  const { child } = await start();
  await query('create table kept as select 1 as n');
  const before = record();
  expect(partsAlive(before).sort()).toEqual(['azurite', 'postgres']);
  child.kill('SIGKILL');
  await eventually(
    async () => partsAlive(before),
    (alive) => alive.length === 0,
  );
  await start();
  expect(await query('select n from kept')).toEqual([{ n: 1 }]);
}, 120_000);

test('parts whose keeper was killed as well are stopped by the next start', async () => {
  const { child } = await start();
  const before = record();
  const keeper = (await processesOf('keeper.ts')).find((one) => one.command.includes(dataDir));
  trySignal(keeper?.pid ?? 0, 'SIGKILL');
  child.kill('SIGKILL');
  await eventually(
    async () => isAlive(before.supervisor),
    (alive) => !alive,
  );
  expect(partsAlive(before).sort()).toEqual(['azurite', 'postgres']);
  await start();
  expect(partsAlive(before)).toEqual([]);
}, 120_000);

test('a killed PostgreSQL comes back with its data, and so does Azurite', async () => {
  const { output } = await start();
  await query('create table kept as select 2 as n');
  for (const { identity } of Object.values(record().parts)) trySignal(identity.pid, 'SIGKILL');
  await eventually(
    async () => output(),
    (text) => text.includes('PostgreSQL is back.') && text.includes('Azurite is back.'),
    60_000,
  );
  expect(await query('select n from kept')).toEqual([{ n: 2 }]);
}, 120_000);

test('a second start in the same folder says that one runs, and disturbs nothing', async () => {
  await start();
  const before = record();
  const second = begin();
  await eventually(
    async () => hasEnded(second.child),
    (ended) => ended,
  );
  expect(second.child.exitCode).toBe(1);
  expect(second.output()).toContain(`already running here (process ${before.supervisor.pid})`);
  expect(record()).toEqual(before);
  expect(await query('select 3 as n')).toEqual([{ n: 3 }]);
}, 120_000);

test('a polite end stops everything and leaves no record', async () => {
  const { child } = await start();
  const before = record();
  child.kill('SIGTERM');
  await eventually(
    async () => hasEnded(child),
    (ended) => ended,
  );
  expect([child.exitCode, partsAlive(before), readRunRecord(dataDir)]).toEqual([0, [], null]);
}, 120_000);

/** Running processes whose command line contains a word. */
async function processesOf(word: string): Promise<{ pid: number; command: string }[]> {
  const child = spawn('ps', ['-eo', 'pid=,args='], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  return output
    .split('\n')
    .filter((line) => line.includes(word))
    .map((line) => ({ pid: Number(line.trim().split(' ')[0]), command: line }));
}
