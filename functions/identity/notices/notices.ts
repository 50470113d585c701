// What we write to people about their account: asked for by the request, decided by the job, so that the request tells nobody anything.
import type { Language } from '../../../shared/fields.ts';
import { newId } from '../../../shared/ids.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { flush, inTenant } from '../../platform/flush.ts';
import { enqueue, finish } from '../../platform/outbox.ts';
import type { Statement } from '../../platform/statement.ts';
import { deviceOf } from '../sign-in-log/sign-in-log.ts';
import { NoticeMessage } from './messages.ts';
import {
  alerts,
  deleteMail,
  deleteOlderTokens,
  deleteSignUp,
  insertChangeMail,
  insertMail,
  insertToken,
  selectMail,
  updateChangeToken,
  updateDropped,
  updateSent,
  type Alert,
  type ChangeNotice,
  type MailRow,
  type Matter,
  type Scene,
  type Template,
} from './store.ts';

/**
 * Of each kind. Enough for somebody who mistypes and tries again, too few to fill a stranger's mailbox; and nobody keeps a person from
 * choosing a new password by signing up with their address again and again.
 */
const mailsPerHourMax = 5;

/**
 * The statements that ask for a mail to the address of the transaction. They are the same whether or not somebody has it;
 * the job finds out, and makes the token too, since no token is ever stored in clear.
 */
export function noticeAsked(
  ctx: Context,
  template: Template,
  language: Language,
  signUpId: string | null = null,
): Statement<never>[] {
  const id = newId();
  return [insertMail({ id, template, language, signUpId, detail: null }), enqueue(ctx, NoticeMessage, { mailId: id })];
}

function sceneOf({ origin }: Context): Scene {
  return { device: deviceOf(origin.userAgent).name, country: origin.country, ip: origin.ip };
}

/** The statements that write to the person of the transaction about something that happened to their account, and from where. */
export function alertAsked(ctx: Context, template: Alert, matter: Matter = {}): Statement<never>[] {
  const id = newId();
  return [
    insertMail({ id, template, language: ctx.language, signUpId: null, detail: { ...sceneOf(ctx), ...matter } }),
    enqueue(ctx, NoticeMessage, { mailId: id }),
  ];
}

/** The statements that write about a change of address, to the new one or to the old one. */
export function changeNoticeAsked(
  ctx: Context,
  template: ChangeNotice,
  { id: changeId, recipient }: { id: string; recipient: string },
): Statement<never>[] {
  const id = newId();
  return [
    insertChangeMail({ id, template, recipient, language: ctx.language, changeId, detail: sceneOf(ctx) }),
    enqueue(ctx, NoticeMessage, { mailId: id }),
  ];
}

/** A mail ready to be laid out; `path` is where its link leads on our site, with the token as fragment. */
export type Notice = {
  template: Template | 'accountExists' | 'closingDone' | 'accountClosingDone';
  recipient: string;
  name: string;
  language: Language;
  path: string;
  askedAt: string;
  scene: Matter;
};

type Decision = { notice: Notice | null; writes: Statement<unknown>[] };

function withToken(mail: MailRow, name: string, language: Language): Decision {
  const { token, hash } = newToken();
  const purpose = mail.template === 'signUp' ? 'verify' : 'reset';
  const { userId, signUpId, recipient } = mail;
  const subject = purpose === 'verify' ? { userId: null, signUpId } : { userId, signUpId: null };
  const older = purpose === 'reset' ? [deleteOlderTokens(recipient, purpose, mail.id)] : [];
  return {
    notice: {
      template: mail.template,
      recipient,
      name,
      language,
      path: `/${purpose}#${token}`,
      askedAt: mail.createdAt,
      scene: mail.detail,
    },
    writes: [...older, insertToken({ hash, purpose, email: recipient, ...subject, mailId: mail.id })],
  };
}

/** Where a mail leads whose reader may be unable to sign in; the others lead to the security settings. */
const pathOf: Partial<Record<Notice['template'], string>> = {
  accountExists: '/sign-in',
  passwordChanged: '/sign-in',
  emailRestored: '/forgot',
  closingAsked: '/settings/data',
  closingTakenBack: '/settings/data',
  closingAskedByOther: '/settings/data',
  closingKeptByOther: '/settings/data',
  closingSoon: '/settings/data',
  accountClosingAsked: '/leaving',
  accountClosingTakenBack: '/sign-in',
  accountClosingSoon: '/leaving',
  exportAsked: '/settings/data',
};

function withoutToken(mail: MailRow, template: Notice['template'], name: string, language: Language): Decision {
  return {
    notice: {
      template,
      recipient: mail.recipient,
      name,
      language,
      path: pathOf[template] ?? '/settings/security',
      askedAt: mail.createdAt,
      scene: mail.detail,
    },
    writes: [],
  };
}

const changePaths = { emailConfirm: '/email/confirm', emailChanged: '/email/undo' } as const;

/** To the new address only while it is free and still wanted; to the old one always. */
function aboutChange(mail: MailRow, template: ChangeNotice, name: string, language: Language): Decision {
  if (template === 'emailRestored') return withoutToken(mail, template, name, language);
  if (template === 'emailConfirm' && (mail.isTaken || mail.isChangeOver)) return dropped(mail, 'expired');
  if (mail.emailChangeId === null) return dropped(mail, 'expired');
  const { token, hash } = newToken();
  const notice = withoutToken(mail, template, name, language).notice;
  return {
    notice: notice && { ...notice, path: `${changePaths[template]}#${token}` },
    writes: [updateChangeToken(mail.emailChangeId, template === 'emailConfirm' ? 'confirm' : 'undo', hash)],
  };
}

function dropped(mail: MailRow, reason: Parameters<typeof updateDropped>[1]): Decision {
  return { notice: null, writes: [updateDropped(mail.id, reason)] };
}

const isAlert = (template: Template): template is Alert => (alerts as readonly string[]).includes(template); // widened to look a text up

function decide(mail: MailRow): Decision {
  const { userId, userName, userLanguage, signUpId, signUpName } = mail;
  const isKnown = userId !== null && userName !== null && userLanguage !== null;
  if (mail.isSettled) return { notice: null, writes: [] };
  if (isAlert(mail.template)) {
    return isKnown
      ? withoutToken(mail, mail.template, userName, userLanguage)
      : { notice: null, writes: [deleteMail(mail.id)] };
  }
  if (mail.template === 'emailChanged' || mail.template === 'emailRestored') {
    return isKnown
      ? aboutChange(mail, mail.template, userName, userLanguage)
      : { notice: null, writes: [deleteMail(mail.id)] };
  }
  if (mail.sentLately >= mailsPerHourMax) return dropped(mail, 'tooMany');
  if (mail.template === 'emailConfirm') {
    return isKnown ? aboutChange(mail, mail.template, userName, userLanguage) : dropped(mail, 'expired');
  }
  if (mail.template === 'passwordReset') {
    if (!isKnown) return { notice: null, writes: [deleteMail(mail.id)] };
    return mail.isSuperseded ? dropped(mail, 'superseded') : withToken(mail, userName, userLanguage);
  }
  if (isKnown) {
    const decision = withoutToken(mail, 'accountExists', userName, userLanguage);
    return { ...decision, writes: signUpId ? [deleteSignUp(signUpId)] : [] };
  }
  return signUpId && signUpName ? withToken(mail, signUpName, mail.language) : dropped(mail, 'expired');
}

/**
 * Decides what becomes of an asked mail, makes its token if it has one, and sees the message off when nothing is to be sent.
 * A second delivery makes a token of its own; each works once until it expires.
 */
export async function prepareNotice(ctx: Context, mailId: string): Promise<Notice | null> {
  return inTenant(ctx, async (tx) => {
    const [mails] = await tx.read([selectMail(mailId)]);
    const [mail] = mails;
    const { notice, writes }: Decision = mail ? decide(mail) : { notice: null, writes: [] };
    tx.write(...writes);
    if (!notice) tx.write(finish(ctx));
    return notice;
  });
}

/** Notes that the mail went out and ends its message. */
export async function noticeSent(ctx: Context, mailId: string, providerMessageId: string): Promise<void> {
  await flush(ctx, [updateSent(mailId, providerMessageId), finish(ctx)]);
}
