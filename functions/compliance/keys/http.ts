// HTTP face of the rotation of keys, for the house's staff.
import { keyRoutes } from '../../../shared/operator-keys.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { resealAll, showKeys } from './keys.ts';

export const keyEndpoints = [
  operatorEndpoint(keyRoutes.show, (ctx) => showKeys(ctx)),
  operatorEndpoint(keyRoutes.reseal, (ctx) => resealAll(ctx)),
];
