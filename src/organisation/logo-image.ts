import sharp, { type Metadata } from 'sharp';
import { AppError } from '../errors.js';

/** As a page shows it, on a screen with three device pixels to each: 200 × 44 CSS pixels. */
const mostWidth = 600;
const mostHeight = 132;
const mostPixels = 4096 * 4096;
const formats = ['png', 'jpeg', 'webp'];

export interface Logo {
  bytes: Buffer;
  width: number;
  height: number;
}

/**
 * A logo as pages use it: a PNG drawn anew from a PNG, JPEG or WebP, without what else the file
 * holds. No SVG: that is a document, not a picture. Throws `invalid_request`.
 */
export async function drawLogo(source: Buffer): Promise<Logo> {
  try {
    const image = sharp(source, { limitInputPixels: mostPixels });
    const { format }: Metadata = await image.metadata();
    if (!formats.includes(format ?? '')) throw notDrawn();
    const { data, info } = await image
      .autoOrient()
      .resize(mostWidth, mostHeight, { fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (cause) {
    throw notDrawn(cause);
  }
}

function notDrawn(cause?: unknown): AppError {
  return new AppError('invalid_request', 'The logo is no PNG, JPEG or WebP that can be read.', {
    cause,
  });
}
