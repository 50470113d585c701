// HTTP face of the designs of invoices.
import { designRoutes } from '../../../shared/invoice-designs.ts';
import { endpoint } from '../../platform/http.ts';
import { previewDesign } from './designs.ts';

/** Asked for in each pause of choosing a colour, once per design. */
const look = { needs: 'tenant:read', rate: { points: 240, seconds: 60 } } as const;

export const designEndpoints = [endpoint(designRoutes.preview, look, (ctx, { query }) => previewDesign(ctx, query))];
