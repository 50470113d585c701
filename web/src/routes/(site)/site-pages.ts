// The pages of the public site, as the map for search engines lists them.
import { policyNames } from '@crmfex/shared/policies.ts';

export const sitePages: readonly string[] = [
  '',
  'features',
  'pricing',
  'contact',
  'promises',
  'cookies',
  ...policyNames,
];
