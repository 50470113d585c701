// The first page of the own sign-in log.
import { userRoutes } from '@crmfex/shared/users.ts';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';

export const load = async () => ({ signIns: await loaded(api(userRoutes.signIns, { query: {} })) });
