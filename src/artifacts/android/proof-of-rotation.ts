import { certificateParts } from '../certificate.js';
import { PrefixedReader, runsIn } from './prefixed.js';
import { isSignedBy, signatureAlgorithm } from './signature-algorithms.js';

/**
 * The certificates of a proof of rotation (scheme v3), oldest first: each is signed by the key of
 * the one before. Null where any link does not hold.
 */
export function readProofOfRotation(bytes: Buffer): Buffer[] | null {
  const reader = new PrefixedReader(bytes);
  if (reader.uint32() !== 1) return null;
  const certificates: Buffer[] = [];
  let algorithmOfLast = 0;
  for (const level of runsIn(reader.rest())) {
    const { certificate, parentAlgorithm, algorithm, signedData, signature } = readLevel(level);
    const parent = certificates.at(-1);
    if (parent !== undefined) {
      if (parentAlgorithm !== algorithmOfLast) return null;
      if (!isLinked(parent, parentAlgorithm, signedData, signature)) return null;
    }
    if (certificates.some((known) => known.equals(certificate))) return null;
    certificates.push(certificate);
    algorithmOfLast = algorithm;
  }
  return certificates.length === 0 ? null : certificates;
}

function readLevel(level: Buffer) {
  const reader = new PrefixedReader(level);
  const signedData = reader.run();
  reader.uint32();
  const algorithm = reader.uint32();
  const signature = reader.run();
  const data = new PrefixedReader(signedData);
  return {
    signedData,
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
