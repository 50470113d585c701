// HTTP face of our own texts: which hold, for everybody; publishing, for the operator.
import { policyRoutes } from '../../../shared/policies.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { listPublications, publishedPolicies, publishPolicy } from './policies.ts';

// Nothing in it belongs to anybody: whoever stands between may keep it for a minute. What may be agreed to is asked of the database.
const shared = { 'cache-control': 'public, max-age=60' };

export const policyEndpoints = [
  endpoint(policyRoutes.show, { needs: 'public' }, async (ctx) =>
    reply(await publishedPolicies(ctx), { headers: shared }),
  ),
  operatorEndpoint(policyRoutes.publish, (ctx, { body }) => publishPolicy(ctx, body)),
  operatorEndpoint(policyRoutes.notices, (ctx) => listPublications(ctx)),
];
