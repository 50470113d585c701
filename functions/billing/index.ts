// The billing wing: its endpoints and jobs.
import { balanceEndpoints } from './balances/http.ts';
import { clientTimelineEndpoints } from './client-timeline/http.ts';
import { deliveryEndpoints } from './deliveries/http.ts';
import { deliveryJobs } from './deliveries/jobs.ts';
import { designEndpoints } from './designs/http.ts';
import { exchangeRateEndpoints } from './exchange-rates/http.ts';
import { exchangeRateSchedules } from './exchange-rates/jobs.ts';
import { invoiceEndpoints } from './invoices/http.ts';
import { invoiceJobs, invoiceSchedules } from './invoices/jobs.ts';
import { mailEndpoints } from './mails/http.ts';
import { paymentEndpoints } from './payments/http.ts';
import { historyEndpoints } from './history/http.ts';
import { portalEndpoints } from './portal/http.ts';
import { portalSchedules } from './portal/jobs.ts';
import { numberingEndpoints } from './numbering/http.ts';
import { reminderEndpoints } from './reminders/http.ts';
import { reminderJobs, reminderSchedules } from './reminders/jobs.ts';
import { returnEndpoints } from './returns/http.ts';
import { statementEndpoints } from './statements/http.ts';
import { statementJobs, statementSchedules } from './statements/jobs.ts';
import { seriesEndpoints } from './series/http.ts';

export const endpoints = [
  ...invoiceEndpoints,
  ...deliveryEndpoints,
  ...mailEndpoints,
  ...paymentEndpoints,
  ...balanceEndpoints,
  ...clientTimelineEndpoints,
  ...reminderEndpoints,
  ...statementEndpoints,
  ...returnEndpoints,
  ...historyEndpoints,
  ...numberingEndpoints,
  ...designEndpoints,
  ...seriesEndpoints,
  ...exchangeRateEndpoints,
  ...portalEndpoints,
];
export const jobs = [...invoiceJobs, ...deliveryJobs, ...reminderJobs, ...statementJobs];
export const schedules = [
  ...exchangeRateSchedules,
  ...portalSchedules,
  ...invoiceSchedules,
  ...reminderSchedules,
  ...statementSchedules,
];
