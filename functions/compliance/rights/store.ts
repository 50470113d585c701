// SQL of rights: restrictions, choices about mails, and the register of requests.
import * as z from 'zod';
import {
  MailChoice,
  MailChoiceShown,
  PrivacyRequest,
  Restriction,
  type PrivacyRequestList,
} from '../../../shared/rights.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { list, type Condition } from '../../platform/lists.ts';
import { table } from '../../platform/table.ts';

export const restrictionsOf = (clientId: string): Statement<Restriction> =>
  query(
    Restriction,
    `select r.id, r.client_id, r.contact_id, p.name as contact_name, r.reason, r.restricted_at, app.actor_name(r.restricted_by) as restricted_by_name,
       r.lifted_at, app.actor_name(r.lifted_by) as lifted_by_name
     from restrictions r
     left join client_contacts p on p.tenant_id = r.tenant_id and p.id = r.contact_id
     where r.client_id = $1 order by r.restricted_at desc, r.id desc limit 100`,
    [clientId],
  );

/** The last word of each address of the client and its people. */
export const choicesOf = (clientId: string): Statement<MailChoice> =>
  query(
    MailChoice,
    `select distinct on (c.email) c.email, c.is_wanted, c.method, c.at from mail_choices c
     where c.email in (
       select lower(email) from clients where id = $1 union select lower(email) from client_contacts where client_id = $1
     )
     order by c.email, c.at desc, c.id desc`,
    [clientId],
  );

/** Whom a restriction is about. */
export type Restricted = { clientId: string; contactId: string | null };

export const insertRestriction = (id: string, { clientId, contactId }: Restricted, reason: string, at: Date) =>
  command('insert into restrictions (id, client_id, contact_id, reason, restricted_at) values ($1, $2, $3, $4, $5)', [
    id,
    clientId,
    contactId,
    reason,
    at,
  ]);

const Lifted = z.strictObject({ id: z.uuid() });

export const liftRestriction = ({ clientId, contactId }: Restricted, at: Date): Statement<z.infer<typeof Lifted>> =>
  query(
    Lifted,
    `update restrictions set lifted_at = $3, lifted_by = app.user_id()
     where client_id = $1 and contact_id is not distinct from $2::uuid and lifted_at is null returning id`,
    [clientId, contactId, at],
  );

export type NewChoice = { id: string; email: string; isWanted: boolean; at: Date };

/** In lower case as computers do it, never as Turkish does. */
const addressKey = (email: string) => email.toLowerCase();

export const insertChoice = ({ id, email, isWanted, at }: NewChoice) =>
  command(`insert into mail_choices (id, email, is_wanted, method, at) values ($1, $2, $3, 'staff', $4)`, [
    id,
    addressKey(email),
    isWanted,
    at,
  ]);

const requests = table('privacy_requests', PrivacyRequest, {
  computed: {
    clientName: '(select c.name from clients c where c.tenant_id = privacy_requests.tenant_id and c.id = client_id)',
  },
});

/** `dueDate` is the database's own sum. */
export const privacyRequests = {
  get: requests.get,
  insert: requests.insert,
  update: requests.update,
};

export const requestList = list({
  item: PrivacyRequest,
  columns: requests.columns,
  from: 'privacy_requests',
  id: 'privacy_requests.id',
  sorts: {
    dueDate: { expression: 'privacy_requests.due_date', type: 'date' },
    receivedDate: { expression: 'privacy_requests.received_date', type: 'date' },
  },
  defaultSort: 'dueDate',
});

type RequestFilter = Omit<PrivacyRequestList, 'limit' | 'cursor' | 'sort'>;

export function requestConditions({ state = 'open', clientId, search }: RequestFilter): Condition[] {
  const conditions: Condition[] = [];
  if (state !== 'all') conditions.push([`answered_date is ${state === 'open' ? 'null' : 'not null'}`]);
  if (clientId) conditions.push(['client_id = ?', clientId]);
  if (search)
    conditions.push([
      `app.fold(name || ' ' || coalesce(email, '')) like all ((select app.search_patterns(?))::text[])`,
      search,
    ]);
  return conditions;
}

type OwnChoice = Omit<NewChoice, 'email'> & { method: MailChoice['method'] };

/** Of whoever stepped in by the token of a mail. */
export const insertOwnChoice = ({ id, isWanted, method, at }: OwnChoice) =>
  command(
    `insert into mail_choices (id, email, is_wanted, method, token_id, at)
     select $1, t.email, $2, $3, t.id, $4 from mail_tokens t`,
    [id, isWanted, method, at],
  );

/** Nobody who never said anything has objected. */
export const selectOwnChoice = (): Statement<MailChoiceShown> =>
  query(
    MailChoiceShown,
    `select b.name as business_name, t.email, coalesce((
       select c.is_wanted from mail_choices c where c.email = t.email order by c.at desc, c.id desc limit 1
     ), true) as is_wanted
     from mail_tokens t, tenants b`,
  );
