// Who did something, in words: a name, or that they are no longer a member.
import { m } from './paraglide/messages.js';

/** The server says `''` of somebody who is no longer a member and null of nobody at all. */
export const actorWords = (name: string | null): string => (name === '' ? m.leaving_former() : (name ?? ''));
