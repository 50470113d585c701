// Codes of Turkish VAT: why something bears none, and how much of it the buyer withholds.
import * as z from 'zod';

/**
 * Percent of the VAT that the buyer withholds (tevkifat), by GİB's code: the rate in force first, then older ones that GİB still reads.
 * 6xx withhold a part, 8xx all of it. Source: GİB, UBL-TR Kod Listeleri 1.42, and the list `WithholdingTaxTypeWithPercent` of its Schematron.
 */
export const withholdingPercents: Readonly<Record<string, readonly number[]>> = {
  ...{ '601': [40, 30], '602': [90], '603': [70, 50], '604': [50], '605': [50], '606': [90], '607': [90], '608': [90] },
  ...{ '609': [70, 50], '610': [90], '611': [90], '612': [90, 70], '613': [90, 70], '614': [50], '615': [70, 50] },
  ...{ '616': [50], '617': [70], '618': [70], '619': [70], '620': [70], '621': [90], '622': [90], '623': [50] },
  ...{ '624': [20], '625': [30], '626': [20], '627': [50, 40] },
  ...Object.fromEntries(Array.from({ length: 25 }, (_, place) => [String(801 + place), [100]])),
};
export const withholdingCodes = Object.keys(withholdingPercents);

export const WithholdingCode = z
  .string()
  .refine((code) => Object.hasOwn(withholdingPercents, code), { error: 'product.withholdingCode' });

type Withheld = { withholdingCode?: string | null; withholdingRate?: string | null };

/** The percentage that a line's code withholds: the one it says, else the one in force; null without a code of the list. */
export function withholdingRateOf({ withholdingCode, withholdingRate }: Withheld): string | null {
  if (!withholdingCode || !Object.hasOwn(withholdingPercents, withholdingCode)) return null;
  return withholdingRate ?? String(withholdingPercents[withholdingCode]?.[0]);
}

/** Whether the percentage is one that GİB knows for the code. */
export const isOfficialRate = ({ withholdingCode, withholdingRate }: Withheld): boolean =>
  withholdingRate == null || Boolean(withholdingPercents[withholdingCode ?? '']?.includes(Number(withholdingRate)));

/** A code with its share as one speaks of it: `602 (9/10)`; a code that is in no list stands for itself. */
export function withholdingText(
  code: string,
  rate: string | null = withholdingRateOf({ withholdingCode: code }),
): string {
  return rate === null ? code : `${code} (${Number(rate) / 10}/10)`;
}

/**
 * Why a line bears no VAT: partial exemption (2xx), full exemption (3xx), or 351, no exemption but zero all the same.
 * Source: GİB, UBL-TR Kod Listeleri 1.42, and the list `TaxExemptionReasonCodeType` of its Schematron; 308 and 339 belong to
 * investment-incentive documents alone.
 */
export const exemptionCodes = [
  ...['201', '202', '204', '205', '206', '207', '208', '209', '211', '212', '213', '214', '215', '216', '217'],
  ...['218', '219', '220', '221', '223', '225', '226', '227', '228', '229', '230', '231', '232', '233', '234'],
  ...['235', '236', '237', '238', '239', '240', '241', '242', '250'],
  ...['301', '302', '303', '304', '305', '306', '307', '309', '310', '311', '312', '313', '314', '315', '316'],
  ...['317', '318', '319', '320', '321', '322', '323', '324', '325', '326', '327', '328', '329', '330', '331'],
  ...['332', '333', '334', '335', '336', '337', '338', '340', '341', '342', '343', '344', '350', '351'],
];
export const ExemptionCode = z
  .string()
  .refine((code) => exemptionCodes.includes(code), { error: 'product.exemptionCode' });
