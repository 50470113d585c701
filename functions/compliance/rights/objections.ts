// Objecting without an account: by the button of a mail program (RFC 8058) or on the page that the link of a mail opens.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { MailChoice, MailChoiceShown } from '../../../shared/rights.ts';
import type { Context } from '../../platform/context.ts';
import { tokenHash } from '../../platform/cookies.ts';
import { entering, inTenant, one } from '../../platform/flush.ts';
import type { RawBody } from '../../platform/http.ts';
import { command, type Statement } from '../../platform/statement.ts';
import { insertOwnChoice, selectOwnChoice } from './store.ts';

/** Runs statements as the holder of a mail's token. @throws Problem `notFound` when there is no such mail */
async function byToken(ctx: Context, token: string, statements: Statement<never>[]): Promise<MailChoiceShown> {
  const caller = entering('portal', command('select gate.enter_mail_token($1)', [tokenHash(token)]));
  try {
    return await inTenant({ ...ctx, caller }, async (tx) => {
      tx.write(...statements);
      const [rows] = await tx.read([selectOwnChoice()]);
      return one(rows);
    });
  } catch (error) {
    if (error instanceof Problem && error.kind === 'signedOut') throw new Problem('notFound');
    throw error;
  }
}

const chosen = (ctx: Context, isWanted: boolean, method: MailChoice['method']) =>
  insertOwnChoice({ id: newId(), isWanted, method, at: ctx.clock() });

export const showOwnChoice = (ctx: Context, token: string) => byToken(ctx, token, []);

/** Twice is twice the same word: the last one counts. */
export const changeOwnChoice = (ctx: Context, token: string, isWanted: boolean) =>
  byToken(ctx, token, [chosen(ctx, isWanted, 'page')]);

/**
 * What a mail program posts for its reader.
 * @throws Problem `invalid` when the body is not that of RFC 8058, so that a page which merely looks at the address changes nothing
 */
export async function objectByOneClick(ctx: Context, token: string, { bytes }: RawBody): Promise<void> {
  const body = new TextDecoder().decode(bytes);
  const isOneClick =
    /(^|&)List-Unsubscribe=One-Click(&|$)/.test(body) || /name="?List-Unsubscribe"?\r?\n\r?\nOne-Click\r?\n/.test(body);
  if (!isOneClick) throw new Problem('invalid', 'rights.oneClick');
  await byToken(ctx, token, [chosen(ctx, false, 'oneClick')]);
}
