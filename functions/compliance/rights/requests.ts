// The register of what people ask about their data: entered, corrected while open, answered.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { PrivacyRequest, PrivacyRequestInput, PrivacyRequestList, RequestAnswer } from '../../../shared/rights.ts';
import { today } from '../../../shared/dates.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import type { Page } from '../../platform/lists.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { privacyRequests, requestConditions, requestList } from './store.ts';

nameConstraints({
  'a request is answered after it was received': {
    key: 'rights.answeredBefore',
    pointer: '#/answeredDate',
    kind: 'invalid',
  },
});

const subject = (id: string, detail: Record<string, unknown>) => ({
  subjectKind: 'privacyRequest',
  subjectId: id,
  detail,
});

export async function listRequests(ctx: Context, query: PrivacyRequestList): Promise<Page<PrivacyRequest>> {
  const [rows] = await flush(ctx, [requestList.statement(query, requestConditions(query))]);
  return requestList.page(rows, query);
}

export async function getRequest(ctx: Context, id: string): Promise<PrivacyRequest> {
  const [rows] = await flush(ctx, [privacyRequests.get(id)]);
  return one(rows);
}

/** What no record can be about: a client of nobody, or a day that is still to come. */
async function check(
  ctx: Context,
  tx: Tx,
  { clientId, ...days }: { clientId?: string | null; receivedDate?: string; answeredDate?: string },
) {
  const [tenants] = await tx.read([ownTenant()]);
  const day = today(one(tenants).timeZone, ctx.clock());
  const late = Object.entries(days).find(([, date]) => date !== undefined && date > day);
  if (late) throw new Problem('invalid', 'invalid', {}, [{ pointer: `#/${late[0]}`, key: 'rights.dayToCome' }]);
  if (!clientId) return;
  const [clients] = await tx.read([clientStatements.get(clientId)]);
  if (!clients[0])
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/clientId', key: 'invoice.unknownClient' }]);
}

/** @throws Problem `invalid` for an unknown client or a day to come */
export async function createRequest(ctx: Context, typed: PrivacyRequestInput): Promise<PrivacyRequest> {
  const createdAt = ctx.clock().toISOString();
  const id = newId();
  return inTenant(ctx, async (tx) => {
    await check(ctx, tx, { clientId: typed.clientId, receivedDate: typed.receivedDate });
    tx.write(audit(ctx, 'privacyRequest.received', subject(id, { kind: typed.kind, name: typed.name })));
    const [rows] = await tx.commit([privacyRequests.insert({ ...typed, id, createdAt, updatedAt: createdAt })]);
    return one(rows);
  });
}

async function openRequest(tx: Tx, id: string): Promise<PrivacyRequest> {
  const [rows] = await tx.read([privacyRequests.get(id, 'for update')]);
  const request = one(rows);
  if (request.answeredDate !== null) throw new Problem('conflict', 'rights.isAnswered');
  return request;
}

/** @throws Problem `changed` when somebody else was faster, `conflict` once it is answered */
export async function updateRequest(
  ctx: Context,
  id: string,
  ifMatch: number,
  changes: Partial<PrivacyRequestInput>,
): Promise<PrivacyRequest> {
  return inTenant(ctx, async (tx) => {
    const request = await openRequest(tx, id);
    if (request.version !== ifMatch) throw new Problem('changed');
    await check(ctx, tx, { clientId: changes.clientId, receivedDate: changes.receivedDate });
    tx.write(audit(ctx, 'privacyRequest.changed', subject(id, { name: request.name, fields: Object.keys(changes) })));
    const [rows] = await tx.commit([privacyRequests.update(id, changes)]);
    return one(rows);
  });
}

/** @throws Problem `conflict` when it was answered before; `invalid` when the day is before it was received, or to come */
export async function answerRequest(ctx: Context, id: string, answer: RequestAnswer): Promise<PrivacyRequest> {
  return inTenant(ctx, async (tx) => {
    const request = await openRequest(tx, id);
    await check(ctx, tx, { answeredDate: answer.answeredDate });
    tx.write(audit(ctx, 'privacyRequest.answered', subject(id, { name: request.name, outcome: answer.outcome })));
    const [rows] = await tx.commit([privacyRequests.update(id, answer)]);
    return one(rows);
  });
}
