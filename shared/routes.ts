// Every route there is: the OpenAPI document, the registered functions and the tests all read this list.
import { accountClosingRoutes } from './account-closings.ts';
import { accountRoutes } from './accounts.ts';
import { activityRoutes } from './activity.ts';
import { bulkRoutes } from './bulk.ts';
import { balanceRoutes } from './balances.ts';
import { changeRoutes } from './changes.ts';
import { closingRoutes } from './closings.ts';
import { clientRoutes } from './clients.ts';
import { addressBookRoutes } from './addresses.ts';
import { clientMergeRoutes } from './client-merges.ts';
import { consentRoutes } from './consents.ts';
import { contactRoutes } from './contacts.ts';
import { customFieldRoutes } from './custom-fields.ts';
import { dashboardRoutes } from './dashboard.ts';
import { deadLetterRoutes } from './dead-letters.ts';
import { deliveryRoutes } from './deliveries.ts';
import { designRoutes } from './invoice-designs.ts';
import { exchangeRoutes } from './exchange.ts';
import { exportRoutes } from './exports.ts';
import { failureRoutes } from './failures.ts';
import { fileRoutes } from './files.ts';
import { historyRoutes } from './history.ts';
import { incidentRoutes } from './incidents.ts';
import { importRoutes } from './imports.ts';
import { invoiceRoutes } from './invoices.ts';
import { noteRoutes } from './notes.ts';
import { numberingRoutes } from './numbering.ts';
import { keyRoutes } from './operator-keys.ts';
import { operatorRoutes } from './operator.ts';
import { paymentRoutes } from './payments.ts';
import { mailServerRoutes } from './mail-server.ts';
import { mailTemplateRoutes } from './mail-templates.ts';
import { mailRoutes } from './mails.ts';
import { memberRoutes } from './members.ts';
import { ownDataRoutes } from './own-data.ts';
import { passkeyRoutes } from './passkeys.ts';
import { policyRoutes } from './policies.ts';
import { portalRoutes } from './portal.ts';
import { previewRoutes } from './previews.ts';
import { productRoutes } from './products.ts';
import { reminderRoutes } from './reminders.ts';
import { promiseRoutes } from './promises.ts';
import { returnRoutes } from './returns.ts';
import { rightRoutes } from './rights.ts';
import { searchRoutes } from './search.ts';
import { seriesRoutes } from './series.ts';
import { similarClientRoutes } from './similar-clients.ts';
import { statementMailRoutes } from './statement-mails.ts';
import { systemRoutes } from './system.ts';
import { tagRoutes } from './tags.ts';
import { tenantExportRoutes } from './tenant-exports.ts';
import { tenantImportRoutes } from './tenant-imports.ts';
import { tenantRoutes } from './tenants.ts';
import { userRoutes } from './users.ts';
import { viewRoutes } from './views.ts';

export const routes = {
  users: userRoutes,
  accounts: accountRoutes,
  accountClosings: accountClosingRoutes,
  passkeys: passkeyRoutes,
  ownData: ownDataRoutes,
  tenants: tenantRoutes,
  closings: closingRoutes,
  tenantExports: tenantExportRoutes,
  tenantImports: tenantImportRoutes,
  members: memberRoutes,
  mailServers: mailServerRoutes,
  mailTemplates: mailTemplateRoutes,
  mails: mailRoutes,
  clients: clientRoutes,
  similarClients: similarClientRoutes,
  consents: consentRoutes,
  policies: policyRoutes,
  contacts: contactRoutes,
  addressBook: addressBookRoutes,
  clientMerges: clientMergeRoutes,
  notes: noteRoutes,
  products: productRoutes,
  tags: tagRoutes,
  customFields: customFieldRoutes,
  invoices: invoiceRoutes,
  previews: previewRoutes,
  deliveries: deliveryRoutes,
  payments: paymentRoutes,
  balances: balanceRoutes,
  reminders: reminderRoutes,
  returns: returnRoutes,
  histories: historyRoutes,
  numbering: numberingRoutes,
  series: seriesRoutes,
  dashboards: dashboardRoutes,
  failures: failureRoutes,
  portal: portalRoutes,
  designs: designRoutes,
  exchange: exchangeRoutes,
  files: fileRoutes,
  changes: changeRoutes,
  activity: activityRoutes,
  system: systemRoutes,
  views: viewRoutes,
  rights: rightRoutes,
  statementMails: statementMailRoutes,
  search: searchRoutes,
  bulk: bulkRoutes,
  imports: importRoutes,
  exports: exportRoutes,
  operators: operatorRoutes,
  deadLetters: deadLetterRoutes,
  keys: keyRoutes,
  incidents: incidentRoutes,
  promises: promiseRoutes,
};
