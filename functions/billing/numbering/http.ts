// HTTP face of the numbers to come.
import { numberingRoutes } from '../../../shared/numbering.ts';
import { endpoint } from '../../platform/http.ts';
import { nextNumbers } from './numbering.ts';

export const numberingEndpoints = [endpoint(numberingRoutes.next, { needs: 'tenant:read' }, (ctx) => nextNumbers(ctx))];
