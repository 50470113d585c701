// Rights of the people a business keeps data about: restriction of processing, objection to mails, the report of what is held, and the register of requests.
import * as z from 'zod';
import { AccessReport, AccessReportQuery } from './access-report.ts';
import { Day, Email, Instant, line, text } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';
import { Token } from './users.ts';

export const RestrictionInput = z.strictObject({ reason: line(500, 3) });
export type RestrictionInput = z.infer<typeof RestrictionInput>;

/** Somebody whose data are only kept: no mail, no reminder, no statement, no automation (GDPR art. 18, KVKK art. 11). */
export const Restriction = z.strictObject({
  id: z.uuid(),
  clientId: z.uuid(),
  /** Null: the client as a whole, with everybody there. */
  contactId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  reason: z.string(),
  restrictedAt: Instant,
  restrictedByName: z.string().nullable(),
  liftedAt: Instant.nullable(),
  liftedByName: z.string().nullable(),
});
export type Restriction = z.infer<typeof Restriction>;

/** That somebody wants no mails which are about no document of theirs, or wants them again; the last word counts. */
export const MailChoice = z.strictObject({
  email: z.string(),
  isWanted: z.boolean(),
  /** `oneClick`: the button of a mail program; `page`: the link in the mail; `staff`: somebody of the business on their behalf. */
  method: z.enum(['oneClick', 'page', 'staff']),
  at: Instant,
});
export type MailChoice = z.infer<typeof MailChoice>;

export const ClientRights = z.strictObject({
  /** In force and lifted, newest first. */
  restrictions: z.array(Restriction),
  /** The last word of each address of the client and its contacts. */
  choices: z.array(MailChoice),
});
export type ClientRights = z.infer<typeof ClientRights>;

export const requestKinds = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'portability',
  'other',
] as const;
export const RequestKind = z.enum(requestKinds);
export type RequestKind = z.infer<typeof RequestKind>;

export const requestOutcomes = ['done', 'partly', 'refused'] as const;
export const RequestOutcome = z.enum(requestOutcomes);
export type RequestOutcome = z.infer<typeof RequestOutcome>;

/** So long a business has to answer (KVKK art. 13: thirty days; GDPR art. 12: a month). */
export const answerWithinDays = 30;

export const PrivacyRequestInput = z.strictObject({
  kind: RequestKind,
  /** Who asks, as they named themselves. */
  name: line(200),
  /** Where they are answered. */
  email: Email.nullable(),
  clientId: z.uuid().nullable(),
  receivedDate: Day,
  details: text(2000).nullable(),
});
export type PrivacyRequestInput = z.infer<typeof PrivacyRequestInput>;

export const RequestAnswer = z.strictObject({
  answeredDate: Day,
  outcome: RequestOutcome,
  answer: text(2000).nullable(),
});
export type RequestAnswer = z.infer<typeof RequestAnswer>;

export const PrivacyRequest = PrivacyRequestInput.extend({
  id: z.uuid(),
  clientName: z.string().nullable(),
  dueDate: Day,
  answeredDate: Day.nullable(),
  outcome: RequestOutcome.nullable(),
  answer: z.string().nullable(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PrivacyRequest = z.infer<typeof PrivacyRequest>;

export const PrivacyRequestList = listQuery(['dueDate', 'receivedDate']).extend({
  state: z.enum(['open', 'answered', 'all']).optional(),
  clientId: z.uuid().optional(),
});
export type PrivacyRequestList = z.output<typeof PrivacyRequestList>;

/** What somebody who followed the link of a mail decides about. */
export const MailChoiceShown = z.strictObject({
  /** Of the business that writes. */
  businessName: z.string(),
  email: z.string(),
  isWanted: z.boolean(),
});
export type MailChoiceShown = z.infer<typeof MailChoiceShown>;

const byToken = z.strictObject({ token: Token });

const restrict = { params: byId, body: RestrictionInput, response: ClientRights, status: 200 };
const lift = { params: byId, response: ClientRights, status: 200 };

export const rightRoutes = {
  ofClient: route('GET /clients/{id}/rights', {
    summary: 'Restrictions and objections of a client and its people',
    params: byId,
    response: ClientRights,
  }),
  report: route('GET /clients/{id}/report', {
    summary: 'Everything kept about a client, or about one of its people alone',
    params: byId,
    query: AccessReportQuery,
    response: AccessReport,
  }),
  reportPdf: route('GET /clients/{id}/report/pdf', {
    summary: 'The same report as a PDF for the person whom it is about; no copy is kept',
    params: byId,
    query: AccessReportQuery,
    response: z.custom<Blob>(),
    answer: 'pdf',
  }),
  restrictClient: route('POST /clients/{id}/restrict', { summary: 'Restrict processing of a client', ...restrict }),
  liftClient: route('POST /clients/{id}/unrestrict', { summary: 'Lift the restriction of a client', ...lift }),
  restrictContact: route('POST /contacts/{id}/restrict', { summary: 'Restrict processing of a person', ...restrict }),
  liftContact: route('POST /contacts/{id}/unrestrict', { summary: 'Lift the restriction of a person', ...lift }),
  choose: route('POST /clients/{id}/mail-choices', {
    summary: 'Note on somebody’s behalf that they want no such mails, or want them again',
    params: byId,
    body: z.strictObject({ email: Email, isWanted: z.boolean() }),
    response: ClientRights,
    status: 200,
  }),
  /** RFC 8058: the mail program of the recipient posts `List-Unsubscribe=One-Click` here, without a cookie. */
  oneClick: route('POST /unsubscribe/{token}', {
    summary: 'One-click unsubscribe, as RFC 8058 has it',
    params: byToken,
    rawBody: { contentTypes: ['application/x-www-form-urlencoded', 'multipart/form-data'], maxBytes: 4096 },
    status: 204,
  }),
  shownChoice: route('POST /portal/mail-choice', {
    summary: 'Whether the address behind the link of a mail wants such mails',
    body: byToken,
    response: MailChoiceShown,
    status: 200,
  }),
  ownChoice: route('POST /portal/mail-choice/change', {
    summary: 'Say whether such mails are wanted, by the link of a mail',
    body: byToken.extend({ isWanted: z.boolean() }),
    response: MailChoiceShown,
    status: 200,
  }),
  list: route('GET /privacy-requests', {
    summary: 'Requests of people about their data, the most urgent first',
    query: PrivacyRequestList,
    response: page(PrivacyRequest),
  }),
  get: route('GET /privacy-requests/{id}', { summary: 'One request', params: byId, response: PrivacyRequest }),
  create: route('POST /privacy-requests', {
    summary: 'Enter a request into the register; its deadline begins on the day it was received',
    body: PrivacyRequestInput,
    response: PrivacyRequest,
  }),
  update: route('PATCH /privacy-requests/{id}', {
    summary: 'Correct what was entered of an open request (If-Match)',
    params: byId,
    body: PrivacyRequestInput.partial(),
    response: PrivacyRequest,
  }),
  answer: route('POST /privacy-requests/{id}/answer', {
    summary: 'Note that a request was answered, when and how',
    params: byId,
    body: RequestAnswer,
    response: PrivacyRequest,
    status: 200,
  }),
};
