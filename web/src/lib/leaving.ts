// The acts that end one's own account, or keep it after all.
import { accountClosingRoutes, type AccountOutlook } from '@crmfex/shared/account-closings.ts';
import { goto } from '$app/navigation';
import { api } from './api.ts';
import { to } from './route.ts';
import { sessionLeft } from './session.svelte.ts';

export const lookAtLeaving = (): Promise<AccountOutlook> => api(accountClosingRoutes.look);

/** From here on nothing but the way back is open. */
export async function leaveForGood(email: string): Promise<void> {
  await api(accountClosingRoutes.ask, { body: { email: email.trim() } });
  sessionLeft();
  await goto(to.leaving(), { replace: true });
}

export async function stayAfterAll(): Promise<void> {
  await api(accountClosingRoutes.takeBack);
  await goto(to.home(), { replace: true });
}

/** The person's own time zone: an account belongs to no business. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
