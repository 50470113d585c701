// A first look at a logo before anything decodes it: a small file may unfold to gigabytes of pixels.

/** 16 megapixels, 64 MB once decoded. */
const PIXELS_MAX = 16_000_000;

/** Why a logo cannot be drawn, or null when it looks like a PNG or JPEG of sensible size. */
export function refusedLogo(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = pngSize(view) ?? jpegSize(view);
  if (!size) return 'it is neither PNG nor JPEG';
  const pixels = size.width * size.height;
  if (pixels === 0) return 'it has no pixels';
  return pixels > PIXELS_MAX ? `it has ${size.width} × ${size.height} pixels` : null;
}

type Size = { width: number; height: number };

/** PNG (ISO 15948 §11.2.2): signature, then the IHDR chunk with width and height. */
function pngSize(view: DataView): Size | null {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** JPEG (ITU T.81 §B.2.2): walks the segments to the start of frame, which holds height and width. */
function jpegSize(view: DataView): Size | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
