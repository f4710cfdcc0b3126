import { createHash } from 'node:crypto';
import { readDer } from '../../der.js';
import type { FileBytes } from '../../file-bytes.js';
import type { PeFile, PePlace } from './pe.js';

const headerSize = 8;
/** `WIN_CERT_REVISION_2_0` and `WIN_CERT_TYPE_PKCS_SIGNED_DATA`. */
const signedData = 0x00020200;
const alignment = 8;
const maxSignatureSize = 1024 * 1024;
const pieceSize = 1024 * 1024;

/** The Authenticode message of a program, and whether bytes stand in it that nothing covers. */
export interface PeSignature {
  message: Buffer;
  hasHiddenBytes: boolean;
}

/**
 * The one entry of the attribute certificate table; null where the program is not signed. Throws a
 * `RangeError` on damage, where the table is not the end of the file, and for a second entry, which
 * Windows passes over: what follows would not be signed.
 */
export function readPeSignature({ file, signatures }: PeFile): PeSignature | null {
  if (signatures === null) return null;
  const { at, size } = signatures;
  if (at + size !== file.size || size > maxSignatureSize) throw new RangeError('certificate table');
  const table = file.read(at, size);
  const length = table.readUInt32LE(0);
  const isOnlyEntry = length >= headerSize && length <= size && size - length < alignment;
  if (!isOnlyEntry || table.readUInt32LE(4) !== signedData) {
    throw new RangeError('certificate table');
  }
  const message = readDer(table.subarray(headerSize, length)).raw;
  const rest = table.subarray(headerSize + message.length, length);
  const hasHiddenBytes = rest.length >= alignment || rest.some((byte) => byte !== 0);
  return { message, hasHiddenBytes };
}

/**
 * Authenticode's digest of a program: all bytes but the checksum, the table's entry in the header
 * and the table itself.
 */
export function peDigest(pe: PeFile, hash: string): Buffer {
  const digest = createHash(hash);
  for (const { at, size } of signedParts(pe)) {
    for (const piece of piecesOf(pe.file, at, size)) digest.update(piece);
  }
  return digest.digest();
}

function signedParts({ file, signatures, ...pe }: PeFile): PePlace[] {
  const behindChecksum = pe.checksumOffset + 4;
  const behindEntry = pe.signatureEntryOffset + 8;
  const end = signatures?.at ?? file.size;
  return [
    { at: 0, size: pe.checksumOffset },
    { at: behindChecksum, size: pe.signatureEntryOffset - behindChecksum },
    { at: behindEntry, size: end - behindEntry },
  ];
}

function* piecesOf(file: FileBytes, start: number, size: number): Generator<Buffer> {
  for (let done = 0; done < size; done += pieceSize) {
    yield file.read(start + done, Math.min(pieceSize, size - done));
  }
}
