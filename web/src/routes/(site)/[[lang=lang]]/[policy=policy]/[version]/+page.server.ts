// One version of a policy, in force or former, at an address that never changes.
import { policyHistory, policyNames } from '@crmfex/shared/policies.ts';
import { error } from '@sveltejs/kit';
import { policyText } from '#lib/server/policies.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () =>
  policyNames.flatMap((policy) =>
    policyHistory[policy].flatMap(({ version }) => [
      { policy, version },
      { policy, version, lang: 'en' },
    ]),
  );

// A script asks which version was published; the text itself needs none.
export const csr = true;

export const load: PageServerLoad = ({ params }) => {
  const policy = policyText(params.policy, params.lang ?? 'tr', params.version);
  if (!policy) error(404);
  return { policy };
};
