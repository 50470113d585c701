// Takes out of a text what may be somebody's: addresses, long numbers, quoted values, what follows a question mark.
import { isIP } from 'node:net';
import { coarseAddress } from './addresses.ts';

/** Names of ours in quotes (tables, constraints, fields) stay; anything else in quotes may be a value. */
const ownName = /^[a-z][a-z0-9_.-]*$/;
const mailAddress = /(?<![^\s<>"'(),;:])[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;
const afterQuestionMark = /(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g;
const iban = /\b(?=[A-Z0-9]*\d)[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){3,7}[A-Z0-9]{0,4}\b/g;

/** Values in quotes, as PostgreSQL and parsers repeat them. */
const withoutQuoted = (text: string): string =>
  text.replace(/"([^"\n]{0,400})"|'([^'\n]{1,400})'(?![a-z])|“([^”\n]{0,400})”/g, (whole, ...parts: unknown[]) => {
    const value = [parts[0], parts[1], parts[2]].find((part) => typeof part === 'string');
    return typeof value === 'string' && ownName.test(value) ? whole : '"[…]"';
  });

/** For reasons of failures and other texts that leave a business's own pages. */
export function redactedText(text: string): string {
  return withoutQuoted(text.replace(mailAddress, '[address]').replace(afterQuestionMark, '$1?[…]'))
    .replace(iban, '[number]')
    .replace(/\b\d(?:[ .-]?\d){7,}\b/g, '[number]');
}

/** Passwords in addresses of services, such as `postgres://role:password@host`. */
const userInAddress = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*@/gi;
const afterMark = /([?#])[^\s"'<>)]*=[^\s"'<>)]*/g;
const shownCredential = /\b(Bearer|Basic|SharedKey|SharedAccessSignature)\s+[^\s"',]+/gi;
/** `password=…`, `token: …` in running text. */
const named =
  /\b((?:[\w-]*(?:password|parola|token|secret|api[-_]?key|authorization|cookie|signature|accountkey)|sig|cvv|iban|tckn)["']?\s*[=:]\s*["']?)(?!\[)[^\s"',;&)}\]]+/gi;
/** One-time codes and states of sign-ins; `code: 400` is none. */
const namedShort = /\b((?:code|state)=)[^\s"',;&)}\]]+/gi;
/** The signature alone may be short. */
const webToken = /\beyJ[\w-]+(?:\.[\w-]*)+/g;
/** Keys and tokens are long and mix what words do not; ids, hashes and names of functions are all lower case. */
const tokenLike = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{22,}(?![\w-])/g;
const longDigits = /(?<![\w.-])\d{10,19}(?![\w.-])/g;
const networkAddress =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:\.\d{1,3}){0,3})(?![\w.]|:[0-9A-Fa-f:])/g;

/** This machine's own stay whole: they are nobody's. */
function coarseIn(found: string): string {
  if (isIP(found) === 0 || found.startsWith('127.') || found === '::1' || found === '::') return found;
  return coarseAddress(found) ?? found;
}

const textMax = 8000;

/** For lines of the server's log: ids, names of ours, numbers of lines stay; credentials, people's addresses and numbers go. */
export function loggedText(text: string): string {
  return text
    .slice(0, textMax)
    .replace(userInAddress, '$1')
    .replace(afterMark, '$1[…]')
    .replace(shownCredential, '$1 [redacted]')
    .replace(mailAddress, '[address]')
    .replace(named, '$1[redacted]')
    .replace(namedShort, '$1[redacted]')
    .replace(webToken, '[redacted]')
    .replace(tokenLike, '[redacted]')
    .replace(iban, '[number]')
    .replace(longDigits, '[number]')
    .replace(networkAddress, coarseIn);
}

/** PostgreSQL and parsers of JSON quote input as it came, with quotes of its own in it: then all between the outermost goes. */
const quotedInput = /(: )"[^]*"|(^Unexpected .*?)["'][^]*"(?= is not valid JSON)/;

/** An error's own words for the log: as `loggedText`, and without what it quotes. */
export function loggedMessage(message: string): string {
  const outer = message.slice(0, textMax).replace(quotedInput, '$1$2"[…]"');
  return loggedText(withoutQuoted(outer));
}

/** The stack without the message that stands at its head, whose words are given anew. */
export function loggedStack({ name, message, stack }: Error): string | undefined {
  if (stack === undefined) return undefined;
  const at = message === '' ? -1 : stack.indexOf(message);
  const frames = at === -1 ? stack.slice(Math.max(0, stack.search(/\n\s+at /))) : stack.slice(at + message.length);
  return loggedText(`${name}: ${loggedMessage(message)}${frames}`);
}

/** What may be thrown to a host that writes down whatever it catches: the same words as our own log, and nothing that hangs on the error. */
export function errorForHost(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(loggedMessage(String(error)));
  const safe = new Error(loggedMessage(error.message));
  safe.name = error.name;
  safe.stack = loggedStack(error) ?? '';
  return safe;
}
