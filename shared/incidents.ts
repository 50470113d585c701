// The house's register of breaches: what happened, the seventy-two hours, what was done; and whom it touches, business by business.
import * as z from 'zod';
import { Instant, line, text } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';

/** GDPR art. 33(1), and the Turkish Board's decision 2019/10 of 24 January 2019. */
export const tellWithinHours = 72;

export const IncidentInput = z.strictObject({ title: line(200, 3), noticedAt: Instant });
export type IncidentInput = z.infer<typeof IncidentInput>;

export const incidentEvents = [
  'note',
  'contained',
  'assessed',
  'authorityTold',
  'controllersTold',
  'peopleTold',
  'notToBeTold',
  'closed',
] as const;
export const IncidentEventInput = z.strictObject({
  kind: z.enum(incidentEvents),
  at: Instant,
  text: text(4000).min(3),
});
export type IncidentEventInput = z.infer<typeof IncidentEventInput>;

export const IncidentEvent = z.strictObject({
  kind: z.enum(incidentEvents),
  at: Instant,
  text: z.string(),
  writtenBy: z.string(),
});

export const Incident = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  noticedAt: Instant,
  openedBy: z.string(),
  /** Seventy-two hours after it was noticed. */
  dueAt: Instant,
  /** When the authority was told, or it was decided and noted that it need not be. */
  toldAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** Nobody was told in time, or nobody is told yet and the time is over. */
  isLate: z.boolean(),
  /** In the order in which things happened. */
  events: z.array(IncidentEvent),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentList = listQuery(['noticedAt']);
export type IncidentList = z.output<typeof IncidentList>;

export const AffectedInput = z.strictObject({
  /** Businesses by id; those of `userIds` are added. */
  tenantIds: z.array(z.uuid()).max(100),
  userIds: z.array(z.uuid()).max(100),
  from: Instant,
  to: Instant,
});
export type AffectedInput = z.infer<typeof AffectedInput>;

export const AffectedCategory = z.strictObject({
  category: z.string(),
  table: z.string(),
  /** Records there are, and how many of them were made, changed or used within the time asked for. */
  count: z.int(),
  inRangeCount: z.int(),
});
export const AffectedBusiness = z.strictObject({
  tenantId: z.uuid(),
  /** Whom to write to: the controller's owners. */
  ownerEmails: z.array(z.string()),
  members: z.int(),
  clients: z.int(),
  contacts: z.int(),
  mailRecipients: z.int(),
  records: z.array(AffectedCategory),
});
export type AffectedBusiness = z.infer<typeof AffectedBusiness>;

export const Affected = z.strictObject({
  from: Instant,
  to: Instant,
  businesses: z.array(AffectedBusiness),
  users: z.array(z.strictObject({ userId: z.uuid(), signInsInRange: z.int(), sessions: z.int() })),
});
export type Affected = z.infer<typeof Affected>;

export const incidentRoutes = {
  list: route('GET /operator/incidents', {
    summary: 'The register of breaches, the latest first',
    query: IncidentList,
    response: page(Incident),
  }),
  open: route('POST /operator/incidents', { summary: 'Enter a breach', body: IncidentInput, response: Incident }),
  note: route('POST /operator/incidents/{id}/events', {
    summary: 'Add what was found or done',
    params: byId,
    body: IncidentEventInput,
    response: Incident,
  }),
  affected: route('POST /operator/affected', {
    summary: 'Which categories and how many records and people of which businesses are touched',
    body: AffectedInput,
    response: Affected,
    status: 200,
  }),
};
