// The languages the portal speaks, as a plain list: the contract's schema says the same.
import type { Language as ContractLanguage } from '@crmfex/shared/fields.ts';

export type Language = ContractLanguage;
export const Language: readonly Language[] = ['tr', 'en'];
