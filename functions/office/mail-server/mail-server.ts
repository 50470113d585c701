// The own mail server: checked by a real connection before it is kept, tried by a test mail, forgotten on request.
import type { MailServer, MailServerInput } from '../../../shared/mail-server.ts';
import { newId } from '../../../shared/ids.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem } from '../../../shared/problem.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { alertAsked } from '../../identity/notices/notices.ts';
import { asSelf } from '../../identity/users/identity-scope.ts';
import { selectMe } from '../../identity/users/users.ts';
import { SmtpError, type SmtpFault } from '../../integrations/smtp-error.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { mailFrame } from '../mail/frame.ts';
import { placeOf, sendMailOf } from './sender.ts';
import { deleteMailServer, selectMailServer, upsertMailServer, type MailServerRow } from './store.ts';

// Each try is a connection from our network to a host of somebody's choice.
const triesOfBusiness = { points: 10, seconds: 600 };

type Answer = { server: MailServer | null };

function answerOf(row: MailServerRow | undefined): Answer {
  if (!row) return { server: null };
  const { tenantId: _, passwordKeyId: __, passwordSealed: ___, ...server } = row;
  return { server };
}

export async function getMailServer(ctx: Context): Promise<Answer> {
  const [rows] = await flush(ctx, [selectMailServer()]);
  return answerOf(rows[0]);
}

const fieldOf: Record<SmtpFault, string> = {
  unreachable: '#/host',
  certificate: '#/host',
  signIn: '#/password',
  basicAuthOff: '#/username',
  sender: '#/fromAddress',
  recipient: '#/fromAddress',
  refused: '#/host',
  busy: '#/host',
  unknownOutcome: '#/host',
};

/** Runs a call to the own server; what it finds wrong becomes a problem at the field that mends it. */
async function asked<T>(key: string, ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error;
    // The server's own words may name networks and accounts: they are for the log.
    ctx.log.info({ error }, 'the own mail server did not do');
    throw new Problem('unprocessable', key, {}, [{ pointer: fieldOf[error.fault], key: `mailServer.${error.fault}` }]);
  }
}

async function passwordFor(ctx: Context, input: MailServerInput, known: MailServerRow | undefined): Promise<string> {
  if (input.password !== undefined) return input.password;
  const isSame = known && known.host === input.host && known.port === input.port && known.username === input.username;
  if (!isSame) {
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/password', key: 'mailServer.passwordNeeded' }]);
  }
  const sealed = { keyId: known.passwordKeyId, bytes: known.passwordSealed };
  return (await ctx.ports.secrets.open(placeOf(known.tenantId), sealed)).secret;
}

/**
 * Keeps the own mail server once a connection with sign-in has succeeded.
 * @throws Problem `invalid` without a password for a new server, `unprocessable` when the connection fails, `tooMany` beyond the tries
 */
export async function putMailServer(ctx: Context, input: MailServerInput): Promise<Answer> {
  const [rows, tenants] = await flush(ctx, [selectMailServer(), ownTenant()]);
  const { id: tenantId } = one(tenants);
  const secret = await passwordFor(ctx, input, rows[0]);
  await ctx.rates.consume('mail-server', tenantId, triesOfBusiness);
  const { password: _, ...server } = input;
  await asked('mailServer.unsaved', ctx, () => ctx.ports.smtp.check({ ...server, password: secret }));
  const password = await ctx.ports.secrets.seal(placeOf(tenantId), secret);
  const kept = await inTenant(ctx, async (tx) => {
    const [written] = await tx.read([upsertMailServer({ ...server, password, checkedAt: ctx.clock() })]);
    const detail = { host: server.host, port: server.port, fromAddress: server.fromAddress };
    tx.write(audit(ctx, 'mailServer.changed', { subjectKind: 'tenant', subjectId: tenantId, detail }));
    return answerOf(one(written));
  });
  await flush(asSelf(ctx), alertAsked(ctx, 'mailServerChanged'));
  return kept;
}

/** Mails leave through ours again; those already queued too. */
export async function removeMailServer(ctx: Context): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([selectMailServer()]);
    const { tenantId, host } = one(rows);
    tx.write(
      deleteMailServer(),
      audit(ctx, 'mailServer.removed', { subjectKind: 'tenant', subjectId: tenantId, detail: { host } }),
    );
  });
  await flush(asSelf(ctx), alertAsked(ctx, 'mailServerChanged'));
}

/**
 * Sends a test mail to the caller's own address, and to no other: it must not become a way to write to strangers.
 * @throws Problem `notFound` without an own server, `unprocessable` when the server refuses, `tooMany` beyond the tries
 */
export async function testMailServer(ctx: Context): Promise<{ to: string }> {
  const [rows, people] = await flush(ctx, [selectMailServer(), selectMe()]);
  const [server] = rows;
  if (!server) throw new Problem('notFound', 'mailServer.none');
  const me = one(people);
  await ctx.rates.consume('mail-server', server.tenantId, triesOfBusiness);
  const parameters = { business: me.tenantName, host: server.host };
  const say = (part: string) => words(ctx.language, `mail.test.${part}`, parameters);
  const body = mailFrame({
    language: ctx.language,
    title: say('title'),
    preheader: say('text'),
    paragraphs: [say('text')],
    closing: [say('closing')],
    sender: server.fromName,
  });
  const to = { name: me.userName, address: me.email };
  const rest = { id: `${server.tenantId}.${newId()}`, attachments: [], trackOpens: false, senderName: me.tenantName };
  await asked('mailServer.testFailed', ctx, () =>
    sendMailOf(ctx, server, { ...rest, ...body, to, subject: say('subject') }),
  );
  return { to: me.email };
}
