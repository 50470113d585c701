// Logos: what is accepted as a PNG or JPEG, and what only pretends to be one.
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { imageSize } from './image.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function png(width: number, height: number, unpacked = height * (1 + width * 4), interlace = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(unpacked))),
    chunk('IEND', new Uint8Array()),
  ]);
}

function jpeg(width: number, height: number): Buffer {
  const app0 = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex').subarray(0, 19);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    app0,
    frame,
    Buffer.from('ffda000c03010002110311003f00aaaaffd9', 'hex'),
  ]);
}

describe('a logo', () => {
  it('tells its size when it is whole', () => {
    expect(imageSize(png(320, 120), 'image/png')).toEqual({ width: 320, height: 120 });
    expect(imageSize(jpeg(640, 200), 'image/jpeg')).toEqual({ width: 640, height: 200 });
  });

  it('may be interlaced', () => {
    // 5 × 5 pixels of 4 bytes in seven passes, by hand: (1+4) + 2·… as the specification counts them.
    const passes = [1 * 5, 1 * 5, 1 * 9, 2 * 5, 1 * 13, 3 * 9, 2 * 21];
    const sum = passes.reduce((a, b) => a + b, 0);
    expect(imageSize(png(5, 5, sum, 1), 'image/png')).toEqual({ width: 5, height: 5 });
  });

  it.each([
    ['a JPEG called PNG', jpeg(10, 10), 'image/png'],
    ['a PNG called JPEG', png(10, 10), 'image/jpeg'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'],
    ['nothing', Buffer.alloc(0), 'image/jpeg'],
  ] as const)('is refused when its bytes are not of its type: %s', (_, bytes, type) => {
    expect(() => imageSize(bytes, type)).toThrow(expect.objectContaining({ kind: 'wrongType' }));
  });

  it.each([
    ['cut short', png(50, 50).subarray(0, 60), 'image/png'],
    ['with a flipped bit', flipped(png(50, 50)), 'image/png'],
    ['with fewer pixels than it says', png(50, 50, 100), 'image/png'],
    ['that unpacks to more than it says', png(2, 2, 5_000_000), 'image/png'],
    ['without pixels', png(0, 0), 'image/png'],
    ['that ends in the middle', jpeg(50, 50).subarray(0, 30), 'image/jpeg'],
    ['without a frame', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'), 'image/jpeg'],
  ] as const)('is refused when broken: %s', (_, bytes, type) => {
    expect(() => imageSize(bytes, type)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        key: 'tenant.logoBroken',
        fields: [expect.objectContaining({ pointer: '#' })],
      }),
    );
  });

  it('is refused when it would be huge once unpacked, before anything is unpacked', () => {
    expect(() => imageSize(png(5000, 10, 10), 'image/png')).toThrow(
      expect.objectContaining({ key: 'tenant.logoTooLarge' }),
    );
    expect(() => imageSize(png(4000, 4000, 10), 'image/png')).toThrow(
      expect.objectContaining({ key: 'tenant.logoTooLarge' }),
    );
    expect(() => imageSize(jpeg(60_000, 60_000), 'image/jpeg')).toThrow(
      expect.objectContaining({ key: 'tenant.logoTooLarge' }),
    );
  });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[45] = (copy[45] ?? 0) ^ 1;
  return copy;
}
