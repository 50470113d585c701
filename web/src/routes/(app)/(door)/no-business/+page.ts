// Who has come in without a business; whoever is leaving has another page.
import { userRoutes } from '@crmfex/shared/users.ts';
import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { lookAtLeaving } from '#lib/leaving.ts';
import { loaded, together } from '#lib/load.ts';
import { to } from '#lib/route.ts';

export const load = async () => {
  const { self, outlook } = await loaded(together({ self: api(userRoutes.self), outlook: lookAtLeaving() }));
  if (outlook.closing) redirect(307, to.leaving());
  return { self };
};
