// Whatever the colour of a business, what stands on its band can be read.
import { expect, test } from 'vitest';
import { contrast } from '../../../shared/accent.ts';
import { bandOf } from './band.ts';

test('letters on the band, those that step back too, have a contrast of at least 4.5', () => {
  for (let red = 0; red <= 255; red += 15)
    for (let green = 0; green <= 255; green += 15)
      for (let blue = 0; blue <= 255; blue += 15) {
        const colour = `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
        const { onBand, paleOnBand } = bandOf(colour);
        expect(contrast(colour, onBand), colour).toBeGreaterThanOrEqual(4.5);
        expect(contrast(colour, paleOnBand), colour).toBeGreaterThanOrEqual(4.5);
      }
});
