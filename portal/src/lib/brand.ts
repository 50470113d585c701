// A seller's colour on our pages, where it can be read; elsewhere the page keeps its own accent.
import { accentOn, mixed } from '@crmfex/shared/accent.ts';

/** Lets everything inside an element wear the seller's colour, in both themes or in none. */
export function wearBrand(brandColour: string | null) {
  return (element: HTMLElement): void => {
    const light = brandColour ? accentOn('light', brandColour) : undefined;
    const dark = brandColour ? accentOn('dark', brandColour) : undefined;
    if (!light || !dark) return;
    const set = (name: string, ofLight: string, ofDark: string) =>
      element.style.setProperty(name, `light-dark(${ofLight}, ${ofDark})`);
    set('--accent', light.accent, dark.accent);
    set('--accent-strong', mixed(light.accent, '#000000', 0.15), mixed(dark.accent, '#ffffff', 0.15));
    set('--accent-ink', light.accent, dark.accent);
    set('--on-accent', light.onAccent, dark.onAccent);
  };
}
