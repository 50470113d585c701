// The places of the app, by wing, as sidebar, bottom bar and palette show them.
import type { Permission } from '@crmfex/shared/permissions.ts';
import Activity from '@lucide/svelte/icons/activity';
import FileText from '@lucide/svelte/icons/file-text';
import House from '@lucide/svelte/icons/house';
import Mail from '@lucide/svelte/icons/mail';
import Package from '@lucide/svelte/icons/package';
import Settings from '@lucide/svelte/icons/settings';
import Wallet from '@lucide/svelte/icons/wallet';
import Users from '@lucide/svelte/icons/users';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';

export type Place = { label: () => string; href: string; icon: typeof House; needs?: Permission };

export const home: Place = { label: m.home, href: to.home(), icon: House };
export const clients: Place = { label: m.clients, href: to.clients(), icon: Users };
export const products: Place = { label: m.products, href: to.products(), icon: Package, needs: 'products:read' };
export const invoices: Place = { label: m.invoices, href: to.invoices(), icon: FileText };
export const payments: Place = { label: m.payments, href: to.payments(), icon: Wallet, needs: 'payments:read' };
export const mails: Place = { label: m.mail, href: to.mails(), icon: Mail, needs: 'mail:read' };
export const activity: Place = { label: m.activity, href: to.activity(), icon: Activity, needs: 'activity:read' };
export const settings: Place = { label: m.settings, href: to.settings(), icon: Settings };

/** Wings with their places, in the order of a working day. */
export const wings: { label: () => string; places: Place[] }[] = [
  { label: m.wing_sales, places: [clients, products] },
  { label: m.wing_billing, places: [invoices, payments] },
  { label: m.wing_office, places: [mails, activity] },
];

/** Whether a path lies within a place. */
export function isWithin(path: string, place: Place): boolean {
  return path === place.href || path.startsWith(`${place.href}/`);
}

/** Whether a person may go there. */
export function isOpenTo(permissions: readonly Permission[], { needs }: { needs?: Permission }): boolean {
  return !needs || permissions.includes(needs);
}
