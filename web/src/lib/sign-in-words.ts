// What an outcome of the sign-in log is called, and which tone it has.
import type { SignInOutcome } from '@crmfex/shared/users.ts';
import { m } from './paraglide/messages.js';
import type { Said } from './states.ts';

const said: Record<SignInOutcome, () => Said> = {
  ok: () => ({ tone: 'good', label: m.sign_in_ok() }),
  verified: () => ({ tone: 'good', label: m.sign_in_verified() }),
  confirmed: () => ({ tone: 'neutral', label: m.accounts_outcome_confirmed() }),
  wrongPassword: () => ({ tone: 'bad', label: m.sign_in_wrong() }),
  wrongCode: () => ({ tone: 'bad', label: m.accounts_outcome_wrong_code() }),
  unverified: () => ({ tone: 'warn', label: m.sign_in_unverified() }),
  signedOut: () => ({ tone: 'neutral', label: m.sign_in_out(), hollow: true }),
  sessionsEnded: () => ({ tone: 'neutral', label: m.accounts_outcome_ended(), hollow: true }),
  passwordReset: () => ({ tone: 'accent', label: m.sign_in_reset() }),
  passwordChanged: () => ({ tone: 'accent', label: m.sign_in_reset() }),
  emailChanged: () => ({ tone: 'accent', label: m.accounts_email_changed() }),
  emailRestored: () => ({ tone: 'accent', label: m.accounts_email_restored() }),
  secondFactorAdded: () => ({ tone: 'accent', label: m.accounts_second_factor_added() }),
  secondFactorRemoved: () => ({ tone: 'warn', label: m.accounts_second_factor_removed() }),
  recoveryCodeUsed: () => ({ tone: 'warn', label: m.accounts_recovery_code_used() }),
  recoveryCodesRenewed: () => ({ tone: 'accent', label: m.accounts_recovery_codes_renewed() }),
  passkeyAdded: () => ({ tone: 'accent', label: m.accounts_passkey_added() }),
  passkeyRemoved: () => ({ tone: 'warn', label: m.accounts_passkey_removed() }),
};

export const outcomeWords = (outcome: SignInOutcome): Said => said[outcome]();
