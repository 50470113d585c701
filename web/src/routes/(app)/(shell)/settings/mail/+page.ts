// Through which server the mails of the business leave.
import { mailServerRoutes } from '@crmfex/shared/mail-server.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';

export const load = async ({ depends }: { depends: (name: `app:${string}`) => void }) => {
  depends(depend.tenant);
  return await loaded(api(mailServerRoutes.get));
};
