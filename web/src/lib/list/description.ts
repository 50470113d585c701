// What a list screen is told about its records: columns, filters, sorts, tabs and acts. One screen draws them all.
import type { Permission } from '@crmfex/shared/permissions.ts';
import type { ViewedList } from '@crmfex/shared/views.ts';
import type { Page, PageAsked } from './paging.ts';

/** A question to the API, by the names of its query; they stand in the address under the same names. */
export type Params = Record<string, string>;
export type Choice = { value: string; label: string };

export type Column = {
  key: string;
  label: () => string;
  /** Width as a class, such as `w-28`; a column without one shares what is left. */
  width?: string;
  /** Numbers and amounts stand at the end. */
  isEnd?: boolean;
  /** Name of the sort behind the head. */
  sort?: string;
  /** Always there: the noun that a person would say. */
  isFixed?: boolean;
  /** Shown only to those who choose it. */
  isExtra?: boolean;
  /** Left out on screens narrower than 1024 px. */
  isWide?: boolean;
};

export type Filter = { key: string; label: () => string } & (
  | { kind: 'choice'; choices: () => Choice[] }
  | { kind: 'yes' }
  | { kind: 'days' | 'amount'; from: string; to: string }
  | {
      kind: 'record';
      find: (typed: string, signal: AbortSignal) => Promise<Choice[]>;
      name: (id: string) => Promise<string>;
    }
);

export type Tab = { value: string; label: () => string; params: Params };
export type Summary = { count: number; sum?: string; alarm?: string };

export type ChoiceAsked = {
  find: (typed: string, signal: AbortSignal) => Promise<Choice[]>;
  /** Makes what was typed and is not there yet. */
  make?: { label: (typed: string) => string; run: (typed: string) => Promise<string> };
};

export type BulkResult = { id: string; isDone: boolean; reason: string | null };
export type BulkAct<Item> = {
  key: string;
  label: () => string;
  needs: Permission;
  /** Whether the act makes sense for a record; others are left out and counted. */
  fits: (item: Item) => boolean;
  /** What has to be chosen before, such as a tag; the choice goes along to `run` and `undo`. */
  choice?: ChoiceAsked;
  /** Leads to a page instead of acting, where these records fit it. */
  go?: (items: Item[]) => string | undefined;
  /** One request for all; `key` makes a repeat answered instead of repeated. */
  run: (ids: string[], key: string, choice: string) => Promise<BulkResult[]>;
  done: (count: number) => string;
  /** What is said before, where nothing can be taken back; the act then asks once. */
  warning?: (count: number) => string;
  undo?: (ids: string[], key: string, choice: string) => Promise<unknown>;
  isDanger?: boolean;
};

export type ListDescription<Item extends { id: string }> = {
  kind: ViewedList;
  title: () => string;
  path: string;
  searchLabel: () => string;
  defaultSort: string;
  columns: Column[];
  filters: Filter[];
  /** The first one is the plain list, with an empty value. */
  tabs: Tab[];
  read: (query: Params, page: PageAsked, signal: AbortSignal) => Promise<Page<Item>>;
  summarize: (query: Params, signal: AbortSignal) => Promise<Summary>;
  countText: (count: number) => string;
  href: (item: Item) => string;
  name: (item: Item) => string;
  acts: BulkAct<Item>[];
  /** Name under which the load depends on the records, so that an act refreshes the list. */
  depends: string;
};

/** The names of the query that a filter fills. */
export const namesOf = (filter: Filter): string[] =>
  filter.kind === 'days' || filter.kind === 'amount' ? [filter.from, filter.to] : [filter.key];
