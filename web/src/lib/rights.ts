// What can be done about the rights of people: restrict, lift, note an objection, enter and answer a request.
import type { Language } from '@crmfex/shared/fields.ts';
import { newId } from '@crmfex/shared/ids.ts';
import {
  rightRoutes,
  type PrivacyRequest,
  type PrivacyRequestInput,
  type RequestAnswer,
  type RequestKind,
  type RequestOutcome,
  type Restriction,
} from '@crmfex/shared/rights.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

/** @param contactId null for the client as a whole */
export async function restrict(
  clientId: string,
  contactId: string | null,
  reason: string,
  idempotencyKey: string,
): Promise<void> {
  const route = contactId ? rightRoutes.restrictContact : rightRoutes.restrictClient;
  await api(route, { params: { id: contactId ?? clientId }, body: { reason }, idempotencyKey });
  await invalidate(depend.client(clientId));
  toast(m.rights_restricted_toast());
}

async function told(clientId: string, words: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    await invalidate(depend.client(clientId));
    toast(words);
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

export function lift({ clientId, contactId }: Restriction): Promise<void> {
  const route = contactId ? rightRoutes.liftContact : rightRoutes.liftClient;
  return told(clientId, m.rights_lifted(), () =>
    api(route, { params: { id: contactId ?? clientId }, idempotencyKey: newId() }),
  );
}

export function noteChoice(clientId: string, email: string, isWanted: boolean): Promise<void> {
  const words = isWanted ? m.rights_mails_wanted_toast() : m.rights_mails_refused_toast();
  return told(clientId, words, () =>
    api(rightRoutes.choose, { params: { id: clientId }, body: { email, isWanted }, idempotencyKey: newId() }),
  );
}

/** Enters a request, or corrects an open one. */
export async function saveRequest(
  before: PrivacyRequest | undefined,
  body: PrivacyRequestInput,
  idempotencyKey: string,
): Promise<void> {
  if (before) await api(rightRoutes.update, { params: { id: before.id }, body, ifMatch: `"${before.version}"` });
  else await api(rightRoutes.create, { body, idempotencyKey });
  await invalidate(depend.tenant);
  toast(m.rights_request_saved());
}

export async function answerRequest(id: string, body: RequestAnswer, idempotencyKey: string): Promise<void> {
  await api(rightRoutes.answer, { params: { id }, body, idempotencyKey });
  await invalidate(depend.tenant);
  toast(m.rights_request_saved());
}

export const kindWords: Record<RequestKind, () => string> = {
  access: m.rights_kind_access,
  rectification: m.rights_kind_rectification,
  erasure: m.rights_kind_erasure,
  restriction: m.rights_kind_restriction,
  objection: m.rights_kind_objection,
  portability: m.rights_kind_portability,
  other: m.rights_kind_other,
};

export const outcomeWords: Record<RequestOutcome, () => string> = {
  done: m.rights_outcome_done,
  partly: m.rights_outcome_partly,
  refused: m.rights_outcome_refused,
};

type ReportWish = {
  /** Today, for the business. */
  day: string;
  clientId: string;
  contactId: string | undefined;
  format: 'pdf' | 'json';
  language: Language;
};

/** Saves the report about a client, or about one of its people, as a file of this browser. */
export async function downloadReport({ day, clientId, contactId, format, language }: ReportWish): Promise<void> {
  const asked = { params: { id: clientId }, query: { language, ...(contactId ? { contactId } : {}) } };
  try {
    const file =
      format === 'pdf'
        ? await api(rightRoutes.reportPdf, asked)
        : new Blob([JSON.stringify(await api(rightRoutes.report, asked), null, 2)], { type: 'application/json' });
    const address = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${m.rights_report_file()}-${day}.${format}`;
    link.click();
    URL.revokeObjectURL(address);
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}
