// HTTP face of exports.
import { exportRoutes } from '../../../shared/exports.ts';
import { endpoint, redirect } from '../../platform/http.ts';
import { createExport, exportLink, getExport } from './exports.ts';

const needs = { needs: 'tables:export' } as const;

export const exportEndpoints = [
  endpoint(exportRoutes.create, { ...needs, rate: { points: 20, seconds: 60 } }, (ctx, { body }) =>
    createExport(ctx, body),
  ),
  endpoint(exportRoutes.get, needs, (ctx, { params }) => getExport(ctx, params.id)),
  endpoint(exportRoutes.content, needs, async (ctx, { params }) => redirect(await exportLink(ctx, params.id))),
];
