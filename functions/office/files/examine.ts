// What uploaded bytes truly are, whatever their name says: refused with a reason, or given back in a form that is safe to serve.
import { contentTypeOf } from '../../../shared/files.ts';

export type Verdict = { bytes: Uint8Array; contentType: string } | { refusal: string };

const pixelsMax = 50_000_000;
const pictureSide = 256;
const textTypes = new Set(['text/csv', 'application/xml']);

/** libvips, without the loaders that read more than pixels: an SVG is a program. */
async function imageLibrary() {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick'] });
  // One image at a time is what a small instance can bear.
  sharp.concurrency(1);
  return sharp;
}

type Pixels = ReturnType<Awaited<ReturnType<typeof imageLibrary>>>;

// An image takes the last format that it was told, so it is told one only.
const encoders: Record<string, (image: Pixels) => Pixels> = {
  'image/png': (image) => image.png(),
  'image/jpeg': (image) => image.jpeg({ quality: 88 }),
  'image/webp': (image) => image.webp({ quality: 88 }),
};

/** The library tells broken, too large and blocked apart only by words; for the person it is one thing. */
async function drawn(bytes: Uint8Array, contentType: string, draw: (image: Pixels) => Pixels): Promise<Verdict> {
  const sharp = await imageLibrary();
  try {
    const image = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' }).rotate();
    return { bytes: await draw(image).toBuffer(), contentType };
  } catch {
    return { refusal: 'file.brokenImage' };
  }
}

// Turkish spreadsheets still write windows-1254, so that text is told by having no NUL and not by being UTF-8.
const isText = (bytes: Uint8Array) => !bytes.includes(0);

/** PDFs and office files by their own signature; the library looks into the archive of the latter. */
async function isWhatItSays(bytes: Uint8Array, contentType: string): Promise<boolean> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  if (textTypes.has(contentType)) return (found === undefined || found.mime === 'application/xml') && isText(bytes);
  return found?.mime === contentType;
}

/** Examines an attachment by the type that its name claims; images are drawn anew, without what the camera wrote about place and owner. */
export async function examineFile(name: string, bytes: Uint8Array): Promise<Verdict> {
  const contentType = contentTypeOf(name);
  if (!contentType) return { refusal: 'file.type' };
  if (bytes.length === 0) return { refusal: 'file.empty' };
  if (!(await isWhatItSays(bytes, contentType))) return { refusal: 'file.wrongContent' };
  const encode = encoders[contentType];
  return encode ? drawn(bytes, contentType, encode) : { bytes, contentType };
}

/** Makes the square picture of a person; its middle is kept when it is not square. */
export function examinePicture(bytes: Uint8Array): Promise<Verdict> {
  return drawn(bytes, 'image/webp', (image) =>
    image.resize(pictureSide, pictureSide, { fit: 'cover' }).webp({ quality: 86 }),
  );
}
