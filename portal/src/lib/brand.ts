// A seller's colour on our pages: used as it is where it can be read, mixed where it nearly can, else left out.

type Rgb = readonly [number, number, number];
export type Accent = { accent: string; onAccent: string };

/** Grounds that an accent stands on, near enough to the tokens' own for a decision about contrast. */
const grounds = { light: '#f6f5f2', dark: '#262a33' } as const;
const contrastMin = 4.5;
/** Past this much black or white a colour is no longer the seller's. */
const mixMax = 0.5;

function rgbOf(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
const hexOf = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance (WCAG 2.2). */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb; // three in, three out
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => b - a) as [number, number]; // two in, two out
  return (light + 0.05) / (dark + 0.05);
}

function mixed(hex: string, target: string, share: number): string {
  const to = rgbOf(target);
  return hexOf(rgbOf(hex).map((part, place) => part + ((to[place] ?? 0) - part) * share) as unknown as Rgb); // three in, three out
}

/** The accent for one ground, or undefined when the colour cannot be read there and the page keeps its own. */
export function accentOn(ground: keyof typeof grounds, brandColour: string): Accent | undefined {
  const away = ground === 'light' ? '#000000' : '#ffffff';
  for (let share = 0; share <= mixMax; share += 0.05) {
    const accent = mixed(brandColour, away, share);
    if (contrast(accent, grounds[ground]) < contrastMin) continue;
    const onAccent = contrast(accent, '#ffffff') >= contrastMin ? '#ffffff' : '#101114';
    if (contrast(accent, onAccent) >= contrastMin) return { accent, onAccent };
  }
  return undefined;
}

/** Lets everything inside an element wear the seller's colour. */
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
