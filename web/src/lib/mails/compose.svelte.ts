// Whoever wants a mail written asks here; the shell opens the sheet over whatever page it is.
import type { MailKind } from '@crmfex/shared/mail-templates.ts';

export type Asked = {
  clientId?: string;
  invoiceId?: string;
  kind: MailKind | 'reminder';
  /** An address that is to be chosen already. */
  to?: string;
};

let asked = $state.raw<Asked | undefined>();

/** Opens the sheet in which a mail to a client, or about an invoice, is written. */
export function composeMail(about: Asked): void {
  asked = about;
}
export const composing = (): Asked | undefined => asked;
export const closeComposer = (): void => void (asked = undefined);
