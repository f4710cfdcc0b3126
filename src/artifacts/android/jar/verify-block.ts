import { createHash, verify } from 'node:crypto';
import { certificateParts } from '../../certificate.js';
import { derTag, octetsOf, oidOf } from '../../der.js';
import { SignatureFault } from '../signature-fault.js';
import { blockAlgorithm } from './block-algorithms.js';
import {
  type BlockSigner,
  readSignatureBlock,
  type SignatureBlock,
  singleAttribute,
} from './signature-block.js';
import { certificateKey, checkMaySign, namedCertificate } from './signing-certificate.js';

/** Who signed a signature file. */
export interface BlockVerdict {
  certificate: Buffer;
  hash: string;
}

const oid = { contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4' } as const;
/** Android 7 tries every SignerInfo, older versions only the first. */
const allSignersFrom = 24;
/** Before Android 4.4 the digest in signed attributes was not compared at all. */
const signedAttributesFrom = 19;

/**
 * Checks a signature block against its signature file by the rules of all Android versions from
 * `minSdk` on, as apksig states them. The first SignerInfo that holds decides; one that Android
 * would stumble over fails the whole block. Throws a `SignatureFault`, or a `RangeError` on bytes
 * that are no block.
 */
export function verifyBlock(block: Buffer, signatureFile: Buffer, minSdk: number): BlockVerdict {
  const message = readSignatureBlock(block);
  for (const certificate of message.certificates) certificateParts(certificate);
  const [first] = message.signers;
  if (first === undefined) throw new SignatureFault('its signature block has no signer');
  let held: BlockVerdict | null = null;
  for (const signer of minSdk < allSignersFrom ? [first] : message.signers) {
    const verdict = verifySigner(message, signer, signatureFile, minSdk);
    held ??= verdict;
  }
  if (held === null) throw new SignatureFault('its signature block does not match its list');
  return held;
}

/** The verdict on one SignerInfo: null where it does not hold but another may. */
function verifySigner(
  message: SignatureBlock,
  signer: BlockSigner,
  signatureFile: Buffer,
  minSdk: number,
): BlockVerdict | null {
  const algorithm = blockAlgorithm(signer.digestAlgorithm, signer.signatureAlgorithm);
  if (algorithm === null)
    throw new SignatureFault('it uses a signature algorithm Android does not know');
  if (algorithm.minSdk > minSdk)
    throw new SignatureFault('older Android does not know its algorithm', 'unsupported');
  const certificate = namedCertificate(message.certificates, signer);
  if (certificate === null) throw new SignatureFault('the certificate of its signer is missing');
  checkMaySign(certificate);
  const key = certificateKey(certificate);
  if (key.asymmetricKeyType !== algorithm.key)
    throw new SignatureFault('its key is of another kind than its signature');
  const signed = signedBytes(message, signer, signatureFile, algorithm.hash, minSdk);
  if (signed === null) return null;
  const holds = verify(algorithm.hash, signed, { key, dsaEncoding: 'der' }, signer.signature);
  return holds ? { certificate, hash: algorithm.hash } : null;
}

/** What is signed: the signed attributes as a SET, or without them the signature file itself. */
function signedBytes(
  message: SignatureBlock,
  { attributes }: BlockSigner,
  signatureFile: Buffer,
  hash: string,
  minSdk: number,
): Buffer | null {
  if (attributes === null) return signatureFile;
  if (minSdk < signedAttributesFrom)
    throw new SignatureFault('older Android does not check signed attributes', 'unsupported');
  const type = singleAttribute(attributes, oid.contentType);
  const digest = singleAttribute(attributes, oid.messageDigest);
  if (type === null) throw new SignatureFault('its signed attributes lack the content type');
  if (oidOf(type) !== message.contentType) return null;
  if (digest === null) throw new SignatureFault('its signed attributes lack the digest');
  const expected = createHash(hash).update(signatureFile).digest();
  if (!octetsOf(digest).equals(expected)) return null;
  const asSet = Buffer.from(attributes.raw);
  asSet[0] = derTag.set;
  return asSet;
}
