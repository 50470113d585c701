// What can be done with the team, with invitations, and between businesses.
import { type Invitation, type Member, type NewPerson, memberRoutes } from '@crmfex/shared/members.ts';
import type { Role } from '@crmfex/shared/permissions.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { setLanguage } from './language.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';
import { to } from './route.ts';
import { sessionBegan, sessionLeft } from './session.svelte.ts';

export const roleNames: Record<Role, () => string> = {
  owner: m.members_role_owner,
  admin: m.members_role_admin,
  accountant: m.members_role_accountant,
  sales: m.members_role_sales,
  viewer: m.members_role_viewer,
};

/** What a role may do, in a sentence. */
export const roleTexts: Record<Role, () => string> = {
  owner: m.members_role_owner_text,
  admin: m.members_role_admin_text,
  accountant: m.members_role_accountant_text,
  sales: m.members_role_sales_text,
  viewer: m.members_role_viewer_text,
};

async function act(work: () => Promise<void>) {
  try {
    await work();
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
  await invalidate(depend.members);
}

export async function invite(typed: { email: string; role: Role }, key: string): Promise<void> {
  await api(memberRoutes.invite, { body: { ...typed, email: typed.email.trim() }, idempotencyKey: key });
  await invalidate(depend.members);
  toast(m.members_invited({ email: typed.email }));
}

export const resend = ({ id, email }: Invitation) =>
  act(async () => {
    await api(memberRoutes.resend, { params: { id } });
    toast(m.members_invited({ email }));
  });

/** Taken back at once; undoing is inviting again. */
export const revoke = ({ id, email, role }: Invitation) =>
  act(async () => {
    await api(memberRoutes.revoke, { params: { id } });
    const again = () => void act(async () => void (await api(memberRoutes.invite, { body: { email, role } })));
    toast(m.members_revoked({ email }), { action: { label: m.members_invite_again(), run: again } });
  });

export const changeRole = ({ id, name, role: before }: Member, role: Role) =>
  act(async () => {
    await api(memberRoutes.update, { params: { id }, body: { role } });
    const back = () =>
      void act(async () => void (await api(memberRoutes.update, { params: { id }, body: { role: before } })));
    toast(m.members_role_changed({ name, role: roleNames[role]() }), { action: { label: m.undo(), run: back } });
  });

/** Throws `Problem`: the dialog that asked shows it. */
export async function removeMember({ id, name }: Member): Promise<void> {
  await api(memberRoutes.remove, { params: { id } });
  await invalidate(depend.members);
  toast(m.members_removed({ name }));
}

/** Throws `Problem`: the dialog that asked shows it. */
export async function restrictMember({ id, name }: Member, reason: string): Promise<void> {
  await api(memberRoutes.restrict, { params: { id }, body: { reason } });
  await invalidate(depend.members);
  toast(m.members_restricted_toast({ name }));
}

/** Throws `Problem`: the dialog that asked shows it. */
export async function liftMember({ id, name }: Member): Promise<void> {
  await api(memberRoutes.unrestrict, { params: { id } });
  await invalidate(depend.members);
  toast(m.members_lifted_toast({ name }));
}

export async function leaveBusiness(): Promise<void> {
  await api(memberRoutes.leave, { body: {} });
  sessionLeft();
  await goto(to.signIn(), { replace: true });
}

/** Everything on screen belongs to the old business, so the app begins anew. */
function beginAnew(path: string = to.home()): void {
  location.assign(path);
}

export async function enterBusiness(tenantId: string, path?: string): Promise<void> {
  try {
    await api(memberRoutes.enter, { body: { tenantId } });
    beginAnew(path);
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

export async function foundBusiness(name: string): Promise<void> {
  await api(memberRoutes.found, { body: { name } });
  beginAnew();
}

export const lookAtInvitation = (token: string) => api(memberRoutes.look, { body: { token } });

export async function acceptInvitation(token: string, person?: NewPerson): Promise<void> {
  const me = await api(memberRoutes.accept, { body: { token, ...(person ? { person } : {}) } });
  sessionBegan(me);
  setLanguage(me.user.language);
  beginAnew();
}
