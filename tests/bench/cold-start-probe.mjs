// Loads one file of functions as the worker would and says when the first one is registered: `node cold-start-probe.mjs <file>`.
import { createRequire } from 'node:module';
import { writeSync } from 'node:fs';
import Module from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
let isSaid = false;
const core = {
  version: '4.0.0',
  hostVersion: '4.0.0',
  setProgrammingModel: () => undefined,
  getProgrammingModel: () => undefined,
  registerHook: () => ({ dispose: () => undefined }),
  log: () => undefined,
  registerFunction: () => {
    if (!isSaid) writeSync(1, 'registered\n');
    isSaid = true;
    return { dispose: () => undefined };
  },
};
const load = Module._load;
Module._load = (request, ...rest) => (request === '@azure/functions-core' ? core : load(request, ...rest));
globalThis.require ??= require;
await import(pathToFileURL(process.argv[2]).href);
