import { PrefixedReader, runsIn } from './prefixed.js';
import { type SignatureAlgorithm, signatureAlgorithm } from './signature-algorithms.js';

export interface Identified {
  id: number;
  value: Buffer;
}

/** A signature whose algorithm is known. */
export interface KnownSignature {
  id: number;
  algorithm: SignatureAlgorithm;
  value: Buffer;
}

/** Android versions a scheme v3 signer signs for, both ends included. */
export interface SdkRange {
  min: number;
  max: number;
}

/** One signer of a scheme v2 or v3 block, taken apart and not yet believed. */
export interface Signer {
  signedData: Buffer;
  digests: readonly Identified[];
  certificates: readonly Buffer[];
  attributes: readonly Identified[];
  signatures: readonly Identified[];
  publicKey: Buffer;
  /** Scheme v3 only: as stated outside and inside the signed data. */
  outerRange: SdkRange | null;
  innerRange: SdkRange | null;
}

/** The signers of a scheme v2 (`hasRange` false), v3 or v3.1 block. Throws a `RangeError`. */
export function readSigners(block: Buffer, hasRange: boolean): Signer[] {
  return runsIn(new PrefixedReader(block).run()).map((signer) => readSigner(signer, hasRange));
}

function readSigner(bytes: Buffer, hasRange: boolean): Signer {
  const signer = new PrefixedReader(bytes);
  const signedData = signer.run();
  const outerRange = hasRange ? readRange(signer) : null;
  const signatures = runsIn(signer.run()).map((run) => readIdentified(run, true));
  const publicKey = signer.run();
  const data = new PrefixedReader(signedData);
  const digests = runsIn(data.run()).map((run) => readIdentified(run, true));
  const certificates = runsIn(data.run());
  const innerRange = hasRange ? readRange(data) : null;
  const attributes = runsIn(data.run()).map((run) => readIdentified(run, false));
  return {
    signedData,
    digests,
    certificates,
    attributes,
    signatures,
    publicKey,
    outerRange,
    innerRange,
  };
}

/** Signatures and digests carry a second length before their bytes; attributes do not. */
function readIdentified(bytes: Buffer, hasLength: boolean): Identified {
  const reader = new PrefixedReader(bytes);
  return { id: reader.uint32(), value: hasLength ? reader.run() : reader.rest() };
}

function readRange(reader: PrefixedReader): SdkRange {
  return { min: reader.uint32(), max: reader.uint32() };
}

/** The signatures Android would look at; it skips algorithms it does not know. */
export function knownSignatures(signer: Signer): KnownSignature[] {
  return signer.signatures.flatMap(({ id, value }) => {
    const algorithm = signatureAlgorithm(id);
    return algorithm === null ? [] : [{ id, algorithm, value }];
  });
}
