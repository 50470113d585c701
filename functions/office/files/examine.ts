// What uploaded bytes truly are, whatever their name says: refused with a reason, or given back in a form that is safe to serve.
import { contentTypeOf } from '../../../shared/files.ts';

export type Verdict = { bytes: Uint8Array; contentType: string } | { refusal: string };

const pixelsMax = 50_000_000;
const pictureSide = 256;
const imageTypes = new Set(['image/png', 'image/jpeg', 'image/webp']);
const textTypes = new Set(['text/csv', 'application/xml']);

/** libvips, without the loaders that read more than pixels: an SVG is a program. */
async function imageLibrary() {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick'] });
  // One image at a time is what a small instance can bear.
  sharp.concurrency(1);
  return sharp;
}

/** Drawn anew from its pixels, upright, without what the camera wrote about place and owner. */
async function redrawn(bytes: Uint8Array, contentType: string): Promise<Verdict> {
  const sharp = await imageLibrary();
  try {
    const image = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' }).rotate();
    const formats = {
      'image/png': image.png(),
      'image/jpeg': image.jpeg({ quality: 88 }),
      'image/webp': image.webp({ quality: 88 }),
    };
    const format = Object.entries(formats).find(([type]) => type === contentType)?.[1];
    return format ? { bytes: await format.toBuffer(), contentType } : { refusal: 'file.wrongContent' };
  } catch {
    // The library tells broken, too large and blocked apart only by words; for the person it is one thing.
    return { refusal: 'file.brokenImage' };
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !text.includes('\u0000');
  } catch {
    // Turkish spreadsheets still write windows-1254: any bytes without a NUL are some text.
    return !bytes.includes(0);
  }
}

/** PDFs and office files by their own signature; the library looks into the archive of the latter. */
async function isWhatItSays(bytes: Uint8Array, contentType: string): Promise<boolean> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  if (textTypes.has(contentType)) return (found === undefined || found.mime === 'application/xml') && isText(bytes);
  return found?.mime === contentType;
}

/** Examines an attachment by the type that its name claims. */
export async function examineFile(name: string, bytes: Uint8Array): Promise<Verdict> {
  const contentType = contentTypeOf(name);
  if (!contentType) return { refusal: 'file.type' };
  if (bytes.length === 0) return { refusal: 'file.empty' };
  if (!(await isWhatItSays(bytes, contentType))) return { refusal: 'file.wrongContent' };
  return imageTypes.has(contentType) ? redrawn(bytes, contentType) : { bytes, contentType };
}

/** Makes the square picture of a person; its middle is kept when it is not square. */
export async function examinePicture(bytes: Uint8Array): Promise<Verdict> {
  const sharp = await imageLibrary();
  try {
    const image = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' }).rotate();
    const drawn = image.resize(pictureSide, pictureSide, { fit: 'cover' }).webp({ quality: 86 });
    return { bytes: await drawn.toBuffer(), contentType: 'image/webp' };
  } catch {
    return { refusal: 'file.brokenImage' };
  }
}
