// The CRM wing: its endpoints and jobs.
import { addressEndpoints } from './addresses/http.ts';
import { clientMergeEndpoints } from './client-merges/http.ts';
import { clientEndpoints } from './clients/http.ts';
import { contactEndpoints } from './contacts/http.ts';
import { customFieldEndpoints } from './custom-fields/http.ts';
import { noteEndpoints } from './notes/http.ts';
import { productEndpoints } from './products/http.ts';
import { similarClientEndpoints } from './similar-clients/http.ts';
import { tagEndpoints } from './tags/http.ts';

export const endpoints = [
  ...clientEndpoints,
  ...contactEndpoints,
  ...addressEndpoints,
  ...clientMergeEndpoints,
  ...noteEndpoints,
  ...productEndpoints,
  ...similarClientEndpoints,
  ...tagEndpoints,
  ...customFieldEndpoints,
];
export const jobs = [];
export const schedules = [];
