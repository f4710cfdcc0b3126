import type { CompoundFile } from './compound-file.js';
import { type Icon, largestImage } from './icon-group.js';
import { msiStreamName } from './msi-names.js';

const maxIconSize = 4 * 1024 * 1024;
const headerSize = 6;
const entrySize = 16;
const maxImages = 50;

/**
 * The icon by which Windows lists an installed product (`ARPPRODUCTICON`), where it is an icon file
 * (.ico) and no program. Null where there is none; damage counts as none.
 */
export function readMsiIcon(file: CompoundFile, iconName: string | undefined): Icon | null {
  const entry = file.root.children.find(({ name }) => msiStreamName(name) === `Icon.${iconName}`);
  if (entry === undefined) return null;
  try {
    const bytes = file.read(entry, maxIconSize);
    return bytes.readUInt32LE(0) === 0x00010000 ? largestImage(imagesOf(bytes)) : null;
  } catch {
    return null;
  }
}

function imagesOf(bytes: Buffer) {
  const count = Math.min(bytes.readUInt16LE(4), maxImages);
  return Array.from({ length: count }, (_, index) => {
    const at = headerSize + index * entrySize;
    const start = bytes.readUInt32LE(at + 12);
    const length = bytes.readUInt32LE(at + 8);
    return {
      side: bytes.readUInt8(at) || 256,
      bits: bytes.readUInt16LE(at + 6),
      read: () => bytes.subarray(start, start + length),
    };
  });
}
