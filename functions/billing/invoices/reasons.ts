// Why a mail failed, for people: our own reasons are kept as message keys and spoken in the reader's language.
import type { Delivery } from '../../../shared/deliveries.ts';
import type { Language } from '../../../shared/fields.ts';
import { words } from '../../../shared/messages/index.ts';

/** The words of the mail service pass as they are. */
export const reasonWords = (reason: string | null, language: Language): string | null =>
  reason && /^(delivery|mailServer|rights)\.\w+$/.test(reason) ? words(language, reason) : reason;

export const readable = <Row extends Pick<Delivery, 'reason'>>(delivery: Row, language: Language): Row => ({
  ...delivery,
  reason: reasonWords(delivery.reason, language),
});
