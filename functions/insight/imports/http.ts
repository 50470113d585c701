// HTTP face of imports.
import { importRoutes } from '../../../shared/imports.ts';
import { endpoint, redirect } from '../../platform/http.ts';
import {
  createImport,
  errorFileLink,
  getImport,
  listImportErrors,
  listImports,
  mapImport,
  readImport,
  removeImport,
  startImport,
  undoImport,
} from './imports.ts';

const needs = { needs: 'tables:import' } as const;
// The answer holds an address that takes bytes: it is given once and stored nowhere.
const starting = { ...needs, idempotent: false, rate: { points: 30, seconds: 60 } } as const;

export const importEndpoints = [
  endpoint(importRoutes.list, needs, (ctx) => listImports(ctx)),
  endpoint(importRoutes.get, needs, (ctx, { params }) => getImport(ctx, params.id)),
  endpoint(importRoutes.create, starting, (ctx, { body }) => createImport(ctx, body)),
  endpoint(importRoutes.read, needs, (ctx, { params }) => readImport(ctx, params.id)),
  endpoint(importRoutes.map, needs, (ctx, { params, body }) => mapImport(ctx, params.id, body)),
  endpoint(importRoutes.start, needs, (ctx, { params, body }) => startImport(ctx, params.id, body.wrongRows)),
  endpoint(importRoutes.undo, needs, (ctx, { params }) => undoImport(ctx, params.id)),
  endpoint(importRoutes.errors, needs, (ctx, { params, query }) =>
    listImportErrors(ctx, params.id, Number(query.after ?? 0)),
  ),
  endpoint(importRoutes.errorFile, needs, async (ctx, { params }) => redirect(await errorFileLink(ctx, params.id))),
  endpoint(importRoutes.remove, needs, (ctx, { params }) => removeImport(ctx, params.id)),
];
