// A tenant's colour where it must be read: used as it is where it can be, darkened or lightened where it nearly can, else left out.

export type Accent = { accent: string; onAccent: string };

/** The least kind grounds that an accent stands on: the darkest of the light surfaces, the lightest of the dark ones. */
const grounds = { light: '#f6f5f2', dark: '#262a33' } as const;
const CONTRAST_MIN = 4.5;
/** Past this much black or white a colour is no longer the tenant's. */
const MIX_MAX = 0.5;

const channelsOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const lights = [luminance(one), luminance(other)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

/** A colour on its way to another: share 0 is the first, 1 the second. */
export function mixed(hex: string, target: string, share: number): string {
  const to = channelsOf(target);
  const channels = channelsOf(hex).map((channel, place) => Math.round(channel + ((to[place] ?? 0) - channel) * share));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The accent for one ground and what can be read on it, or undefined when the colour cannot be read there and the page keeps its own. */
export function accentOn(ground: keyof typeof grounds, brandColour: string): Accent | undefined {
  const away = ground === 'light' ? '#000000' : '#ffffff';
  for (let share = 0; share <= MIX_MAX; share += 0.05) {
    const accent = mixed(brandColour, away, share);
    if (contrast(accent, grounds[ground]) < CONTRAST_MIN) continue;
    const onAccent = contrast(accent, '#ffffff') >= CONTRAST_MIN ? '#ffffff' : '#101114';
    if (contrast(accent, onAccent) >= CONTRAST_MIN) return { accent, onAccent };
  }
  return undefined;
}
