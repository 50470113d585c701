// Mails of a document and the links to the portal that they carry.
import * as z from 'zod';
import { Email, Instant, line, text } from './fields.ts';
import { MailKind } from './mail-templates.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';

/** `unknown`: handed over without ever an answer, several times; it may have arrived, so it is not repeated by itself. */
export const DeliveryMailState = z.enum(['queued', 'accepted', 'delivered', 'opened', 'bounced', 'failed', 'unknown']);
export type DeliveryMailState = z.infer<typeof DeliveryMailState>;

/** Where a mail may go from where it stands; events that would go backwards are kept but move nothing. */
const moves: Record<DeliveryMailState, readonly DeliveryMailState[]> = {
  queued: ['accepted', 'delivered', 'opened', 'bounced', 'failed', 'unknown'],
  accepted: ['delivered', 'opened', 'bounced', 'failed'],
  delivered: ['opened', 'bounced'],
  opened: [],
  bounced: [],
  // An earlier try without an answer may have arrived after all; what was dropped never is `processed` afterwards.
  failed: ['queued', 'delivered', 'opened', 'bounced'],
  unknown: ['queued', 'accepted', 'delivered', 'opened', 'bounced', 'failed'],
};
export const canMoveDelivery = (from: DeliveryMailState, to: DeliveryMailState) => moves[from].includes(to);

/** Kinds of mails that are about one invoice. */
export const InvoiceMailKind = MailKind.exclude(['statement', 'free']);

export const mailFilesMax = 20;
/** What all files of one mail may weigh; beyond, mail servers refuse it. */
export const mailBytesMax = 20 * 1024 * 1024;
export const MailFiles = z.array(z.uuid()).max(mailFilesMax);

export const DeliveryRequest = z.strictObject({
  to: Email,
  /** `invoice` unless given. */
  kind: InvoiceMailKind.optional(),
  subject: line(200).optional(),
  message: text(5000).optional(),
  /** Examined files of the invoice that go along with its print, in their order. */
  fileIds: MailFiles.optional(),
});
export type DeliveryRequest = z.infer<typeof DeliveryRequest>;

export const Delivery = z.strictObject({
  id: z.uuid(),
  kind: MailKind,
  to: z.string(),
  cc: z.array(z.string()),
  subject: z.string(),
  state: DeliveryMailState,
  /** `own`: the business's server took it, which is the last that will be heard of it. */
  via: z.enum(['platform', 'own']),
  /** Why it bounced or failed, in the vendor's words. */
  reason: z.string().nullable(),
  attempts: z.int(),
  /** While a mail waits that could not leave for the moment: when it is tried again. */
  nextTryAt: Instant.nullable(),
  queuedAt: Instant,
  acceptedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  openedAt: Instant.nullable(),
  failedAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** A mail as the log shows it, with what it is about. */
export const DeliveryListItem = Delivery.extend({
  invoiceId: z.uuid().nullable(),
  invoiceNumber: z.string().nullable(),
  clientId: z.uuid(),
  clientName: z.string(),
});
export type DeliveryListItem = z.infer<typeof DeliveryListItem>;

export const DeliveryList = listQuery(['queuedAt']).extend({
  state: DeliveryMailState.optional(),
  /** Bounced, failed or without an answer. */
  wrong: z.literal('true').optional(),
  clientId: z.uuid().optional(),
});
export type DeliveryList = z.output<typeof DeliveryList>;

/** A link to one document; its token exists only in the mail (or on screen once), here is its hash's row. */
export const PortalLink = z.strictObject({
  id: z.uuid(),
  deliveryId: z.uuid().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  firstOpenedAt: Instant.nullable(),
  openedCount: z.int(),
  revokedAt: Instant.nullable(),
});
export type PortalLink = z.infer<typeof PortalLink>;

export const deliveryRoutes = {
  list: route('GET /deliveries', {
    summary: 'Mails, newest first, with what became of them',
    query: DeliveryList,
    response: page(DeliveryListItem),
  }),
  summary: route('GET /deliveries/summary', {
    summary: 'Count of the mails that a filter finds',
    query: DeliveryList.omit({ limit: true, cursor: true, sort: true }),
    response: z.strictObject({ count: z.int() }),
  }),
  retry: route('POST /deliveries/{id}/retry', {
    summary: 'Try a failed mail again',
    params: byId,
    response: Delivery,
    status: 200,
  }),
  revokeLink: route('DELETE /links/{id}', {
    summary: 'Revoke a link to the portal',
    params: byId,
    response: PortalLink,
    status: 200,
  }),
};
