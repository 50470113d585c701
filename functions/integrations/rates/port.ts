// The central bank's exchange rates, as it publishes them: one bulletin a working day.

/** One currency of a bulletin; lira for `unit` of it as decimal strings, null where the bank names none. */
export type QuotedRate = {
  /** ISO 4217. */
  currency: string;
  unit: number;
  forexBuying: string | null;
  forexSelling: string | null;
  effectiveBuying: string | null;
  effectiveSelling: string | null;
};

export type Bulletin = {
  /** The day the bank dates it with. */
  day: string;
  /** Counts up within a year, such as `2026/226`. */
  number: string;
  rates: QuotedRate[];
};

/** Whatever cannot be told for certain is a `PortError`, never an empty answer. */
export type ExchangeRates = {
  /** The newest bulletin there is; before the afternoon's it is still the one of the working day before. */
  latest(): Promise<Bulletin>;
  /** The bulletin of a day; null only when the bank says that there is none, as for holidays and for today before the afternoon. */
  of(day: string): Promise<Bulletin | null>;
};
