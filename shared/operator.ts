// What the house's own staff may ask: who they are, and what they and others have done.
import * as z from 'zod';
import { Instant } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { route } from './route.ts';

export const OperatorSelf = z.strictObject({ id: z.string(), name: z.string() });
export type OperatorSelf = z.infer<typeof OperatorSelf>;

/** One call of an operator; it has not ended as long as `status` is null. */
export const OperatorCall = z.strictObject({
  id: z.uuid(),
  beganAt: Instant,
  operatorName: z.string(),
  /** Method and path as the contract writes them. */
  call: z.string(),
  /** The ids that stood in the path. */
  params: z.record(z.string(), z.string()),
  status: z.int().nullable(),
  requestId: z.string(),
  address: z.string().nullable(),
});
export type OperatorCall = z.infer<typeof OperatorCall>;

export const OperatorCallList = listQuery(['beganAt']);
export type OperatorCallList = z.output<typeof OperatorCallList>;

export const operatorRoutes = {
  self: route('GET /operator/self', { summary: 'Whom the token names', response: OperatorSelf }),
  calls: route('GET /operator/calls', {
    summary: 'What operators did, newest first',
    query: OperatorCallList,
    response: page(OperatorCall),
  }),
};
