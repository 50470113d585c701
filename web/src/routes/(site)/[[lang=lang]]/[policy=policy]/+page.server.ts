// The version in force, rendered while the site is built.
import { error } from '@sveltejs/kit';
import { policyText } from '#lib/server/policies.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
  const policy = policyText(params.policy, params.lang ?? 'tr');
  if (!policy) error(404);
  return { policy };
};
