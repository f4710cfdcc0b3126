import type { Archive } from '../../archive.js';
import type { IconFacts } from '../../artifact.js';
import type { Resources } from '../resources.js';
import { drawSvg } from './draw-svg.js';
import { drawableSource } from './drawable-source.js';
import { canvas, type IconDrawing, iconDrawing } from './drawable-svg.js';

const side = 288;

/**
 * Draws an icon that is XML (a vector, or an adaptive icon's foreground over its background) as a
 * PNG of 288 pixels. Null where it holds more than is drawn here, or nothing can be seen on it.
 */
export async function renderIcon(
  archive: Archive,
  resources: Resources,
  path: string,
): Promise<{ facts: IconFacts; bytes: Buffer } | null> {
  try {
    const drawing = await iconDrawing(path, drawableSource(archive, resources));
    const bytes = await drawSvg(document(drawing));
    return bytes && { facts: { type: 'image/png', width: side, height: side }, bytes };
  } catch {
    // whatever its files do wrong, an icon is no reason to refuse a build
    return null;
  }
}

function document({ svg, isAdaptive }: IconDrawing): string {
  const shown = isAdaptive ? canvas.shown : canvas.whole;
  const margin = (canvas.whole - shown) / 2;
  const box = `viewBox="${margin} ${margin} ${shown} ${shown}"`;
  const size = `width="${canvas.whole}" height="${canvas.whole}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" ${box}><svg ${size}>${svg}</svg></svg>`;
}
