// The people of the demo businesses: they sign up, invite and join by the links of their mails, as anybody would.
import { acceptInvitation } from '../../../functions/identity/invitations/answers.ts';
import { invite } from '../../../functions/identity/invitations/invitations.ts';
import { enterBusiness } from '../../../functions/identity/businesses/businesses.ts';
import { signUp } from '../../../functions/identity/sign-up/sign-up.ts';
import { verify } from '../../../functions/identity/sign-up/verify.ts';
import { tokenHash } from '../../../functions/platform/cookies.ts';
import type { Role } from '../../../shared/permissions.ts';
import { policies } from '../../../shared/policies.ts';
import type { Stage } from './stage.ts';

export type Person = { name: string; email: string };

export const password = 'bogaz-manzarasi-2026';
export const owner: Person = { name: 'Defne Karaca', email: 'demo@crmfex.example' };
export const accountant: Person = { name: 'Ozan Demir', email: 'muhasebe@crmfex.example' };
export const wholesaler: Person = { name: 'Nazlı Erdem', email: 'toptan@crmfex.example' };
export const salesman: Person = { name: 'Tolga Aksu', email: 'satis@crmfex.example' };

const birthDate = '1985-04-23';
const accepted = {
  acceptedTermsVersion: policies.terms.version,
  acceptedPrivacyVersion: policies.privacy.version,
};

/** Tokens travel in the fragment of a link. */
export function tokenIn(text: string | undefined): string {
  const token = /#([A-Za-z0-9_-]{43})/.exec(text ?? '')?.[1];
  if (!token) throw new Error('The mail holds no token.');
  return token;
}

function hashOf(session: string): Uint8Array {
  const hash = tokenHash(session);
  if (!hash) throw new Error('This is no session token.');
  return hash;
}

/** @returns the token of the session in which the founder goes on */
export async function found(stage: Stage, person: Person, tenantName: string): Promise<string> {
  await signUp(stage.stranger(), { ...person, password, birthDate, tenantName, language: 'tr', ...accepted });
  await stage.runJobs('mail');
  return (await verify(stage.stranger(), tokenIn(stage.mails.at(-1)?.text))).token;
}

/** @returns the token of the invitation, as its mail carries it */
export async function inviteTo(stage: Stage, token: string, email: string, role: Role): Promise<string> {
  await invite(stage.as(token, 'members:write'), { email, role });
  await stage.runJobs('invitation-mail');
  return tokenIn(stage.mails.at(-1)?.text);
}

/** @returns the token of the newcomer's session */
export async function joinAsNew(stage: Stage, invitation: string, { name }: Person): Promise<string> {
  const person = { name, password, birthDate, language: 'tr' as const, ...accepted };
  return (await acceptInvitation(stage.stranger(), { token: invitation, person, sessionHash: null })).token;
}

/** Joins with an account that is there and goes back to the business it was in. */
export async function joinAndReturn(stage: Stage, invitation: string, session: string, home: string): Promise<string> {
  const joined = await acceptInvitation(stage.stranger(), { token: invitation, sessionHash: hashOf(session) });
  return (await enterBusiness(stage.stranger(), hashOf(joined.token), home)).token;
}
