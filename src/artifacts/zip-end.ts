import { damaged } from './damage.js';
import type { FileBytes } from './file-bytes.js';

/** Where a ZIP file ends, by its end of central directory record (APPNOTE 4.3.14 to 4.3.16). */
export interface ZipEnd {
  entryCount: number;
  directoryOffset: number;
  directorySize: number;
  /** Of the end of central directory record itself. */
  recordOffset: number;
  isZip64: boolean;
}

const recordSize = 22;
const locatorSize = 20;
const zip64RecordSize = 56;
const maxComment = 0xffff;

/**
 * Finds the end record. The last signature in the file decides, and the directory must end exactly
 * where the end records begin: other readers would otherwise see another archive.
 */
export function findZipEnd(file: FileBytes): ZipEnd {
  const tailSize = Math.min(file.size, recordSize + maxComment);
  const tailOffset = file.size - tailSize;
  const tail = file.read(tailOffset, tailSize);
  for (let at = tailSize - recordSize; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    if (tail.readUInt16LE(at + 20) !== tailSize - at - recordSize) break;
    return wholeDirectory(file, endFrom(tail.subarray(at), tailOffset + at));
  }
  throw damaged('The end of the archive');
}

function endFrom(record: Buffer, recordOffset: number): ZipEnd {
  return {
    entryCount: record.readUInt16LE(10),
    directorySize: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
    recordOffset,
    isZip64: false,
  };
}

function wholeDirectory(file: FileBytes, end: ZipEnd): ZipEnd {
  const { found, endsAt } = zip64End(file, end);
  if (found.directoryOffset + found.directorySize !== endsAt) {
    throw damaged('The directory of the archive');
  }
  return found;
}

function zip64End(file: FileBytes, end: ZipEnd): { found: ZipEnd; endsAt: number } {
  const locatorOffset = end.recordOffset - locatorSize;
  const plain = { found: end, endsAt: end.recordOffset };
  if (locatorOffset < zip64RecordSize) return plain;
  const locator = file.read(locatorOffset, locatorSize);
  if (locator.readUInt32LE(0) !== 0x07064b50) return plain;
  const endsAt = Number(locator.readBigUInt64LE(8));
  const record = file.read(endsAt, zip64RecordSize);
  const size = Number(record.readBigUInt64LE(4)) + 12;
  if (record.readUInt32LE(0) !== 0x06064b50 || endsAt + size !== locatorOffset) {
    throw damaged('The ZIP64 end of the archive');
  }
  return {
    endsAt,
    found: {
      entryCount: Number(record.readBigUInt64LE(32)),
      directorySize: Number(record.readBigUInt64LE(40)),
      directoryOffset: Number(record.readBigUInt64LE(48)),
      recordOffset: end.recordOffset,
      isZip64: true,
    },
  };
}
