import type { IconFacts } from '../../artifact.js';
import { imageFacts } from '../../image.js';
import { dibToPng } from './dib.js';
import type { PeFile } from './pe.js';
import { readResource, resourcesOf, resourceType } from './pe-resources.js';

const maxGroupSize = 16 * 1024;
const maxImageSize = 4 * 1024 * 1024;
const maxCandidates = 20;
const headerSize = 6;
const entrySize = 14;

export interface Icon {
  facts: IconFacts;
  bytes: Buffer;
}

/** One image of an icon, read when it is asked for. */
export interface IconImage {
  side: number;
  bits: number;
  read(): Buffer | undefined;
}

/**
 * The largest image of the first icon group, which is the one that Explorer shows, as a PNG. Images
 * with fewer than 32 bits are left out. Null where there is none; damage counts as none.
 */
export function readExeIcon(pe: PeFile): Icon | null {
  try {
    const [group] = resourcesOf(pe, resourceType.iconGroup);
    return group === undefined
      ? null
      : largestImage(imagesOf(pe, readResource(pe, group, maxGroupSize)));
  } catch {
    return null;
  }
}

/** The largest image that can be shown, as a PNG. Throws what reading one throws. */
export function largestImage(images: IconImage[]): Icon | null {
  images.sort((one, other) => other.side - one.side || other.bits - one.bits);
  for (const image of images.slice(0, maxCandidates)) {
    const bytes = image.read();
    const icon = bytes === undefined ? null : decode(bytes);
    if (icon !== null) return icon;
  }
  return null;
}

/** The images that a group names (GRPICONDIR); a side of 0 means 256. */
function imagesOf(pe: PeFile, group: Buffer): IconImage[] {
  const resources = resourcesOf(pe, resourceType.icon);
  const count = Math.min(
    group.readUInt16LE(4),
    Math.floor((group.length - headerSize) / entrySize),
  );
  return Array.from({ length: count }, (_, index) => {
    const at = headerSize + index * entrySize;
    const id = group.readUInt16LE(at + 12);
    const resource = resources.find(({ name }) => name === id);
    return {
      side: group.readUInt8(at) || 256,
      bits: group.readUInt16LE(at + 6),
      read: () => resource && readResource(pe, resource, maxImageSize),
    };
  });
}

function decode(image: Buffer): Icon | null {
  const facts = imageFacts(image);
  if (facts !== null) return { facts, bytes: image };
  const bytes = dibToPng(image);
  const converted = bytes === null ? null : imageFacts(bytes);
  return bytes === null || converted === null ? null : { facts: converted, bytes };
}
