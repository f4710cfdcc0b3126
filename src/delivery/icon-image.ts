import sharp from 'sharp';
import type { FileStore } from '../storage/file-store.js';

const largestIconBytes = 8 * 1024 * 1024;
/** What an image may unpack to; a real icon has 1024 × 1024 at the most. */
const mostPixels = 4096 * 4096;
const white = '#ffffff';

/**
 * An app's icon as a PNG of exactly `side` × `side` pixels on white. Where there is none, or it
 * cannot be drawn, a plain sign stands in for it: an install never fails for the sake of a picture.
 */
export async function iconImage(
  store: Pick<FileStore, 'readSmall'>,
  iconKey: string | null,
  side: number,
): Promise<Buffer> {
  if (iconKey === null) return standIn(side);
  const source = await store.readSmall(iconKey, largestIconBytes);
  try {
    return await drawIcon(source, side);
  } catch {
    return standIn(side);
  }
}

function drawIcon(source: Buffer, side: number): Promise<Buffer> {
  return sharp(source, { limitInputPixels: mostPixels })
    .resize(side, side, { fit: 'contain', background: white })
    .flatten({ background: white })
    .png()
    .toBuffer();
}

/** A box with an arrow into it. Shapes alone: a server may have no fonts. */
function standIn(side: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="${side}" height="${side}"><rect width="96" height="96" fill="#155e75"/><path d="M48 22v30m-14-13 14 14 14-14M24 54v18h48V54" fill="none" stroke="#ffffff" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: white }).png().toBuffer();
}
