// HTTP face of a client's timeline.
import { noteRoutes } from '../../../shared/notes.ts';
import { endpoint } from '../../platform/http.ts';
import { getClientTimeline } from './client-timeline.ts';

export const clientTimelineEndpoints = [
  endpoint(noteRoutes.timeline, { needs: 'invoices:read' }, (ctx, { params, query }) =>
    getClientTimeline(ctx, params.id, query),
  ),
];
