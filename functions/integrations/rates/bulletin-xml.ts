// Reads the XML of a TCMB bulletin: hostile input like any other, so everything that does not fit is refused.
import { isDay } from '../../../shared/dates.ts';
import type { Bulletin, QuotedRate } from './port.ts';

/** Thrown for a text that is no bulletin; the adapter turns it into a PortError. */
export class NoBulletin extends Error {}

type Element = Record<string, unknown>;

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null;
const many = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** @throws NoBulletin when the text is not one */
export async function readBulletin(xml: string): Promise<Bulletin> {
  // Entities are declared in a DOCTYPE, and a bulletin has none.
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new NoBulletin('it declares a document type');
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    // Numbers stay text: they are money.
    parseTagValue: false,
    parseAttributeValue: false,
  });
  const document = parsed(() => parser.parse(xml, true));
  const head = isElement(document) ? document['Tarih_Date'] : undefined;
  if (!isElement(head)) throw new NoBulletin('it has no element Tarih_Date');
  const rates = many(head['Currency']).map(readRate);
  if (rates.length === 0) throw new NoBulletin('it names no currency');
  return { day: dayOf(textOf(head['@Tarih'])), number: numberOf(textOf(head['@Bulten_No'])), rates };
}

function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    throw new NoBulletin('it is not well-formed');
  }
}

/** `25.11.2026`, the bank's own spelling; its `Date` is American. */
function dayOf(text: string): string {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}`;
  if (!isDay(iso)) throw new NoBulletin('its day is no day');
  return iso;
}

function numberOf(text: string): string {
  if (!/^\d{4}\/\d{1,4}$/.test(text)) throw new NoBulletin('it has no number');
  return text;
}

function readRate(element: unknown): QuotedRate {
  if (!isElement(element)) throw new NoBulletin('a currency is empty');
  const currency = textOf(element['@Kod']);
  const unit = textOf(element['Unit']);
  if (!/^[A-Z]{3}$/.test(currency)) throw new NoBulletin('a currency has no code');
  if (!/^[1-9]\d{0,4}$/.test(unit)) throw new NoBulletin(`the unit of ${currency} is no number`);
  return {
    currency,
    unit: Number(unit),
    forexBuying: amountOf(element['ForexBuying']),
    forexSelling: amountOf(element['ForexSelling']),
    effectiveBuying: amountOf(element['BanknoteBuying']),
    effectiveSelling: amountOf(element['BanknoteSelling']),
  };
}

/** Empty for currencies that the bank does not trade as notes; anything else must be a plain positive number. */
function amountOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === '') return null;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text) || Number(text) === 0) throw new NoBulletin('a rate is no number');
  return text;
}
