import { certificateParts, isSameKey } from '../certificate.js';
import { type LineageSigner, readProofOfRotation } from './proof-of-rotation.js';
import {
  type DigestKind,
  isSignedBy,
  signatureAlgorithm,
  signaturesToCheck,
} from './signature-algorithms.js';
import { SignatureFault } from './signature-fault.js';
import { knownSignatures, type SdkRange, type Signer } from './signer-block.js';

/** What one signer vouches for, once its signatures hold. The content is still to be compared. */
export interface VouchedSigner {
  certificate: Buffer;
  /** The signers of its proof of rotation, oldest first, itself last; null where it has none. */
  lineage: readonly LineageSigner[] | null;
  range: SdkRange | null;
  attributes: Signer['attributes'];
  digests: readonly { kind: DigestKind; value: Buffer }[];
  /** The kinds of digest the checked signatures rely on. */
  reliedOn: readonly DigestKind[];
}

const proofOfRotation = 0x3ba06f8c;
/** Android reads API levels as signed numbers: what is above is negative there. */
const highestLevel = 0x7fffffff;

/**
 * Checks one signer as the block schemes ask, for devices from `minSdk` on. Throws a
 * `SignatureFault` where it does not hold.
 */
export function vouch(signer: Signer, minSdk: number): VouchedSigner {
  const range = checkRange(signer);
  const reliedOn = checkSignatures(signer, minSdk);
  const certificate = checkCertificate(signer);
  const signatureIds = signer.signatures.map(({ id }) => id).join();
  if (signatureIds !== signer.digests.map(({ id }) => id).join()) {
    throw new SignatureFault('it signs by other algorithms than it hashes by');
  }
  const lineage = checkLineage(signer, certificate);
  const digests = signer.digests.flatMap(({ id, value }) => {
    const algorithm = signatureAlgorithm(id);
    return algorithm === null ? [] : [{ kind: algorithm.digest, value }];
  });
  return { certificate, lineage, range, attributes: signer.attributes, digests, reliedOn };
}

function checkSignatures(signer: Signer, minSdk: number): DigestKind[] {
  if (signer.signatures.length === 0) throw new SignatureFault('a signer has no signature');
  const known = knownSignatures(signer);
  if (known.length === 0) throw new SignatureFault('no signature uses an algorithm Android knows');
  const signatures = signaturesToCheck(known, minSdk);
  if (signatures.length === 0)
    throw new SignatureFault('older Android does not know its algorithms', 'unsupported');
  for (const { algorithm, value } of signatures) {
    if (!isSignedBy(signer.publicKey, algorithm, signer.signedData, value)) {
      throw new SignatureFault('a signature does not match its key');
    }
  }
  return signatures.map(({ algorithm }) => algorithm.digest);
}

function checkCertificate(signer: Signer): Buffer {
  const certificate = signer.certificates[0];
  if (certificate === undefined) throw new SignatureFault('a signer has no certificate');
  if (!isSameKey(certificateParts(certificate).publicKey, signer.publicKey)) {
    throw new SignatureFault('its key is not the key of its certificate');
  }
  return certificate;
}

function checkRange({ outerRange, innerRange }: Signer): SdkRange | null {
  if (outerRange?.min !== innerRange?.min || outerRange?.max !== innerRange?.max) {
    throw new SignatureFault('it names two ranges of Android versions');
  }
  if (outerRange !== null && (outerRange.min > outerRange.max || outerRange.max > highestLevel))
    throw new SignatureFault('its range of Android versions is none');
  return outerRange;
}

function checkLineage(signer: Signer, certificate: Buffer): LineageSigner[] | null {
  const attribute = signer.attributes.find(({ id }) => id === proofOfRotation);
  if (attribute === undefined) return null;
  const lineage = readProofOfRotation(attribute.value);
  if (lineage === null) throw new SignatureFault('its proof of rotation does not hold');
  if (!lineage.at(-1)?.certificate.equals(certificate)) {
    throw new SignatureFault('its proof of rotation ends in another certificate');
  }
  return lineage;
}
