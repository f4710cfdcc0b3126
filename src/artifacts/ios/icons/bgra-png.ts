import { writePng } from '../../png.js';

/**
 * A true PNG (W3C PNG) of pixels as Apple's tools store them: blue, green, red, alpha, the colours
 * multiplied by alpha; every row behind a zero byte, its filter. The pixels are converted in place.
 */
export function pngFromBgra(width: number, height: number, pixels: Buffer): Buffer {
  toStraightRgba(pixels, width * 4);
  return writePng(width, height, pixels);
}

function toStraightRgba(pixels: Buffer, stride: number): void {
  for (let row = 0; row < pixels.length; row += stride + 1) {
    for (let at = row + 1; at < row + 1 + stride; at += 4) {
      const alpha = pixels[at + 3] ?? 0;
      const [blue, green, red] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      pixels[at] = straight(red, alpha);
      pixels[at + 1] = straight(green, alpha);
      pixels[at + 2] = straight(blue, alpha);
    }
  }
}

function straight(value: number, alpha: number): number {
  return alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha));
}
