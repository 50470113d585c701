// What the palette offers: records that were found or opened lately, and the acts that stand on the page itself.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import type { SearchHit } from '@crmfex/shared/search.ts';
import Banknote from '@lucide/svelte/icons/banknote';
import Contact from '@lucide/svelte/icons/contact';
import FileText from '@lucide/svelte/icons/file-text';
import type House from '@lucide/svelte/icons/house';
import Package from '@lucide/svelte/icons/package';
import Users from '@lucide/svelte/icons/users';
import Zap from '@lucide/svelte/icons/zap';
import { goto } from '$app/navigation';
import { money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';
import { signedIn } from '#lib/session.svelte.ts';

export type Entry = {
  key: string;
  label: string;
  detail?: string;
  hint: string;
  icon: typeof House;
  run: () => unknown;
  remember?: () => void;
};

/** Without case, accents and the dots that Turkish tells apart, as the server folds. */
export const fold = (text: string) =>
  text.trim().toLocaleLowerCase('tr').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');

function placeOf({ kind, id, parentId, isDraft }: SearchHit): { href: string; icon: typeof House } | undefined {
  switch (kind) {
    case 'client':
      return { href: to.client(id), icon: Users };
    case 'contact':
      return parentId === null ? undefined : { href: to.client(parentId), icon: Contact };
    case 'invoice':
      return { href: isDraft ? to.editInvoice(id) : to.invoice(id), icon: FileText };
    case 'payment':
      return { href: to.payment(id), icon: Banknote };
    case 'product':
      return { href: to.product(id), icon: Package };
  }
}

/** A record as the palette shows it; undefined when it has no page. */
export function hitEntry(hit: SearchHit): Entry | undefined {
  const place = placeOf(hit);
  if (!place) return undefined;
  const { kind, id, title, detail, amountMinor, currency, isDraft } = hit;
  const hint = amountMinor !== null && currency !== null ? money(amountMinor, currency) : '';
  return {
    key: `${kind} ${id}`,
    label: title || (isDraft ? m.state_draft() : m.payments_kind_opening()),
    detail,
    hint,
    icon: place.icon,
    run: () => goto(place.href),
  };
}

const recentMax = 6;
const recentName = () => `${deviceStorage.recent.name}${signedIn()?.tenant.id ?? ''}`;

function readHits(): SearchHit[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(recentName()) ?? '[]');
    return Array.isArray(value) ? (value as SearchHit[]) : []; // written below, and gone with the tab
  } catch {
    return [];
  }
}

/** Records opened from here lately, the last one first; forgotten when the tab is closed, for devices are shared. */
export const readRecent = (): Entry[] => readHits().flatMap((hit) => hitEntry(hit) ?? []);

export function rememberHit(hit: SearchHit): void {
  try {
    const others = readHits().filter(({ id }) => id !== hit.id);
    sessionStorage.setItem(recentName(), JSON.stringify([hit, ...others].slice(0, recentMax)));
  } catch {
    // Storage may be forbidden; nothing is remembered then.
  }
}

/** The acts that the page shows: whatever stands in an element marked `data-acts` and can be pressed. */
export function pageEntries(): Entry[] {
  const found = document.querySelectorAll<HTMLElement>('main [data-acts] :is(button, a[href])');
  const seen = [...found].filter(
    (element) => !element.matches(':disabled, [aria-haspopup]') && element.checkVisibility(),
  );
  return seen.map((element, place) => ({
    key: `act ${place}`,
    label: element.textContent.trim() || (element.getAttribute('aria-label') ?? ''),
    hint: '',
    icon: Zap,
    run: () => element.click(),
  }));
}
