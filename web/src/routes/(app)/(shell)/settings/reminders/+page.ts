// The plan of reminders, and what it would send in the next seven days.
import { reminderRoutes } from '@crmfex/shared/reminders.ts';
import { statementMailRoutes } from '@crmfex/shared/statement-mails.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';

export const load = async ({ depends }: { depends: (name: `app:${string}`) => void }) => {
  depends(depend.tenant);
  depends(depend.invoices);
  const [plan, upcoming, statements] = await loaded(
    Promise.all([api(reminderRoutes.plan), api(reminderRoutes.upcoming), api(statementMailRoutes.plan)]),
  );
  return { plan, upcoming: upcoming.items, statements };
};
