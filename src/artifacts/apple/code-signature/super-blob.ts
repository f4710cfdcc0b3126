/** Slots of an embedded signature that are known here (`cs_blobs.h`, `CSSLOT_…`). */
export const signatureSlot = {
  codeDirectory: 0,
  infoPlist: 1,
  codeResources: 3,
  entitlements: 5,
  /** What the format of the signed file itself wants sealed (`cdRepSpecificSlot`). */
  container: 6,
  entitlementsDer: 7,
  alternateDirectories: 0x1000,
  message: 0x10000,
  ticket: 0x10002,
} as const;

const magic = 0xfade0cc0;
const headerSize = 12;
const indexSize = 8;
const maxBlobs = 100;

/**
 * The blobs of an embedded code signature by their slots, each with its own 8-byte header. Throws a
 * `RangeError` on damage and where one slot stands twice: readers would disagree which one counts.
 */
export function readSuperBlob(bytes: Buffer): Map<number, Buffer> {
  const length = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (bytes.readUInt32BE(0) !== magic || length > bytes.length || count > maxBlobs) {
    throw new RangeError('no code signature');
  }
  const whole = bytes.subarray(0, length);
  const blobs = new Map<number, Buffer>();
  for (let index = 0; index < count; index += 1) {
    const slot = whole.readUInt32BE(headerSize + index * indexSize);
    const offset = whole.readUInt32BE(headerSize + index * indexSize + 4);
    if (blobs.has(slot)) throw new RangeError('a slot stands twice');
    blobs.set(slot, blobAt(whole, offset));
  }
  return blobs;
}

function blobAt(bytes: Buffer, offset: number): Buffer {
  const length = bytes.readUInt32BE(offset + 4);
  if (length < 8 || offset + length > bytes.length) throw new RangeError('a blob does not fit');
  return bytes.subarray(offset, offset + length);
}
