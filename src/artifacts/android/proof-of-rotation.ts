import { certificateParts } from '../certificate.js';
import { PrefixedReader, runsIn } from './prefixed.js';
import { isSignedBy, signatureAlgorithm } from './signature-algorithms.js';

/** One signer of a proof of rotation. */
export interface LineageSigner {
  certificate: Buffer;
  /** What devices still let this signer do, now that there is a newer one: bits of `capabilityFlags`. */
  flags: number;
}

/**
 * The signers of a proof of rotation (scheme v3), oldest first: each certificate is signed by the
 * key of the one before. Null where any link does not hold. The flags are not signed by the past key
 * but are part of what the APK's own signer signs.
 */
export function readProofOfRotation(bytes: Buffer): LineageSigner[] | null {
  const reader = new PrefixedReader(bytes);
  if (reader.uint32() !== 1) return null;
  const signers: LineageSigner[] = [];
  let algorithmOfLast = 0;
  for (const level of runsIn(reader.rest())) {
    const { certificate, flags, parentAlgorithm, algorithm, signedData, signature } =
      readLevel(level);
    const parent = signers.at(-1)?.certificate;
    if (parent !== undefined) {
      if (parentAlgorithm !== algorithmOfLast) return null;
      if (!isLinked(parent, parentAlgorithm, signedData, signature)) return null;
    }
    if (signers.some((known) => known.certificate.equals(certificate))) return null;
    signers.push({ certificate, flags });
    algorithmOfLast = algorithm;
  }
  return signers.length === 0 ? null : signers;
}

function readLevel(level: Buffer) {
  const reader = new PrefixedReader(level);
  const signedData = reader.run();
  const flags = reader.uint32();
  const algorithm = reader.uint32();
  const signature = reader.run();
  const data = new PrefixedReader(signedData);
  return {
    signedData,
    flags,
    algorithm,
    signature,
    certificate: data.run(),
    parentAlgorithm: data.uint32(),
  };
}

function isLinked(parent: Buffer, id: number, signedData: Buffer, signature: Buffer): boolean {
  const algorithm = signatureAlgorithm(id);
  if (algorithm === null) return false;
  return isSignedBy(certificateParts(parent).publicKey, algorithm, signedData, signature);
}
