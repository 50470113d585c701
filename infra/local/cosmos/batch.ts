// Batches: many operations in one request, all of them or none when atomic.
import { badRequest, CosmosError } from './cosmos-error.ts';
import { removeDocument, type Documents, type WriteMode } from './documents.ts';
import { patchItem, putItem, readItem, type Answer } from './items.ts';
import { isObject, type JsonObject } from './json.ts';
import { partitionFromHeader } from './partitions.ts';
import type { Container } from './resources.ts';

const operationsMax = 100;

export type Batch = {
  documents: Documents;
  container: Container;
  /** Of the request; an operation of a bulk request may name its own. */
  partition: string | null;
  isAtomic: boolean;
  /** Runs the work in a transaction that is undone when it returns false. */
  transaction(work: () => boolean): void;
};

type Result = { statusCode: number; requestCharge: number; eTag?: unknown; resourceBody?: unknown; message?: string };

export function runBatch(batch: Batch, operations: unknown): Answer {
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > operationsMax) {
    throw badRequest(`A batch holds 1 to ${operationsMax} operations.`);
  }
  if (!batch.isAtomic) return { status: 200, body: operations.map((operation) => resultOf(batch, operation)) };
  const results: Result[] = [];
  batch.transaction(() => {
    for (const operation of operations) {
      const result = resultOf(batch, operation);
      results.push(result);
      if (result.statusCode >= 400) return false;
    }
    return true;
  });
  const failed = results.findIndex((result) => result.statusCode >= 400);
  if (failed < 0) return { status: 200, body: results };
  const undone: Result = { statusCode: 424, requestCharge: 0 };
  return { status: 207, body: operations.map((_operation, index) => (index === failed ? results[failed] : undone)) };
}

function resultOf(batch: Batch, operation: unknown): Result {
  try {
    if (!isObject(operation)) throw badRequest('A batch operation is an object.');
    const { status, body } = answerOf(batch, operation);
    return { statusCode: status, requestCharge: 1, eTag: isObject(body) ? body._etag : undefined, resourceBody: body };
  } catch (error) {
    if (!(error instanceof CosmosError)) throw error;
    return { statusCode: error.status, requestCharge: 0, message: error.message };
  }
}

const writes = new Map<string, WriteMode>([
  ['Create', 'create'],
  ['Upsert', 'upsert'],
  ['Replace', 'replace'],
]);

function answerOf({ documents, container, partition: ofRequest }: Batch, operation: JsonObject): Answer {
  const own = typeof operation.partitionKey === 'string' ? operation.partitionKey : undefined;
  const partition = partitionFromHeader(container, own) ?? ofRequest;
  if (partition === null) throw badRequest('PartitionKey value must be supplied for this operation.');
  const { operationType: type, resourceBody: body } = operation;
  const id = String(operation.id);
  const condition = {
    ifMatch: typeof operation.ifMatch === 'string' ? operation.ifMatch : undefined,
    ifNoneMatch: typeof operation.ifNoneMatch === 'string' ? operation.ifNoneMatch : undefined,
  };
  const mode = typeof type === 'string' ? writes.get(type) : undefined;
  if (mode) return putItem(documents, container, partition, body, mode, condition);
  if (type === 'Read') return readItem(documents, container, partition, id, condition);
  if (type === 'Patch') return patchItem(documents, container, partition, id, body, condition);
  if (type !== 'Delete') throw badRequest(`The batch operation '${String(type)}' is not known.`);
  removeDocument(documents, container, partition, id, condition);
  return { status: 204 };
}
