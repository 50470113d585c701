// Stands in for `@azure/functions-core`, the module that Azure's worker gives to `@azure/functions` to register with.
import { registerHooks } from 'node:module';
import type { FunctionCallback, FunctionMetadata, HookCallback, HookName, ProgrammingModel } from './core-types.ts';

export type RegisteredFunction = { metadata: FunctionMetadata; callback: FunctionCallback };
export type LogSink = (level: string, category: string, message: string) => void;

export type Core = {
  functions: Map<string, RegisteredFunction>;
  hooks: Map<HookName, HookCallback[]>;
  /** State that the app's hooks share; Azure hands the same object to each of them. */
  appHookData: Record<string, unknown>;
  log: LogSink;
  /** Throws when the app never registered anything through `@azure/functions`. */
  model(): ProgrammingModel;
};

const moduleName = '@azure/functions-core';
const moduleUrl = 'crmfex-host:functions-core';
const slot = Symbol.for('crmfex.functions-core');

function createApi(core: Omit<Core, 'model'>, setModel: (model: ProgrammingModel) => void): Record<string, unknown> {
  return {
    version: '4.0.0',
    hostVersion: '4.1000.0',
    setProgrammingModel: setModel,
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => {
      if (core.functions.has(metadata.name)) {
        throw new Error(`A function with name "${metadata.name}" has already been registered.`);
      }
      core.functions.set(metadata.name, { metadata, callback });
      return { dispose: () => core.functions.delete(metadata.name) };
    },
    registerHook: (name: HookName, callback: HookCallback) => {
      const callbacks = core.hooks.get(name) ?? [];
      core.hooks.set(name, [...callbacks, callback]);
      return {
        dispose: () =>
          core.hooks.set(
            name,
            (core.hooks.get(name) ?? []).filter((one) => one !== callback),
          ),
      };
    },
    log: core.log,
  };
}

/** Makes `require('@azure/functions-core')` answer with this host's registry, from inside a bundle too. */
export function installCore(log: LogSink): Core {
  let model: ProgrammingModel | undefined;
  const core = { functions: new Map(), hooks: new Map(), appHookData: {}, log };
  const api = createApi(core, (given) => {
    model = given;
  });
  // The module below is loaded as source text, so the object is handed over on the global object.
  (globalThis as Record<symbol, unknown>)[slot] = api;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === moduleName ? { url: moduleUrl, format: 'commonjs', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === moduleUrl
        ? {
            format: 'commonjs',
            source: `module.exports = globalThis[Symbol.for('crmfex.functions-core')];`,
            shortCircuit: true,
          }
        : next(url, context),
  });
  return {
    ...core,
    model: () => {
      if (!model) throw new Error('The app registered no function: does "main" in package.json point to its bundle?');
      return model;
    },
  };
}
