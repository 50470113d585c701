// A report of records as its template wants it: parties, parts of words, of facts and of tables, all of them already in words.

/** A cell: what is read first, and what stands below it. */
export type RecordCell = string | { main: string; detail: string };

export type RecordColumn = {
  label: string;
  /** In points; null takes what the others leave, by equal shares. */
  width: number | null;
  isFigure: boolean;
};

export type RecordPart = {
  heading: string;
  note: string | null;
  /** How many records there are, as the list of contents says it; null leaves the part out there. */
  count: string | null;
} & (
  | { kind: 'words'; paragraphs: { label: string | null; lines: string[]; points: string[] }[] }
  | { kind: 'facts'; facts: { label: string; value: string }[] }
  | { kind: 'table'; columns: RecordColumn[]; rows: RecordCell[][]; empty: string }
);

/** Everything `templates/record.typ` reads. */
export type RecordView = {
  language: 'tr' | 'en';
  title: string;
  documentTitle: string;
  author: string;
  /** Instant that the bytes carry as their date. */
  dated: string;
  accent: string;
  labels: { page: string; logoAlt: string; contents: string };
  madeAt: string;
  running: string;
  notice: string;
  parties: { label: string; name: string; lines: string[] }[];
  intro: string[];
  parts: RecordPart[];
};

export type RecordDocument = { record: RecordView; logo: Uint8Array | null };
