// Restricting and objecting: what a business notes down about a client or a person, and what the database then refuses by itself.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ClientRights } from '../../../shared/rights.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { contactStatements } from '../../crm/contacts/contacts.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import {
  choicesOf,
  insertChoice,
  insertRestriction,
  liftRestriction,
  restrictionsOf,
  type Restricted,
} from './store.ts';

nameConstraints({
  'somebody is restricted once at a time': { key: 'rights.isRestricted', kind: 'conflict' },
  'a restriction has a reason': { key: 'rights.reason' },
});

/** Whom the address of a request names. */
export type Whom = { kind: 'client' | 'contact'; id: string };

async function restrictedOf(tx: Tx, { kind, id }: Whom): Promise<Restricted & { name: string }> {
  if (kind === 'client') {
    const [clients] = await tx.read([clientStatements.get(id)]);
    return { clientId: id, contactId: null, name: one(clients).name };
  }
  const [contacts] = await tx.read([contactStatements.get(id)]);
  const { clientId, name } = one(contacts);
  return { clientId, contactId: id, name };
}

/** @throws Problem `notFound` */
export async function getClientRights(ctx: Context, clientId: string): Promise<ClientRights> {
  const [clients, restrictions, choices] = await flush(ctx, [
    clientStatements.get(clientId),
    restrictionsOf(clientId),
    choicesOf(clientId),
  ]);
  one(clients);
  return { restrictions, choices };
}

async function afterwards(tx: Tx, clientId: string): Promise<ClientRights> {
  const [restrictions, choices] = await tx.commit([restrictionsOf(clientId), choicesOf(clientId)]);
  return { restrictions, choices };
}

/**
 * From here on no mail goes to them and no automation touches them; what is kept stays and can be seen.
 * @throws Problem `notFound`; `conflict` when a restriction is in force already
 */
export async function restrict(ctx: Context, whom: Whom, reason: string): Promise<ClientRights> {
  return inTenant(ctx, async (tx) => {
    const { name, ...restricted } = await restrictedOf(tx, whom);
    tx.write(
      insertRestriction(newId(), restricted, reason, ctx.clock()),
      audit(ctx, 'rights.restricted', {
        subjectKind: 'client',
        subjectId: restricted.clientId,
        detail: { name, reason },
      }),
    );
    return afterwards(tx, restricted.clientId);
  });
}

/** @throws Problem `notFound`; `conflict` when none is in force */
export async function lift(ctx: Context, whom: Whom): Promise<ClientRights> {
  return inTenant(ctx, async (tx) => {
    const { name, ...restricted } = await restrictedOf(tx, whom);
    const [lifted] = await tx.read([liftRestriction(restricted, ctx.clock())]);
    if (lifted.length === 0) throw new Problem('conflict', 'rights.notRestricted');
    tx.write(audit(ctx, 'rights.lifted', { subjectKind: 'client', subjectId: restricted.clientId, detail: { name } }));
    return afterwards(tx, restricted.clientId);
  });
}

/**
 * Notes down what somebody said about mails that concern no document of theirs.
 * @throws Problem `notFound`, `invalid` when the address is none of the client's
 */
export async function noteChoice(
  ctx: Context,
  clientId: string,
  { email, isWanted }: { email: string; isWanted: boolean },
): Promise<ClientRights> {
  return inTenant(ctx, async (tx) => {
    const [clients, contacts] = await tx.read([clientStatements.get(clientId), contactStatements.of(clientId)]);
    const addresses = [one(clients), ...contacts].map((known) => known.email?.toLowerCase());
    if (!addresses.includes(email.toLowerCase())) {
      throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/email', key: 'rights.addressUnknown' }]);
    }
    tx.write(
      insertChoice({ id: newId(), email, isWanted, at: ctx.clock() }),
      audit(ctx, isWanted ? 'rights.mailWanted' : 'rights.mailRefused', {
        subjectKind: 'client',
        subjectId: clientId,
        detail: { email },
      }),
    );
    return afterwards(tx, clientId);
  });
}
