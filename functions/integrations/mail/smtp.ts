// Mail through a server that a tenant chose, by nodemailer: the connection goes to an address that was checked, and always encrypted.
import type { SmtpConfig } from '../config.ts';
import type { OutgoingMail } from './port.ts';
import { publicAddress, type Lookup } from './public-address.ts';
import { SmtpError, type SmtpFault } from '../smtp-error.ts';
import type { Smtp, SmtpServer } from './smtp-port.ts';
import { once } from '../once.ts';

const timeoutMs = 15_000;

type Connection = {
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown;
  connect(done: (error?: Error) => void): void;
  login(auth: { credentials: { user: string; pass: string } }, done: (error?: Error | null) => void): void;
  send(envelope: object, message: Buffer, done: (error: Error | null, info?: { response?: string }) => void): void;
  quit(): void;
  close(): void;
};
type Connector = new (options: object) => Connection;
type Composer = new (mail: object) => { compile(): { build(): Promise<Buffer>; messageId(): string } };

/** The parts of nodemailer that keep connecting, signing in and handing over apart, so that it is known what surely did not happen. */
const library = once(async (): Promise<{ Connector: Connector; Composer: Composer }> => {
  const [connection, composer] = await Promise.all([
    import('nodemailer/lib/smtp-connection'),
    import('nodemailer/lib/mail-composer'),
  ]);
  // The declared types are of an earlier major version; what is used of them is written down above.
  const [first, second] = [connection, composer] as unknown as [{ default: Connector }, { default: Composer }];
  return { Connector: first.default, Composer: second.default };
});

/** The port over nodemailer. `find` resolves names; the system's way unless a test gives one. */
export function smtpMail(config: SmtpConfig, find?: Lookup): Smtp {
  async function open(server: SmtpServer): Promise<Connection> {
    const { Connector } = await library();
    const options = await optionsFor(server, config, find);
    const connection = new Connector(options);
    await settled((done) => connection.connect(done), connection, 'unreachable');
    const { username: user, password: pass } = server;
    await settled((done) => connection.login({ credentials: { user, pass } }, done), connection, 'signIn');
    return connection;
  }

  return {
    async check(server) {
      (await open(server)).quit();
    },
    async send(server, mail) {
      const { Composer } = await library();
      const message = new Composer(messageOf(mail)).compile();
      const bytes = await message.build();
      const connection = await open(server);
      const envelope = { from: mail.from.address, to: [mail.to, ...(mail.cc ?? [])].map(({ address }) => address) };
      await settled((done) => connection.send(envelope, bytes, done), connection, 'unknownOutcome');
      connection.quit();
      return { providerMessageId: message.messageId() };
    },
  };
}

async function optionsFor(server: SmtpServer, config: SmtpConfig, find: Lookup | undefined): Promise<object> {
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const { standIn } = config;
  // On one machine names of the reserved domain lead to the stand-in, which has no certificate.
  if (standIn && server.host.endsWith('.example')) {
    return { ...limits, host: standIn.host, port: standIn.port, ignoreTLS: true, name: 'localhost' };
  }
  const host = await publicAddress(server.host, config.ownHosts, find).catch((cause: unknown) => {
    throw new SmtpError('unreachable', cause);
  });
  const isTls = server.port === 465;
  return {
    ...limits,
    host,
    port: server.port,
    name: config.ownHosts[0],
    secure: isTls,
    requireTLS: !isTls,
    tls: { servername: server.host, minVersion: 'TLSv1.2' },
  };
}

/** Waits for one step of the connection; an error before its answer closes the connection and becomes ours. */
function settled(
  step: (done: (error?: Error | null) => void) => void,
  connection: Connection,
  otherwise: SmtpFault,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error | null): void => {
      if (!error) return resolve();
      connection.close();
      reject(new SmtpError(faultOf(error, otherwise), error));
    };
    connection.on('error', end);
    // A refusal closes the connection as well, a moment before it is told: it is the one to be heard.
    connection.on('end', () => setImmediate(() => end(new Error('The server hung up.'))));
    step(end);
  });
}

function faultOf(error: Error, otherwise: SmtpFault): SmtpFault {
  // Both stand on the errors of nodemailer; anything else has neither.
  const { code, command, response, responseCode } = error as Error & Record<string, unknown>;
  const said = typeof response === 'string' ? response : '';
  if (/\b5\.7\.30\b/.test(said)) return 'basicAuthOff';
  if (code === 'ETLS' || /certificate|self.signed|altnames|ssl|tls/i.test(error.message)) return 'certificate';
  if (typeof responseCode === 'number') {
    if (responseCode >= 400 && responseCode < 500) return 'busy';
    if (otherwise === 'signIn' || code === 'EAUTH') return 'signIn';
    if (otherwise !== 'unknownOutcome') return otherwise;
    if (command === 'MAIL FROM') return 'sender';
    return command === 'RCPT TO' ? 'recipient' : 'refused';
  }
  return otherwise === 'signIn' && code !== 'EAUTH' ? 'unreachable' : otherwise;
}

/** Every address is an object, so that no comma makes two, and nothing is ever read from a disk or an address. */
function messageOf(mail: OutgoingMail): object {
  return {
    disableFileAccess: true,
    disableUrlAccess: true,
    from: mail.from,
    to: [mail.to],
    ...(mail.cc?.length ? { cc: mail.cc } : {}),
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    attachments: mail.attachments.map(({ fileName, contentType, bytes }) => ({
      filename: fileName,
      contentType,
      content: Buffer.from(bytes),
    })),
  };
}
