import { AppError } from '../../../errors.js';
import {
  isSignedMessage,
  readSignedMessage,
  type SignedMessage,
  signerCertificate,
} from '../../cms.js';
import { readingPart } from '../../damage.js';
import type { MachOSlice } from '../mach-o.js';
import type { PlistDictionary } from '../property-list.js';
import { adHocFlag, type CodeDirectory, codeDirectories } from './code-directory.js';
import { signatureMessage } from './code-signer.js';
import { namesDirectories } from './directory-hashes.js';
import { readEntitlements } from './entitlements.js';
import { fileDigests, type SealedParts, wrongPart } from './special-slots.js';
import { readSuperBlob } from './super-blob.js';

/** One slice's signature, whose mathematics hold; whom to trust is not judged yet. */
export interface SliceSignature {
  /** DER of the certificate that signed. */
  certificate: Buffer;
  /** DER of the certificates beside it. */
  bag: readonly Buffer[];
  directories: readonly CodeDirectory[];
  entitlements: readonly PlistDictionary[];
}

/**
 * Judges the signature in one slice without its pages: that the code directories cover the code to
 * where the signature begins, agree with the parts they seal, and are signed by the certificate
 * in the message. Throws `signature_missing` and `signature_invalid`; `subject` names the code,
 * without an article.
 */
export function judgeSlice(
  slice: MachOSlice,
  fileSize: number,
  parts: SealedParts,
  subject: string,
): SliceSignature {
  const { signature, signaturePart } = slice;
  if (signature === null || signaturePart === null) throw unsigned(`The ${subject} is not signed`);
  const blobs = reading(subject, () => readSuperBlob(signature));
  const directories = reading(subject, () => codeDirectories(blobs));
  const message = signatureMessage(blobs);
  if (message === null || directories.some(({ flags }) => (flags & adHocFlag) !== 0)) {
    throw unsigned(`The ${subject} is signed ad hoc, with no certificate`);
  }
  const end = signaturePart.offset + signaturePart.size;
  const covers = directories.every(({ codeLimit }) => codeLimit === signaturePart.offset);
  if (!covers || end !== (slice.size ?? fileSize)) {
    throw invalid(`The ${subject} holds bytes that the signature does not cover`);
  }
  const sealed = sealedParts(parts, slice);
  const signer = judgeDirectories({ blobs, directories, message }, sealed, subject);
  return { ...signer, directories, entitlements: reading(subject, () => readEntitlements(blobs)) };
}

/** A signature's blobs by their slots, the code directories among them, and the CMS over these. */
export interface SignatureBlobs {
  blobs: ReadonlyMap<number, Buffer>;
  directories: readonly CodeDirectory[];
  message: Buffer;
}

/**
 * Judges that the code directories agree with what they seal beside code, and are signed by the
 * certificate in the message. Throws `signature_invalid`.
 */
export function judgeDirectories(
  { blobs, directories, message }: SignatureBlobs,
  parts: SealedParts,
  subject: string,
): Pick<SliceSignature, 'certificate' | 'bag'> {
  checkParts(directories, blobs, parts, subject);
  const signer = reading(subject, () => judgeMessage(readSignedMessage(message), directories));
  if (signer === null) throw invalid(`The signature of the ${subject} was changed`);
  return signer;
}

function reading<T>(subject: string, read: () => T): T {
  try {
    return readingPart(subject, read);
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : error;
    throw invalid(`The signature of the ${subject} is damaged`, cause);
  }
}

function unsigned(what: string): AppError {
  return new AppError(
    'signature_missing',
    `${what}; export the app as Ad Hoc or Enterprise, which signs all its parts.`,
  );
}

/** The refusal for what does not agree with the signature; `what` is the beginning of a sentence. */
export function invalid(what: string, cause?: unknown): AppError {
  return new AppError(
    'signature_invalid',
    `${what}; sign the app again after its last change.`,
    cause === undefined ? {} : { cause },
  );
}

/** Code without a folder of its own may carry its property list in itself. */
function sealedParts(parts: SealedParts, { infoPlist }: MachOSlice): SealedParts {
  if (parts.isBundle || infoPlist === null) return parts;
  return { ...parts, infoPlist: fileDigests(infoPlist) };
}

function checkParts(
  directories: readonly CodeDirectory[],
  blobs: ReadonlyMap<number, Buffer>,
  parts: SealedParts,
  subject: string,
): void {
  const [first] = directories;
  for (const directory of directories) {
    if (directory.identifier !== first?.identifier || directory.team !== first.team) {
      throw invalid(`The signature of the ${subject} names two identifiers or teams`);
    }
    const wrong = wrongPart(directory, blobs, parts);
    if (wrong !== null) throw invalid(`${wrong} is not what was sealed with the ${subject}`);
  }
}

function judgeMessage(message: SignedMessage, directories: readonly CodeDirectory[]) {
  const certificate = signerCertificate(message);
  const content = directories[0]?.raw ?? null;
  if (certificate === null || !isSignedMessage({ ...message, content }, certificate)) return null;
  return namesDirectories(message, directories) ? { certificate, bag: message.certificates } : null;
}
