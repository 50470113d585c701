// Which language the portal speaks: what the person chose in this tab, else that of the document, else that of the browser.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import { Language } from './languages.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';

const storageKey = deviceStorage.portalLanguage.name;

function stored(): Language | undefined {
  try {
    return Language.find((one) => one === sessionStorage.getItem(storageKey));
  } catch {
    return undefined; // storage may be forbidden; the choice then lasts as long as the page
  }
}

const ofBrowser: Language = navigator.languages.some((one) => one.toLowerCase().startsWith('tr')) ? 'tr' : 'en';
let chosen = $state(stored());
let ofDocument = $state<Language>();
const current = $derived<Language>(chosen ?? ofDocument ?? ofBrowser);

// Messages ask for the language at each call, so every text on the page follows a switch without a reload.
overwriteGetLocale(() => current);

export const language = {
  get current(): Language {
    return current;
  },
  /** The person's own wish, kept for this tab. */
  choose(wish: Language): void {
    chosen = wish;
    try {
      sessionStorage.setItem(storageKey, wish);
    } catch {
      // Nothing to keep it in; the page still switches.
    }
  },
  /** The document's language counts until the person chooses. */
  follow(language: Language): void {
    ofDocument = language;
  },
};
