// The body of SendGrid's `POST /v3/mail/send`, checked with SendGrid's own words for what is wrong.
import { z } from 'zod';

export type SendgridFault = { message: string; field: string | null; help: string | null };

const helpPage = 'http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html';
const isAddress = (text: string): boolean => z.email().safeParse(text).success;

const addressFields = {
  email: z.string('The email parameter is required.').refine(isAddress, 'Does not contain a valid address.'),
  name: z.string().optional(),
};
const Address = z.strictObject(addressFields);

const fromMessage =
  'The from object must be provided for every email send. It is an object that requires the email parameter, ' +
  'but may also contain a name parameter.  e.g. {"email" : "example@example.com"}  or ' +
  '{"email" : "example@example.com", "name" : "Example Recipient"}.';

const reservedHeaders = new Set(
  'x-sg-id x-sg-eid received dkim-signature content-type content-transfer-encoding to from subject reply-to cc bcc'.split(
    ' ',
  ),
);
const Headers = z
  .record(z.string(), z.string())
  .refine((headers) => Object.keys(headers).every((name) => !reservedHeaders.has(name.toLowerCase())), {
    error: 'One or more of the headers is reserved and must not be given in the headers parameter.',
  });

const customArgsBytesMax = 10_000;
const CustomArgs = z
  .record(z.string(), z.string('The custom_args values must be strings.'))
  .refine((args) => Buffer.byteLength(JSON.stringify(args)) <= customArgsBytesMax, {
    error: 'The custom_args combined must be less than 10,000 bytes.',
  });

const Personalization = z
  .strictObject({
    to: z.array(Address, 'The to array is required for all personalization objects.').min(1, {
      error: 'The to array is required for all personalization objects, and must have at least one email object.',
    }),
    cc: z.array(Address).optional(),
    bcc: z.array(Address).optional(),
    subject: z.string().optional(),
    headers: Headers.optional(),
    custom_args: CustomArgs.optional(),
  })
  .superRefine(({ to, cc = [], bcc = [] }, ctx) => {
    const seen = new Set<string>();
    for (const { email } of [...to, ...cc, ...bcc]) {
      const address = email.toLowerCase();
      if (seen.has(address)) {
        const message = `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${email}] in the personalizations.0.to field.`;
        ctx.addIssue({ code: 'custom', message });
      }
      seen.add(address);
    }
  });

const Content = z.strictObject({
  type: z.string().min(1, 'The content type must be a string at least one character in length.'),
  value: z.string().min(1, 'The content value must be a string at least one character in length.'),
});

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
const Attachment = z.strictObject({
  content: z
    .string('The attachment content is required.')
    .min(1, 'The attachment content is required.')
    .refine(isBase64, {
      error: 'The attachment content must be base64 encoded.',
    }),
  filename: z.string('The filename is required.').min(1, 'The filename is required.'),
  type: z
    .string()
    .regex(/^[^;\r\n]+$/, "The type parameter cannot contain ';' or CRLF characters.")
    .optional(),
  disposition: z.enum(['attachment', 'inline'], 'The disposition must be attachment or inline.').optional(),
  content_id: z.string().optional(),
});

const Switch = z.looseObject({ enable: z.boolean().optional() }).optional();

const contentMessage =
  'Unless a valid template_id is provided, the content parameter is required. There must be at least one defined ' +
  'content block. We typically suggest both text/plain and text/html blocks are included, but only one block is required.';
const orderMessage = 'If present, text/plain must be first, followed by text/html, followed by any other content.';

const MailRequest = z
  .strictObject({
    personalizations: z
      .array(Personalization, 'The personalizations field is required and must have at least one personalization.')
      .min(1, 'The personalizations field is required and must have at least one personalization.')
      .max(1000, 'The personalizations field must have no more than 1000 personalizations.'),
    from: z.strictObject(addressFields, fromMessage),
    reply_to: Address.optional(),
    reply_to_list: z.array(Address).optional(),
    subject: z.string().optional(),
    content: z.array(Content, contentMessage).min(1, contentMessage),
    attachments: z.array(Attachment).optional(),
    headers: Headers.optional(),
    categories: z.array(z.string().max(255)).max(10).optional(),
    custom_args: CustomArgs.optional(),
    mail_settings: z.looseObject({ sandbox_mode: Switch }).optional(),
    tracking_settings: z.looseObject({ open_tracking: Switch, click_tracking: Switch }).optional(),
  })
  .superRefine((mail, ctx) => {
    const plainAt = mail.content.findIndex(({ type }) => type === 'text/plain');
    const htmlAt = mail.content.findIndex(({ type }) => type === 'text/html');
    if (plainAt > 0 || htmlAt > 1) ctx.addIssue({ code: 'custom', path: ['content'], message: orderMessage });
    const hasSubject = Boolean(mail.subject) || mail.personalizations.every(({ subject }) => Boolean(subject));
    if (!hasSubject) {
      const message =
        'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.';
      ctx.addIssue({ code: 'custom', path: ['subject'], message });
    }
  });
export type MailRequest = z.infer<typeof MailRequest>;

/** The mail to send, or what SendGrid would find wrong with it, field by field. */
export function readMailRequest(body: unknown): { mail: MailRequest } | { faults: SendgridFault[] } {
  const result = MailRequest.safeParse(body);
  if (result.success) return { mail: result.data };
  return { faults: result.error.issues.map(faultOf) };
}

function faultOf(issue: z.core.$ZodIssue): SendgridFault {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return {
      message: `Additional property ${key} is not allowed`,
      field: [...issue.path, key].join('.'),
      help: helpPage,
    };
  }
  const field = issue.path.join('.').replace(/^from$/, 'from.email');
  return { message: issue.message, field: field || null, help: `${helpPage}#message.${field.replace(/\.\d+/g, '')}` };
}
