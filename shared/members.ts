// Members of a business, invitations into it, and going from one business to another.
import * as z from 'zod';
import { Day, Email, Instant, Language, line } from './fields.ts';
import { Role } from './permissions.ts';
import { byId, route } from './route.ts';
import { Me, Password, Token } from './users.ts';

export const Member = z.strictObject({
  /** The person's id. */
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  pictureId: z.uuid().nullable(),
  joinedAt: Instant,
  /** Since when the business only keeps their data; null for whoever is not restricted. */
  restrictedAt: Instant.nullable(),
  /** When the person's account is deleted, if they asked for that: until then they may do nothing here. */
  leavesAt: Instant.nullable(),
});
export type Member = z.infer<typeof Member>;

/** That a business only keeps the data of a member (GDPR art. 18): they are out of it, and no mail of it goes to them. */
export const MemberRestriction = z.strictObject({
  id: z.uuid(),
  reason: z.string(),
  restrictedAt: Instant,
  restrictedByName: z.string().nullable(),
  liftedAt: Instant.nullable(),
  liftedByName: z.string().nullable(),
});
export type MemberRestriction = z.infer<typeof MemberRestriction>;

export const Invitation = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  inviterName: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  /** When the last mail left; null while it waits. */
  sentAt: Instant.nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

/** What somebody with the link of an invitation may know. */
export const InvitationView = z.strictObject({
  tenantName: z.string(),
  inviterName: z.string(),
  email: z.string(),
  role: Role,
  /** The address has an account: it signs in instead of choosing a password. */
  isKnown: z.boolean(),
  /** This browser is signed in with that account. */
  isSignedIn: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** What a person without an account says when they accept. */
export const NewPerson = z.strictObject({
  name: line(120),
  password: Password,
  /** Asked for the age gate only; never stored when refused. */
  birthDate: Day,
  language: Language,
  acceptedTermsVersion: z.string().max(40),
  acceptedPrivacyVersion: z.string().max(40),
});
export type NewPerson = z.infer<typeof NewPerson>;

export const memberRoutes = {
  list: route('GET /members', {
    summary: 'Members of the business and invitations that wait',
    response: z.strictObject({ members: z.array(Member), invitations: z.array(Invitation) }),
  }),
  update: route('PATCH /members/{id}', {
    summary: 'Give a member another role',
    params: byId,
    body: z.strictObject({ role: Role }),
    response: Member,
  }),
  remove: route('DELETE /members/{id}', { summary: 'Remove a member; their sessions here end', params: byId }),
  restrictions: route('GET /members/{id}/restrictions', {
    summary: 'Restrictions of a member, in force and lifted, newest first',
    params: byId,
    response: z.strictObject({ items: z.array(MemberRestriction) }),
  }),
  restrict: route('POST /members/{id}/restrict', {
    summary: 'Restrict processing of a member: out of this business until it is lifted',
    params: byId,
    body: z.strictObject({ reason: line(500, 3) }),
    response: Member,
    status: 200,
  }),
  unrestrict: route('POST /members/{id}/unrestrict', {
    summary: 'Lift the restriction of a member',
    params: byId,
    response: Member,
    status: 200,
  }),
  leave: route('POST /members/leave', { summary: 'Leave this business', body: z.strictObject({}) }),
  invite: route('POST /invitations', {
    summary: 'Invite somebody by mail',
    body: z.strictObject({ id: z.uuid().optional(), email: Email, role: Role }),
    response: Invitation,
  }),
  resend: route('POST /invitations/{id}/resend', {
    summary: 'Mail an invitation again; it is good for seven more days',
    params: byId,
    response: Invitation,
    status: 200,
  }),
  revoke: route('DELETE /invitations/{id}', { summary: 'Take an invitation back', params: byId }),
  look: route('POST /auth/invitations/look', {
    summary: 'What an invitation is about, by the token from the mail',
    body: z.strictObject({ token: Token }),
    response: InvitationView,
    status: 200,
  }),
  accept: route('POST /auth/invitations/accept', {
    summary: 'Join the business that invited; a new person is made with it',
    body: z.strictObject({ token: Token, person: NewPerson.optional() }),
    response: Me,
    status: 200,
  }),
  enter: route('POST /session/tenant', {
    summary: 'Go to another business of the same person; the session gets a new token',
    body: z.strictObject({ tenantId: z.uuid() }),
    response: Me,
    status: 200,
  }),
  found: route('POST /tenants', {
    summary: 'Found a further business and go there',
    body: z.strictObject({ name: line(200) }),
    response: Me,
  }),
};
