// The app runs in the browser alone: nothing of a tenant is ever rendered on a server.
import { startLanguage } from '#lib/language.svelte.ts';
import { startTheme } from '#lib/theme.svelte.ts';

export const ssr = false;
export const prerender = false;

export function load(): void {
  startTheme();
  startLanguage();
}
