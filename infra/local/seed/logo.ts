// The logos of the demo businesses, drawn point by point into a PNG: a suspension bridge over water, and a finch.
import { crc32, deflateSync } from 'node:zlib';

const size = 256;
const samples = 3;

type Point = { x: number; y: number };
type Ink = readonly [red: number, green: number, blue: number, alpha: number];

const none: Ink = [0, 0, 0, 0];
const petrol: Ink = [15, 76, 92, 255];
const white: Ink = [255, 255, 255, 255];
const water: Ink = [94, 168, 180, 255];
const wine: Ink = [122, 36, 56, 255];
const gold: Ink = [240, 176, 64, 255];

/** Whether a point of the unit square lies on a square with round corners. */
function isOnGround({ x, y }: Point): boolean {
  const radius = 0.22;
  const dx = Math.max(radius - x, x - (1 - radius), 0);
  const dy = Math.max(radius - y, y - (1 - radius), 0);
  return Math.hypot(dx, dy) <= radius;
}

const towers = [0.3, 0.7];
/** Height of the main cable: a parabola between the towers, straight lines to the shores. */
function cableAt(x: number): number {
  if (x < 0.3) return 0.24 + (0.3 - x) * 1.25;
  if (x > 0.7) return 0.24 + (x - 0.7) * 1.25;
  return 0.24 + 0.3 * (1 - ((x - 0.5) / 0.2) ** 2);
}

/** What is seen at a point of the unit square. */
export type Picture = (point: Point) => Ink;

export function bridge(point: Point): Ink {
  if (!isOnGround(point)) return none;
  const { x, y } = point;
  if (Math.abs(y - 0.6) < 0.022) return white;
  if (y < 0.78 && y > 0.2 && towers.some((tower) => Math.abs(x - tower) < 0.022)) return white;
  if (Math.abs(y - cableAt(x)) < 0.02 && y < 0.6) return white;
  const isHanger = Math.abs((x * 20) % 1) < 0.16 && y > cableAt(x) && y < 0.6;
  if (isHanger) return white;
  if (Math.abs(y - 0.83 - 0.012 * Math.sin(x * 26)) < 0.018) return water;
  return petrol;
}

const isWithin = ({ x, y }: Point, [cx, cy]: [number, number], [rx, ry]: [number, number], turn = 0): boolean => {
  const [dx, dy] = [x - cx, y - cy];
  const [along, across] = [dx * Math.cos(turn) + dy * Math.sin(turn), dy * Math.cos(turn) - dx * Math.sin(turn)];
  return (along / rx) ** 2 + (across / ry) ** 2 <= 1;
};

export function finch(point: Point): Ink {
  if (!isOnGround(point)) return none;
  const { x, y } = point;
  if (isWithin(point, [0.655, 0.345], [0.024, 0.024])) return wine;
  if (x > 0.72 && x < 0.86 && Math.abs(y - 0.37) < (0.86 - x) * 0.36) return gold;
  if (isWithin(point, [0.43, 0.6], [0.22, 0.1], -0.5)) return gold;
  const isBody = isWithin(point, [0.46, 0.56], [0.27, 0.19], -0.5) || isWithin(point, [0.64, 0.37], [0.13, 0.12]);
  const isTail = x > 0.12 && x < 0.36 && Math.abs(y - (0.98 - x * 0.85)) < 0.055;
  return isBody || isTail ? white : wine;
}

/** The mean ink of one pixel, which smooths edges. */
function pixel(picture: Picture, column: number, row: number): number[] {
  const sum = [0, 0, 0, 0];
  for (let place = 0; place < samples * samples; place += 1) {
    const x = (column + ((place % samples) + 0.5) / samples) / size;
    const y = (row + (Math.floor(place / samples) + 0.5) / samples) / size;
    const [red, green, blue, alpha] = picture({ x, y });
    const weight = alpha / 255;
    [red * weight, green * weight, blue * weight, alpha].forEach(
      (part, index) => (sum[index] = (sum[index] ?? 0) + part),
    );
  }
  const [red = 0, green = 0, blue = 0, alpha = 0] = sum;
  const weight = alpha / 255 || 1;
  return [red / weight, green / weight, blue / weight, alpha / (samples * samples)].map(Math.round);
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const checksum = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A picture as a PNG with transparency (ISO/IEC 15948). */
export function pngOf(picture: Picture): Buffer {
  const rows: number[] = [];
  for (let row = 0; row < size; row += 1) {
    rows.push(0);
    for (let column = 0; column < size; column += 1) rows.push(...pixel(picture, column, row));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
