// The local Functions host: loads the app's bundle as Azure would and serves its HTTP, timer, queue and blob triggers.
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { installCore, type Core, type LogSink } from './core-api.ts';
import { createHistory } from './history.ts';
import { readHostJson } from './host-json.ts';
import { createHttpServer, httpRoutes } from './http.ts';
import { createInvoker } from './invoke.ts';
import { createOperator } from './operator.ts';
import { assertServable, startTriggers } from './triggers.ts';

export type HostOptions = {
  /** The folder with host.json and package.json, whose `main` names the bundle. */
  appDir: string;
  port: number;
  stateDir: string;
  log: LogSink;
  onTimeout(functionName: string): void;
};

export type RunningHost = { functionCount: number; stop(): Promise<void> };

const drainMs = 10_000;

async function loadApp(appDir: string): Promise<void> {
  const { main } = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')));
  await import(pathToFileURL(join(appDir, main)).href);
}

async function callLifeHooks(core: Core, name: 'appStart' | 'appTerminate', appDir: string): Promise<void> {
  const context = { hookData: {}, appHookData: core.appHookData, functionAppDirectory: appDir };
  for (const hook of core.hooks.get(name) ?? []) await hook(context);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** Starts the app. Rejects with a sentence when it registers something this host cannot serve. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { appDir, port, stateDir, log, onTimeout } = options;
  const host = readHostJson(appDir);
  const core = installCore(log);
  await loadApp(appDir);
  const functions = [...core.functions.values()];
  functions.forEach(assertServable);
  const capabilities = await core.model().getCapabilities({});
  if (capabilities.HttpUri)
    throw new Error('HTTP streaming is switched on in the app; crmFEX and this host do without.');
  await callLifeHooks(core, 'appStart', appDir);

  const history = createHistory();
  const invoke = createInvoker({ core, history, functionTimeoutMs: host.functionTimeoutMs, onTimeout });
  const routes = httpRoutes(functions, host.routePrefix);
  const triggers = await startTriggers(functions, { core, invoke, host, stateDir });
  const operator = createOperator({ functions, routes, triggers, history });
  const server = createHttpServer({ core, invoke, routes, operator });
  await listen(server, port);

  return {
    functionCount: functions.length,
    stop: async () => {
      for (const trigger of triggers) trigger.stop();
      const closed = closeServer(server);
      const left = await history.drained(drainMs);
      if (left > 0) log('warning', 'host', `${left} invocations did not end within ${drainMs / 1000} s.`);
      await callLifeHooks(core, 'appTerminate', appDir);
      server.closeAllConnections();
      await closed;
    },
  };
}
