// The Functions host as a part of the supervisor: a process of its own, restarted when the app crashes.
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from './settings.ts';
import type { ProcessPart } from './supervisor.ts';

export type FunctionsOptions = {
  appDir: string;
  dataDir: string;
  port: number;
  settings: Settings;
  operatorKey?: string;
};

const readyWithinMs = 60_000;

function spawnHost({ appDir, dataDir, port, settings, operatorKey }: FunctionsOptions, logFile: string): ChildProcess {
  const stateDir = join(dataDir, 'functions');
  mkdirSync(stateDir, { recursive: true });
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const log = openSync(logFile, 'a');
  const script = fileURLToPath(new URL('host/main.ts', import.meta.url));
  const child = fork(script, ['--app', appDir, '--port', String(port), '--state', stateDir], {
    cwd: appDir,
    // The host asks as an operator for its page; the app itself has no use for the key.
    env: { ...process.env, ...settings, LOCAL_OPERATOR_KEY: operatorKey ?? '' },
    stdio: ['ignore', log, log, 'ipc'],
    execArgv: ['--enable-source-maps'],
    detached: true,
  });
  closeSync(log);
  child.on('error', () => undefined);
  return child;
}

function waitForHost(child: ChildProcess, logFile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      const log = readFileSync(logFile, 'utf8').trim().slice(-1500);
      reject(new Error(`The Functions host did not start.\n${log}`));
    };
    const timer = setTimeout(fail, readyWithinMs);
    child.once('message', () => {
      clearTimeout(timer);
      child.off('exit', fail);
      resolve();
    });
    child.once('exit', fail);
    if (child.exitCode !== null || child.signalCode !== null) fail();
  });
}

export function functionsPart(options: FunctionsOptions): ProcessPart {
  const logFile = join(options.dataDir, 'logs', 'functions.log');
  return {
    name: 'functions',
    title: 'The Functions host',
    signal: 'SIGTERM',
    spawn: () => spawnHost(options, logFile),
    ready: (child) => waitForHost(child, logFile),
  };
}
