import { readSignedMessage, signerCertificate } from './cms.js';

const superBlobMagic = 0xfade0cc0;
const wrapperMagic = 0xfade0b01;
const signatureSlot = 0x10000;
const maxBlobs = 100;

/**
 * The certificate that signed the code, out of the CMS in a code signature SuperBlob
 * (`CSCommon.h`). Null for an ad-hoc signature and for bytes that cannot be read.
 */
export function codeSigner(superBlob: Buffer): Buffer | null {
  try {
    const message = signatureBlob(superBlob);
    return message === null ? null : signerCertificate(readSignedMessage(message));
  } catch {
    return null;
  }
}

function signatureBlob(superBlob: Buffer): Buffer | null {
  if (superBlob.readUInt32BE(0) !== superBlobMagic) return null;
  const count = Math.min(superBlob.readUInt32BE(8), maxBlobs);
  for (let index = 0; index < count; index += 1) {
    if (superBlob.readUInt32BE(12 + index * 8) !== signatureSlot) continue;
    const offset = superBlob.readUInt32BE(16 + index * 8);
    const length = superBlob.readUInt32BE(offset + 4);
    if (superBlob.readUInt32BE(offset) !== wrapperMagic || length <= 8) return null;
    return superBlob.subarray(offset + 8, offset + length);
  }
  return null;
}
