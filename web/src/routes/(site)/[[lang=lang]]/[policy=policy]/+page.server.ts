// The version in force, rendered while the site is built.
import { error } from '@sveltejs/kit';
import { policyText } from '#lib/server/policies.ts';
import type { PageServerLoad } from './$types';

// A script asks which version was published; the text itself needs none.
export const csr = true;

export const load: PageServerLoad = ({ params }) => {
  const policy = policyText(params.policy, params.lang ?? 'tr');
  if (!policy) error(404);
  return { policy };
};
