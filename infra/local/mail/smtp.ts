// The SMTP server of a business, as the stand-in plays it: takes mails for the mailbox page, and fails in the ways real ones do.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerAuthentication } from 'smtp-server';
import { addMessage, type Messages, type StoredMessage } from './messages.ts';

const bytesMax = 30 * 1024 * 1024;

function answering(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** The password `wrong` is refused, users of `basic-off.example` meet Microsoft's refusal, all others may send. */
function signIn({ username = '', password }: SMTPServerAuthentication): Error | null {
  if (username.toLowerCase().endsWith('@basic-off.example')) {
    return answering(550, '5.7.30 Basic authentication is not supported for Client Submission.');
  }
  return password === 'wrong' ? answering(535, '5.7.8 Authentication credentials invalid') : null;
}

/** The recipient's name decides: `reject@…` is not known, `busy@…` is to be tried later. */
function recipientFault(address: string): Error | null {
  if (address.startsWith('reject@')) return answering(550, '5.1.1 No such user here');
  return address.startsWith('busy@') ? answering(451, '4.7.1 Please try again later') : null;
}

function mailboxes(addresses: AddressObject | AddressObject[] | undefined) {
  return [addresses ?? []].flat().flatMap(({ value }) => value.map(({ name, address = '' }) => ({ name, address })));
}

function storedFrom(mail: ParsedMail, recipients: string[], acceptedAt: Date): StoredMessage {
  const known = new Map(mailboxes(mail.to).map((one) => [one.address, one]));
  return {
    id: randomBytes(16).toString('base64url'),
    acceptedAt: acceptedAt.toISOString(),
    from: mailboxes(mail.from)[0] ?? { name: '', address: '' },
    to: recipients.map((address) => known.get(address) ?? { name: '', address }),
    cc: [],
    bcc: [],
    replyTo: mailboxes(mail.replyTo),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    headers: { via: 'SMTP' },
    customArgs: {},
    attachments: mail.attachments.map((file) => ({
      fileName: file.filename ?? 'file',
      contentType: file.contentType,
      disposition: 'attachment',
      contentId: null,
      size: file.size,
    })),
    tracksOpens: false,
    events: [],
  };
}

/** Listens on 127.0.0.1 without encryption, which the app speaks to nobody else. */
export async function startSmtp(
  messages: Messages,
  port: number,
  clock: () => Date,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    authMethods: ['PLAIN', 'LOGIN'],
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    size: bytesMax,
    onAuth: (auth, _session, done) => {
      const fault = signIn(auth);
      return fault ? done(fault) : done(null, { user: auth.username });
    },
    onMailFrom: ({ address }, _session, done) =>
      done(address.startsWith('forbidden@') ? answering(550, '5.7.60 Client does not have permissions') : null),
    onRcptTo: ({ address }, _session, done) => done(recipientFault(address)),
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      simpleParser(stream)
        .then((mail) =>
          addMessage(
            messages,
            storedFrom(mail, recipients, clock()),
            mail.attachments.map(({ content }) => content),
          ),
        )
        .then(() => done(null), done);
    },
  });
  server.on('error', (error) => console.error('SMTP stand-in:', error));
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  // A listening TCP server has an address with a port.
  const address = server.server.address() as AddressInfo;
  return { port: address.port, stop: () => new Promise((resolve) => server.close(resolve)) };
}
