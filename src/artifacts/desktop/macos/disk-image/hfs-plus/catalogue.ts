import { maxEntries } from '../volume-file.js';
import type { LeafRecord } from './b-tree.js';
import { type Fork, forkSize, type HfsVolume, readFork } from './volume-header.js';

/** What the catalogue of a volume holds. */
export interface HfsCatalogue {
  folders: ReadonlyMap<number, HfsFolder>;
  files: readonly HfsFile[];
}

export interface HfsFolder {
  name: string;
  parent: number;
}

export interface HfsFile extends HfsFolder {
  number: number;
  isLink: boolean;
  /** The number of the file whose content is meant, of files with several names; else null. */
  linkedFile: number | null;
  isCompressed: boolean;
  data: Fork;
}

const recordType = { folder: 1, file: 2 } as const;
const folderSize = 88;
const fileSize = 88 + forkSize;
/** Of the Unix file mode. */
const fileTypeMask = 0xf000;
const linkType = 0xa000;
const hardLink = 'hlnkhfs+';
/** `UF_COMPRESSED` of `sys/stat.h`, in the lowest byte of the owner's flags. */
const compressedFlag = 0x20;

/** Takes folders and files from the leaves (TN1150, "Catalog File"); throws a `RangeError` on damage. */
export function readCatalogue(volume: HfsVolume, leaves: Iterable<LeafRecord>): HfsCatalogue {
  const folders = new Map<number, HfsFolder>();
  const files: HfsFile[] = [];
  for (const { key, data } of leaves) {
    const type = data.readUInt16BE(0);
    if (type === recordType.folder) {
      if (data.length < folderSize) throw new RangeError('a folder does not fit');
      const number = data.readUInt32BE(8);
      if (folders.has(number)) throw new RangeError('two folders of one number');
      folders.set(number, nameOf(key));
    } else if (type === recordType.file) {
      if (data.length < fileSize) throw new RangeError('a file does not fit');
      files.push({ ...nameOf(key), ...readFile(volume, data) });
    }
    if (folders.size + files.length > maxEntries) throw new RangeError('too many files');
  }
  return { folders, files };
}

/** Kept with its letters decomposed; and a `/` is how HFS+ keeps what programs see as `:`. */
function nameOf(key: Buffer): HfsFolder {
  const end = 6 + 2 * key.readUInt16BE(4);
  if (end > key.length) throw new RangeError('a name does not fit');
  const name = Buffer.from(key.subarray(6, end)).swap16().toString('utf16le');
  return { parent: key.readUInt32BE(0), name: name.normalize('NFC').replaceAll('/', ':') };
}

function readFile(volume: HfsVolume, data: Buffer): Omit<HfsFile, keyof HfsFolder> {
  const isHardLink = data.toString('latin1', 48, 56) === hardLink;
  return {
    number: data.readUInt32BE(8),
    isLink: (data.readUInt16BE(42) & fileTypeMask) === linkType,
    linkedFile: isHardLink ? data.readUInt32BE(44) : null,
    isCompressed: (data.readUInt8(41) & compressedFlag) !== 0,
    data: readFork(volume, data.subarray(88)),
  };
}
