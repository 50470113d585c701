// What a part of an address may be: only these, so that a stranger's path is no page of the public site.
import { defineParams } from '@sveltejs/kit/params';
import { policyNames } from '@crmfex/shared/policies.ts';

export const params = defineParams({
  lang: (part) => (part === 'en' ? part : undefined),
  policy: (part) => policyNames.find((name) => name === part),
});
