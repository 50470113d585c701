// Runs one function once, the way Azure's worker does: arguments, hooks, the function itself, hooks, outputs.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Core, RegisteredFunction } from './core-api.ts';
import type { CoreInvocationContext, HookName, InvocationResponse, TypedData } from './core-types.ts';
import type { History } from './history.ts';

export type InvocationInput = {
  /** What set it off, for the operator's page: `GET /api/clients`, `timer`, `queue invoice-pdf`. */
  cause: string;
  data: TypedData;
  triggerMetadata?: Record<string, TypedData>;
};

export type Invoke = (one: RegisteredFunction, input: InvocationInput) => Promise<InvocationResponse>;

export type InvokerOptions = {
  core: Core;
  history: History;
  functionTimeoutMs: number;
  /** Azure restarts the worker when a function overruns; the caller decides how. */
  onTimeout(functionName: string): void;
};

export function triggerNameOf({ metadata }: RegisteredFunction): string {
  const found = Object.entries(metadata.bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (!found) throw new Error(`The function ${metadata.name} has no trigger.`);
  return found[0];
}

function contextFor(one: RegisteredFunction, input: InvocationInput, log: Core['log']): CoreInvocationContext {
  const invocationId = randomUUID();
  const { metadata } = one;
  return {
    invocationId,
    metadata,
    log: (level, category, message) => log(level, category, `${metadata.name}: ${message}`),
    request: {
      invocationId,
      functionId: metadata.name,
      inputData: [{ name: triggerNameOf(one), data: input.data }],
      triggerMetadata: input.triggerMetadata ?? {},
      traceContext: { traceParent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01` },
    },
  };
}

async function run(core: Core, one: RegisteredFunction, ctx: CoreInvocationContext): Promise<InvocationResponse> {
  const model = core.model().getInvocationModel(ctx);
  const { context, inputs } = await model.getArguments();
  const shared = { hookData: {}, appHookData: core.appHookData, invocationContext: context };
  const callHooks = async (name: HookName, hookContext: Record<string, unknown>): Promise<void> => {
    for (const hook of core.hooks.get(name) ?? []) await hook(hookContext);
  };
  const before = { ...shared, functionCallback: one.callback, inputs };
  ctx.state = 'preInvocationHooks';
  await callHooks('preInvocation', before);
  const after: Record<string, unknown> = { ...shared, inputs: before.inputs, result: undefined, error: undefined };
  ctx.state = 'invocation';
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  ctx.state = 'postInvocationHooks';
  await callHooks('postInvocation', after);
  ctx.state = undefined;
  // A hook may clear or set the error, so it is read only now.
  if (after.error) throw after.error;
  return model.getResponse(context, after.result);
}

/** The one way in which triggers run functions. Rejects with what the function threw. */
export function createInvoker({ core, history, functionTimeoutMs, onTimeout }: InvokerOptions): Invoke {
  return async (one, input) => {
    const ctx = contextFor(one, input, core.log);
    const finish = history.begin({ id: ctx.invocationId, functionName: one.metadata.name, cause: input.cause });
    const timer = setTimeout(() => onTimeout(one.metadata.name), functionTimeoutMs);
    try {
      const response = await run(core, one, ctx);
      finish(null);
      return response;
    } catch (error) {
      finish(error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}
