// Kinds of acts in words, and where each leads; a test holds this table against what the server writes.
import type { Activity } from '@crmfex/shared/activity.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';

const words: Record<string, () => string> = {
  'tenant.founded': m.activity_tenant_founded,
  'tenant.changed': m.activity_tenant_changed,
  'tenant.closingAsked': m.closing_activity_asked,
  'tenant.closingTakenBack': m.closing_activity_taken_back,
  'tenant.exportAsked': m.takeout_activity_asked,
  'tenant.exportTaken': m.takeout_activity_taken,
  'tenant.exportDeleted': m.takeout_activity_deleted,
  'tenant.importStarted': m.takein_activity_started,
  'tenant.logoChanged': m.activity_logo_changed,
  'tenant.logoRemoved': m.activity_logo_removed,
  'series.created': m.series_activity_created,
  'series.updated': m.series_activity_updated,
  'series.deleted': m.series_activity_deleted,
  'client.created': m.activity_client_created,
  'client.updated': m.activity_client_updated,
  'client.archived': m.activity_client_archived,
  'client.restored': m.activity_client_restored,
  'client.deleted': m.activity_client_deleted,
  'contact.created': m.activity_contact_created,
  'contact.updated': m.activity_contact_updated,
  'contact.removed': m.activity_contact_removed,
  'note.corrected': m.clients_activity_note_corrected,
  'note.deleted': m.clients_activity_note_deleted,
  'client.merged': m.clients_activity_merged,
  'client.mergeUndone': m.clients_activity_merge_undone,
  'address.created': m.clients_activity_address_created,
  'address.updated': m.clients_activity_address_updated,
  'address.removed': m.clients_activity_address_removed,
  'tag.created': m.tags_activity_created,
  'tag.updated': m.tags_activity_updated,
  'tag.merged': m.tags_activity_merged,
  'tag.deleted': m.tags_activity_deleted,
  'tag.put': m.tags_activity_put,
  'tag.taken': m.tags_activity_taken,
  'customField.created': m.fields_activity_created,
  'customField.updated': m.fields_activity_updated,
  'customField.archived': m.fields_activity_archived,
  'customField.restored': m.fields_activity_restored,
  'customField.deleted': m.fields_activity_deleted,
  'product.created': m.activity_product_created,
  'product.updated': m.activity_product_updated,
  'product.archived': m.activity_product_archived,
  'product.restored': m.activity_product_restored,
  'product.deleted': m.activity_product_deleted,
  'invoice.created': m.activity_invoice_created,
  'invitation.created': m.activity_invitation_created,
  'invitation.revoked': m.activity_invitation_revoked,
  'member.joined': m.activity_member_joined,
  'member.left': m.activity_member_left,
  'member.restricted': m.members_activity_restricted,
  'member.unrestricted': m.members_activity_unrestricted,
  'member.removed': m.activity_member_removed,
  'member.roleChanged': m.activity_member_role_changed,
  'table.imported': m.imports_activity_brought,
  'table.undone': m.imports_activity_undone,
  'table.discarded': m.imports_activity_discarded,
  'table.exported': m.imports_activity_taken,
  'file.added': m.activity_file_added,
  'file.deleted': m.activity_file_deleted,
  'file.restored': m.activity_file_restored,
  'file.shared': m.activity_file_shared,
  'file.unshared': m.activity_file_unshared,
  'file.opened': m.activity_file_opened,
  'invoice.noted': m.activity_invoice_noted,
  'invoice.fieldsChanged': m.fields_activity_of_invoice,
  'invoice.updated': m.activity_invoice_updated,
  'invoice.issued': m.activity_invoice_issued,
  'invoice.cancelled': m.activity_invoice_cancelled,
  'invoice.returned': m.activity_invoice_returned,
  'invoice.recorded': m.activity_invoice_recorded,
  'client.opened': m.activity_client_opened,
  'invoice.writtenOff': m.activity_invoice_written_off,
  'payment.recorded': m.activity_payment_recorded,
  'payment.allocated': m.activity_payment_allocated,
  'payment.takenBack': m.payments_activity_taken_back,
  'payment.voided': m.activity_payment_voided,
  'invoice.deleted': m.activity_invoice_deleted,
  'invoice.restored': m.lists_activity_restored,
  'invoice.mailed': m.activity_invoice_mailed,
  'client.mailed': m.mail_activity_client_mailed,
  'mailServer.changed': m.mail_activity_server_changed,
  'mailServer.removed': m.mail_activity_server_removed,
  'mailTemplate.changed': m.mail_activity_template_changed,
  'mailTemplate.reset': m.mail_activity_template_reset,
  'reminders.changed': m.reminders_activity_changed,
  'reminders.held': m.reminders_activity_held,
  'reminders.released': m.reminders_activity_released,
  'reminder.asked': m.reminders_activity_asked,
  'statement.asked': m.reminders_activity_statement_asked,
  'statements.changed': m.reminders_activity_statements_changed,
  'statements.leftOut': m.reminders_activity_statements_left_out,
  'statements.takenIn': m.reminders_activity_statements_taken_in,
  'rights.restricted': m.rights_activity_restricted,
  'rights.lifted': m.rights_activity_lifted,
  'rights.reported': m.rights_activity_reported,
  'rights.mailRefused': m.rights_activity_mail_refused,
  'rights.mailWanted': m.rights_activity_mail_wanted,
  'privacyRequest.received': m.rights_activity_received,
  'privacyRequest.changed': m.rights_activity_changed,
  'privacyRequest.answered': m.rights_activity_answered,
  'link.created': m.activity_link_created,
  'link.opened': m.activity_link_opened,
  'link.revoked': m.activity_link_revoked,
};

/** Every kind that has words, for a choice. */
export const kinds = Object.keys(words);

/** What was done, in the language of the screen. */
export function actWords(kind: string): string {
  return words[kind]?.() ?? kind;
}

/** The record that an entry is about, while it exists. @param gone ids of deleted records */
export function recordAddress({ subjectKind, subjectId }: Activity, gone: Set<string>): string | undefined {
  if (!subjectId || gone.has(subjectId)) return undefined;
  if (subjectKind === 'invoice') return to.invoice(subjectId);
  if (subjectKind === 'payment') return to.payment(subjectId);
  if (subjectKind === 'client') return to.client(subjectId);
  if (subjectKind === 'product') return to.product(subjectId);
  if (subjectKind === 'import') return to.import(subjectId);
  return subjectKind === 'tenant' ? to.business() : undefined;
}
