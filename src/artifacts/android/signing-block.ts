import type { FileBytes } from '../file-bytes.js';
import type { ZipEnd } from '../zip-end.js';

/** The APK Signing Block (https://source.android.com/docs/security/features/apksigning/v2). */
export interface SigningBlock {
  /** Where the block begins; the entries of the archive end here. */
  offset: number;
  /** The blocks inside by id; of two with one id the first counts, as on Android. */
  blocks: ReadonlyMap<number, Buffer>;
}

export const blockId = { v2: 0x7109871a, v3: 0xf05368c0, v31: 0x1b93ad61 } as const;

const magic = 'APK Sig Block 42';
const footerSize = 24;
const maxSize = 32 * 1024 * 1024;

/** The signing block before the central directory; null where there is none. */
export function findSigningBlock(file: FileBytes, end: ZipEnd): SigningBlock | null {
  if (end.isZip64 || end.directoryOffset < footerSize + 8) return null;
  const footer = file.read(end.directoryOffset - footerSize, footerSize);
  if (footer.toString('latin1', 8) !== magic) return null;
  const size = Number(footer.readBigUInt64LE(0));
  const offset = end.directoryOffset - size - 8;
  if (size < footerSize || size > maxSize || offset < 0) return null;
  const block = file.read(offset, size + 8);
  if (Number(block.readBigUInt64LE(0)) !== size) return null;
  return { offset, blocks: readPairs(block.subarray(8, block.length - footerSize)) };
}

function readPairs(pairs: Buffer): Map<number, Buffer> {
  const blocks = new Map<number, Buffer>();
  for (let at = 0; at < pairs.length; ) {
    const length = Number(pairs.readBigUInt64LE(at));
    if (length < 4 || at + 8 + length > pairs.length) throw new RangeError('block does not fit');
    const id = pairs.readUInt32LE(at + 8);
    if (!blocks.has(id)) blocks.set(id, pairs.subarray(at + 12, at + 8 + length));
    at += 8 + length;
  }
  return blocks;
}
