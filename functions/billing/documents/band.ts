// The band of colour on top of a page: the tenant's own colour whatever it is, and letters that can be read on it.
import { contrast, mixed } from '../../../shared/accent.ts';

export type Band = {
  band: string;
  onBand: string;
  /** For what steps back: as much of the band in it as still can be read. */
  paleOnBand: string;
};

const CONTRAST_MIN = 4.5;
const SHARE_MAX = 0.2;
const white = '#ffffff';
const ink = '#14171f';
const black = '#000000';

/** Every colour is far enough from white or from black. @param colour `#rrggbb` */
export function bandOf(colour: string): Band {
  const onBand = [white, ink].find((letters) => contrast(colour, letters) >= CONTRAST_MIN) ?? black;
  for (let share = SHARE_MAX; share > 0; share -= 0.02) {
    const paleOnBand = mixed(onBand, colour, share);
    if (contrast(paleOnBand, colour) >= CONTRAST_MIN) return { band: colour, onBand, paleOnBand };
  }
  return { band: colour, onBand, paleOnBand: onBand };
}
