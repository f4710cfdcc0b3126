import { readSignedMessage, signerCertificate } from '../../cms.js';
import { readSuperBlob, signatureSlot } from './super-blob.js';

const headerSize = 8;

/**
 * The certificate that signed the code, out of the CMS in a code signature. Null for an ad-hoc
 * signature and for bytes that cannot be read.
 */
export function codeSigner(superBlob: Buffer): Buffer | null {
  try {
    const message = signatureMessage(readSuperBlob(superBlob));
    return message === null ? null : signerCertificate(readSignedMessage(message));
  } catch {
    return null;
  }
}

/** The CMS of a signature; null where it is signed ad hoc, by nobody. */
export function signatureMessage(blobs: ReadonlyMap<number, Buffer>): Buffer | null {
  const blob = blobs.get(signatureSlot.message);
  return blob === undefined || blob.length <= headerSize ? null : blob.subarray(headerSize);
}
