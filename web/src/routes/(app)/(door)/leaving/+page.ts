// Whether the account is being deleted; whoever stays has nothing to do here.
import { redirect } from '@sveltejs/kit';
import { lookAtLeaving } from '#lib/leaving.ts';
import { loaded } from '#lib/load.ts';
import { to } from '#lib/route.ts';

export const load = async () => {
  const { closing, email } = await loaded(lookAtLeaving());
  if (!closing) redirect(307, to.home());
  return { closing, email };
};
