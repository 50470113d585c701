// Mail through a server that a business chose itself.
import type { OutgoingMail } from './port.ts';

export type SmtpServer = { host: string; port: number; username: string; password: string };

export type Smtp = {
  /** Connects, signs in and leaves. Throws `SmtpError`. */
  check(server: SmtpServer): Promise<void>;
  /**
   * Hands one mail over. That the server took it is all that will ever be known: no event follows.
   * @throws SmtpError with outcome `unknown` when the mail was handed over and no answer came
   */
  send(server: SmtpServer, mail: OutgoingMail): Promise<{ providerMessageId: string }>;
};
