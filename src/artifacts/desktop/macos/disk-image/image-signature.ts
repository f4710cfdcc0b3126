import { createHash } from 'node:crypto';
import {
  adHocFlag,
  type CodeDirectory,
  codeDirectories,
} from '../../../apple/code-signature/code-directory.js';
import { pageSink } from '../../../apple/code-signature/code-pages.js';
import { judgeDirectories } from '../../../apple/code-signature/code-signature.js';
import { signatureMessage } from '../../../apple/code-signature/code-signer.js';
import { readSuperBlob, signatureSlot } from '../../../apple/code-signature/super-blob.js';
import { readSignedMessage } from '../../../cms.js';
import type { FileBytes } from '../../../file-bytes.js';
import { readTimestamp, type Timestamp } from '../../timestamp.js';
import { isTicket } from '../notarisation.js';
import { invalid } from '../signature-refusals.js';
import { type ImageTrailer, signatureSizeAt, trailerSize } from './trailer.js';

/** The signature of a disk image itself. */
export interface ImageSignature {
  /** Whether a notarisation ticket is stapled to the image. */
  hasTicket: boolean;
  /** Null where it is signed ad hoc, by nobody. */
  signer: ImageSigner | null;
}

/** Who signed the image, by a signature that holds; whom to trust is not judged yet. */
export interface ImageSigner {
  /** The signer's certificate first. */
  chain: readonly Buffer[];
  timestamp: Timestamp | null;
}

const maxSignatureSize = 8 * 1024 * 1024;
const blobHeaderSize = 8;
const pieceSize = 1024 * 1024;
const subject = 'disk image';

/**
 * Judges the code signature of a disk image: its code directory covers the file up to the signature,
 * in one hash, and the trailer without the signature's size (`cdRepSpecificSlot`, as in Apple's
 * `diskimagerep.cpp`). Null where it has none. Throws `signature_invalid`, and a `RangeError` on damage.
 */
export function readImageSignature(file: FileBytes, trailer: ImageTrailer): ImageSignature | null {
  const { signature } = trailer;
  if (signature === null) return null;
  const isLast = signature.offset + signature.size === file.size - trailerSize;
  if (!isLast || signature.size > maxSignatureSize) throw new RangeError('signature of the image');
  const blobs = readSuperBlob(file.read(signature.offset, signature.size));
  const ticket = blobs.get(signatureSlot.ticket);
  const hasTicket = ticket !== undefined && isTicket(ticket.subarray(blobHeaderSize));
  const message = signatureMessage(blobs);
  const directories = codeDirectories(blobs, { mayHashWhole: true });
  if (message === null || directories.some(({ flags }) => (flags & adHocFlag) !== 0)) {
    return { hasTicket, signer: null };
  }
  blobs.set(signatureSlot.container, unsizedTrailer(trailer));
  const parts = { infoPlist: null, codeResources: null, isBundle: false };
  const { certificate, bag } = judgeDirectories({ blobs, directories, message }, parts, subject);
  if (!coversImage(directories, trailer)) {
    throw invalid('The disk image holds bytes that its signature does not cover');
  }
  if (directories.some((directory) => !holds(file, directory))) {
    throw invalid('The disk image was changed after it was signed');
  }
  const chain = [certificate, ...bag.filter((der) => !der.equals(certificate))];
  return { hasTicket, signer: { chain, timestamp: readTimestamp(readSignedMessage(message)) } };
}

function unsizedTrailer({ raw }: ImageTrailer): Buffer {
  const copy = Buffer.from(raw);
  copy.writeBigUInt64BE(0n, signatureSizeAt);
  return copy;
}

function coversImage(directories: readonly CodeDirectory[], trailer: ImageTrailer): boolean {
  const { data, tables, signature } = trailer;
  const end = Math.max(data.offset + data.size, tables.offset + tables.size);
  return directories.every(({ codeLimit }) => codeLimit === signature?.offset && end <= codeLimit);
}

function holds(file: FileBytes, directory: CodeDirectory): boolean {
  const { codeLimit, pageSize, pageHashes, hash } = directory;
  const isWhole = pageSize >= codeLimit;
  const digest = createHash(hash.name);
  const sink = isWhole ? null : pageSink(0, directory);
  const room = Buffer.allocUnsafe(Math.min(pieceSize, codeLimit));
  for (let done = 0; done < codeLimit; done += pieceSize) {
    const piece = room.subarray(0, Math.min(pieceSize, codeLimit - done));
    file.readInto(piece, done);
    if (sink === null) digest.update(piece);
    else sink.take(piece, done);
  }
  return sink?.isGood() ?? digest.digest().subarray(0, hash.size).equals(pageHashes);
}
