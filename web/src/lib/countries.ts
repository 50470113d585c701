// Countries an address may stand in: Türkiye first, then those our tenants sell to, by name in the language of the screen.
import { countryName, locales } from '@crmfex/shared/format.ts';
import { language } from './language.svelte.ts';

const codes =
  'AE AL AM AT AU AZ BA BE BG BH BR BY CA CH CN CY CZ DE DK DZ EE EG ES FI FR GB GE GR HR HU IE IL IN IQ IR IS IT JO JP KR KW KZ LB LI LT LU LV LY MA MD ME MK MT NL NO NZ OM PL PT QA RO RS RU SA SE SG SI SK TM TN UA US UZ XK ZA'.split(
    ' ',
  );

/** Choices for a country field. */
export function countries(): { value: string; label: string }[] {
  const named = codes.map((value) => ({ value, label: countryName(value, language()) }));
  const sorted = named.toSorted((one, other) => one.label.localeCompare(other.label, locales[language()]));
  return [{ value: 'TR', label: countryName('TR', language()) }, ...sorted];
}
