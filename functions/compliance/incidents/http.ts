// HTTP face of the register of breaches, for the house's staff.
import { incidentRoutes } from '../../../shared/incidents.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { countAffected, listIncidents, noteIncident, openIncident } from './incidents.ts';

export const incidentEndpoints = [
  operatorEndpoint(incidentRoutes.list, (ctx, { query }) => listIncidents(ctx, query)),
  operatorEndpoint(incidentRoutes.open, (ctx, { body }) => openIncident(ctx, body)),
  operatorEndpoint(incidentRoutes.note, (ctx, { params, body }) => noteIncident(ctx, params.id, body)),
  operatorEndpoint(incidentRoutes.affected, (ctx, { body }) => countAffected(ctx, body)),
];
