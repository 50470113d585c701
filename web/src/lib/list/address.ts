// A list's state as it stands in the address: a tab or a saved view, its filters, its sort; so that going back goes back to it.
import { namesOf, type Filter, type ListDescription, type Params } from './description.ts';

export type Asked = { tab: string; view: string; params: Params; sort: string };
type Described = Pick<ListDescription<{ id: string }>, 'filters' | 'tabs' | 'columns' | 'defaultSort' | 'path'>;

const shapes: Record<Exclude<Filter['kind'], 'choice'>, RegExp> = {
  yes: /^true$/,
  days: /^\d{4}-\d\d-\d\d$/,
  amount: /^\d{1,13}$/,
  record: /^[0-9a-f-]{36}$/,
};

function fits(filter: Filter, value: string): boolean {
  if (filter.kind !== 'choice') return shapes[filter.kind].test(value);
  return filter.choices().some((choice) => choice.value === value);
}

/** Reads an address; what it does not know is left out, so that an old link still opens the list. */
export function readAddress(list: Described, search: string): Asked {
  const given = new URLSearchParams(search);
  const tab = list.tabs.find(({ value }) => value === given.get('tab'))?.value ?? '';
  const params: Params = {};
  const words = given.get('search')?.trim().slice(0, 200);
  if (words) params['search'] = words;
  for (const filter of list.filters) {
    for (const name of namesOf(filter)) {
      const value = given.get(name);
      if (value && fits(filter, value)) params[name] = value;
    }
  }
  const sorts = list.columns.flatMap(({ sort }) => (sort ? [sort, `-${sort}`] : []));
  const wished = given.get('sort') ?? '';
  const sort = sorts.includes(wished) ? wished : list.defaultSort;
  return { tab, view: given.get('view') ?? '', params, sort };
}

/** The query of an address, without what is usual, always in the same order. */
export function queryOf(list: Described, { tab, params, sort }: Omit<Asked, 'view'>): string {
  const search = new URLSearchParams();
  if (tab) search.set('tab', tab);
  for (const name of Object.keys(params).sort()) if (params[name]) search.set(name, params[name]);
  if (sort !== list.defaultSort) search.set('sort', sort);
  return search.toString();
}

/** The address of a list in a state. */
export function addressOf(list: Described, asked: Asked): string {
  const query = [asked.view ? `view=${asked.view}` : '', queryOf(list, asked)].filter(Boolean).join('&');
  return query ? `${list.path}?${query}` : list.path;
}

/** What the API is asked: the tab's own conditions and the filters, which may narrow but not undo them. */
export function questionOf(list: Described, { tab, params, sort }: Asked): Params {
  const own = list.tabs.find(({ value }) => value === tab)?.params ?? {};
  return { ...params, ...own, sort };
}
