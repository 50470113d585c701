// HTTP face of our own texts: which hold, for everybody; publishing, for the operator.
import { policyRoutes } from '../../../shared/policies.ts';
import { endpoint } from '../../platform/http.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { listPublications, publishedPolicies, publishPolicy } from './policies.ts';

export const policyEndpoints = [
  endpoint(policyRoutes.show, { needs: 'public' }, (ctx) => publishedPolicies(ctx)),
  operatorEndpoint(policyRoutes.publish, (ctx, { body }) => publishPolicy(ctx, body)),
  operatorEndpoint(policyRoutes.notices, (ctx) => listPublications(ctx)),
];
