import type { FileBytes } from '../file-bytes.js';
import type { ZipEnd } from '../zip-end.js';

/** The APK Signing Block (https://source.android.com/docs/security/features/apksigning/v2). */
export interface SigningBlock {
  /** Where the block begins; the entries of the archive end here. */
  offset: number;
  /** The blocks inside by id; of two with one id the first counts, as on Android. */
  blocks: ReadonlyMap<number, Buffer>;
}

/** Source stamp, padding, dependency and store blocks have other ids and are passed over. */
export const blockId = { v2: 0x7109871a, v3: 0xf05368c0, 'v3.1': 0x1b93ad61 } as const;

const magic = 'APK Sig Block 42';
const footerSize = 24;
const maxSize = 32 * 1024 * 1024;

/**
 * The signing block before the central directory; null where there is none. Throws a `RangeError`
 * for one above 32 MiB, which Android would still read.
 */
export function findSigningBlock(file: FileBytes, end: ZipEnd): SigningBlock | null {
  if (end.isZip64 || end.directoryOffset < footerSize + 8) return null;
  const footer = file.read(end.directoryOffset - footerSize, footerSize);
  if (footer.toString('latin1', 8) !== magic) return null;
  const size = Number(footer.readBigUInt64LE(0));
  const offset = end.directoryOffset - size - 8;
  if (size < footerSize || offset < 0) return null;
  if (size > maxSize) throw new RangeError('the signing block is too large');
  const block = file.read(offset, size + 8);
  if (Number(block.readBigUInt64LE(0)) !== size) return null;
  return { offset, blocks: readPairs(block.subarray(8, block.length - footerSize)) };
}

/** Like Android, stops without a word at a pair that does not fit. */
function readPairs(pairs: Buffer): Map<number, Buffer> {
  const blocks = new Map<number, Buffer>();
  for (let at = 0; at + 12 <= pairs.length; ) {
    const length = Number(pairs.readBigUInt64LE(at));
    if (length < 4 || at + 8 + length > pairs.length) break;
    const id = pairs.readUInt32LE(at + 8);
    if (!blocks.has(id)) blocks.set(id, pairs.subarray(at + 12, at + 8 + length));
    at += 8 + length;
  }
  return blocks;
}
