// Light, dark, or as the system says; `static/theme.js` applies the same key before the first paint.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';

const key = deviceStorage.theme.name;

export type Theme = 'system' | 'light' | 'dark';

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

let current = $state<Theme>('system');

/** The chosen theme. Reactive. */
export function theme(): Theme {
  return current;
}

/** Applies a theme and remembers it on this device. */
export function setTheme(next: Theme): void {
  current = next;
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (next === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  } catch {
    // Not remembered then; the screen still switches.
  }
}

/** Called once when the app starts in a browser. */
export function startTheme(): void {
  current = remembered();
}
