// Column names from the contract, for statements that write a whole record as one JSON value.
import type * as z from 'zod';
import { snake } from '../../platform/table.ts';

export const columnsOf = (schema: z.ZodObject): string[] => Object.keys(schema.shape).map(snake);

/** The record with its keys as columns; what PostgreSQL's `jsonb_populate_record` reads. */
export const toColumns = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [snake(key), value]));
