// Whether uploaded bytes are the PNG or JPEG that they say they are, whole and of a bearable size: a broken logo would break every PDF.
import { crc32, inflateSync } from 'node:zlib';
import { Problem } from '../../../shared/problem.ts';

export type ImageSize = { width: number; height: number };

export const logoSideMax = 4096;
/** Decoded pixels cost memory in whatever draws them, however small the file. */
const pixelsMax = 4_000_000;

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const samplesOfColourType: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function broken(): Problem {
  return new Problem('invalid', 'tenant.logoBroken', {}, [{ pointer: '#', key: 'tenant.logoBroken' }]);
}

function bounded(size: ImageSize): ImageSize {
  const { width, height } = size;
  if (width < 1 || height < 1) throw broken();
  if (width > logoSideMax || height > logoSideMax || width * height > pixelsMax) {
    const parameters = { max: logoSideMax };
    throw new Problem('invalid', 'tenant.logoTooLarge', parameters, [
      { pointer: '#', key: 'tenant.logoTooLarge', parameters },
    ]);
  }
  return size;
}

type Chunk = { type: string; data: Buffer };

/** Chunks up to IEND, each with its checksum verified. */
function pngChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  let at = pngSignature.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw broken();
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end) });
    if (type === 'IEND') return chunks;
    at = end + 4;
  }
  throw broken();
}

/** Bytes that the pixels unpack to, with one filter byte a row; interlaced images have seven passes (PNG specification §8.2). */
function unpackedBytes({ width, height }: ImageSize, bitsPerPixel: number, isInterlaced: boolean): number {
  const pass = (columns: number, rows: number) =>
    columns === 0 || rows === 0 ? 0 : rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  if (!isInterlaced) return pass(width, height);
  // Start and step of each pass, across and down.
  const adam7 = [0, 8, 0, 8, 4, 8, 0, 8, 0, 4, 4, 8, 2, 4, 0, 4, 0, 2, 2, 4, 1, 2, 0, 2, 0, 1, 1, 2];
  let sum = 0;
  for (let place = 0; place < adam7.length; place += 4) {
    const [x = 0, stepX = 1, y = 0, stepY = 1] = adam7.slice(place, place + 4);
    sum += pass(Math.max(0, Math.ceil((width - x) / stepX)), Math.max(0, Math.ceil((height - y) / stepY)));
  }
  return sum;
}

function pngSize(bytes: Buffer): ImageSize {
  const chunks = pngChunks(bytes);
  const header = chunks[0];
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw broken();
  const size = bounded({ width: header.data.readUInt32BE(0), height: header.data.readUInt32BE(4) });
  const samples = samplesOfColourType[header.data.readUInt8(9)];
  if (samples === undefined) throw broken();
  const expected = unpackedBytes(size, samples * header.data.readUInt8(8), header.data.readUInt8(12) === 1);
  const packed = Buffer.concat(chunks.filter((chunk) => chunk.type === 'IDAT').map((chunk) => chunk.data));
  if (unpackedLength(packed, expected) !== expected) throw broken();
  return size;
}

function unpackedLength(packed: Buffer, max: number): number {
  try {
    return inflateSync(packed, { maxOutputLength: max }).length;
  } catch {
    // Not a deflate stream, cut short, or more than the header promised: in each case not the image it claims to be.
    throw broken();
  }
}

const isFrameHeader = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Walks the segments to the frame header (ITU T.81 §B.1.1); the pixels themselves are not decoded. */
function jpegSize(bytes: Buffer): ImageSize {
  // A few bytes after the end are common; an end that is missing means the file was cut.
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < Math.max(4, bytes.length - 64)) throw broken();
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes.readUInt8(at) !== 0xff) throw broken();
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xda || length < 2) throw broken();
    if (isFrameHeader(marker))
      return bounded({ height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) });
    at += 2 + length;
  }
  throw broken();
}

/**
 * Checks an uploaded logo and answers its size in pixels.
 * @throws Problem `wrongType` when the bytes are not of the declared type, `invalid` when they are broken or too many pixels
 */
export function imageSize(bytes: Buffer, contentType: 'image/png' | 'image/jpeg'): ImageSize {
  const isPng = bytes.subarray(0, 8).equals(pngSignature);
  const isJpeg = bytes.length > 4 && bytes.readUIntBE(0, 3) === 0xffd8ff;
  if (contentType === 'image/png' ? !isPng : !isJpeg) throw new Problem('wrongType', 'tenant.logoWrongType');
  return isPng ? pngSize(bytes) : jpegSize(bytes);
}
