// The currencies of the house as choices of a field.
import { currencies } from '@crmfex/shared/fields.ts';

export const currencyChoices = currencies.map((value) => ({ value, label: value }));
