// SQL of the own mail server.
import * as z from 'zod';
import { MailServer } from '../../../shared/mail-server.ts';
import type { Sealed } from '../../integrations/secrets/port.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

const MailServerRow = MailServer.extend({
  tenantId: z.uuid(),
  passwordKeyId: z.string(),
  passwordSealed: z.instanceof(Buffer),
});
export type MailServerRow = z.infer<typeof MailServerRow>;

const columns = `tenant_id, host, port, username, from_name, from_address, reply_to, checked_at, password_key_id, password_sealed`;

/** Of the transaction's tenant; no row when mails leave through ours. */
export const selectMailServer = (): Statement<MailServerRow> =>
  query(MailServerRow, `select ${columns} from mail_servers`);

type NewServer = Omit<MailServer, 'checkedAt'> & { password: Sealed; checkedAt: Date };

export const upsertMailServer = (server: NewServer): Statement<MailServerRow> =>
  query(
    MailServerRow,
    `insert into mail_servers (host, port, username, password_key_id, password_sealed, from_name, from_address, reply_to, checked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (tenant_id) do update set host = $1, port = $2, username = $3, password_key_id = $4, password_sealed = $5,
       from_name = $6, from_address = $7, reply_to = $8, checked_at = $9
     returning ${columns}`,
    [
      server.host,
      server.port,
      server.username,
      server.password.keyId,
      server.password.bytes,
      server.fromName,
      server.fromAddress,
      server.replyTo,
      server.checkedAt,
    ],
  );

export const deleteMailServer = () => command('delete from mail_servers');
