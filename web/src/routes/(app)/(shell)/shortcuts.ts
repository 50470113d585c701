// Keys that work everywhere: one key, or two after each other. The help sheet reads the same list.
import type { Permission } from '@crmfex/shared/permissions.ts';
import { goto } from '$app/navigation';
import { m } from '#lib/paraglide/messages.js';
import { begins } from './begins.ts';
import { activity, clients, home, invoices, payments, products, settings } from './places.ts';

export type Shortcut = { keys: string; label: () => string; href: string; needs?: Permission };

/** `g` goes, `c` creates; the second letter is that of the English word, which every keyboard has. */
export const shortcuts: { label: () => string; list: Shortcut[] }[] = [
  {
    label: m.palette_go,
    list: [
      { keys: 'gh', ...home },
      { keys: 'gc', ...clients },
      { keys: 'gi', ...invoices },
      { keys: 'gp', ...products },
      { keys: 'gm', ...payments },
      { keys: 'ga', ...activity },
      { keys: 'gs', ...settings },
    ],
  },
  { label: m.create, list: begins },
];

/** Keys that only have an effect where a list is. */
export const listShortcuts = (): { keys: string[]; label: string }[] => [
  { keys: ['j', 'k'], label: m.lists_help_walk() },
  { keys: ['Enter'], label: m.lists_help_open() },
  { keys: ['x'], label: m.lists_help_choose() },
  { keys: ['Shift', 'x'], label: m.lists_help_range() },
  { keys: ['/'], label: m.lists_help_search() },
  { keys: ['Esc'], label: m.lists_help_leave() },
];

const pauseMs = 1200;

/** Listens for sequences; the answer takes each key and says whether it was meant for a shortcut. */
export function sequences(may: (shortcut: Shortcut) => boolean, now: () => number = Date.now) {
  const all = shortcuts.flatMap(({ list }) => list);
  let before = '';
  let at = 0;
  return (key: string): boolean => {
    const typed = now() - at < pauseMs ? before + key : key;
    const found = all.find(({ keys }) => keys === typed);
    before = all.some(({ keys }) => keys.startsWith(key) && keys !== key) && !found ? key : '';
    at = now();
    if (!found || !may(found)) return before !== '';
    void goto(found.href);
    return true;
  };
}
