// The way out of mails that concern no document: a link at the foot, and the button that mail programs draw from the headers.
import type { Language } from '../../../shared/fields.ts';
import { newId } from '../../../shared/ids.ts';
import { words } from '../../../shared/messages/index.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { command, type Statement } from '../../platform/statement.ts';
import type { Work } from './store.ts';

export type OptOut = {
  insert: Statement<never>;
  token: string;
  /** RFC 2369 and RFC 8058: a mail program posts there when its reader presses the button, without cookie or page. */
  headers: Record<string, string>;
  line: { label: string; action: string; url: string };
};

/** A way out of one mail; only the hash of its token is kept. */
export function makeOptOut(ctx: Context, work: Work, sender: string, language: Language): OptOut {
  const { token, hash } = newToken();
  const { portalOrigin } = ctx.config;
  return {
    insert: command(
      'insert into mail_tokens (id, token_hash, delivery_id, email, created_at) values ($1, $2, $3, $4, $5)',
      [newId(), hash, work.id, work.recipient.toLowerCase(), ctx.clock()],
    ),
    token,
    headers: {
      'List-Unsubscribe': `<${portalOrigin}/api/unsubscribe/${token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    line: {
      label: words(language, 'rights.mail.why', { seller: sender }),
      action: words(language, 'rights.mail.unsubscribe'),
      url: `${portalOrigin}/mails#${token}`,
    },
  };
}
