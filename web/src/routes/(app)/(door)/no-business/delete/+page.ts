// What the deletion of the own account means for somebody who belongs to no business.
import { redirect } from '@sveltejs/kit';
import { lookAtLeaving } from '#lib/leaving.ts';
import { loaded } from '#lib/load.ts';
import { to } from '#lib/route.ts';

export const load = async () => {
  const outlook = await loaded(lookAtLeaving());
  if (outlook.closing) redirect(307, to.leaving());
  return { outlook };
};
