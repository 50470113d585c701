// The language of the screen: chosen, remembered on this device, switched without a reload.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';

const key = deviceStorage.language.name;

function remembered(): Language {
  try {
    const kept = localStorage.getItem(key);
    if (kept === 'tr' || kept === 'en') return kept;
  } catch {
    // Storage may be forbidden; the browser's wish holds then.
  }
  return navigator.language.toLowerCase().startsWith('tr') ? 'tr' : 'en';
}

let current = $state<Language>('tr');

/** The language texts and numbers are written in now. Reactive. */
export function language(): Language {
  return current;
}

/** Switches texts, numbers and the page's `lang`, and remembers it. */
export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(key, next);
  } catch {
    // Not remembered then; the screen still switches.
  }
}

/** Called once when the app starts in a browser. */
export function startLanguage(): void {
  current = remembered();
  document.documentElement.lang = current;
}

overwriteGetLocale(() => current);
