import { createHash, createPublicKey, verify } from 'node:crypto';
import { certificateParts } from './certificate.js';
import { childrenOf, type DerElement, derTag, expectTag, octetsOf, oidOf, readDer } from './der.js';

/** A CMS SignedData (RFC 5652 5.1), taken apart and not yet believed. */
export interface SignedMessage {
  /** Object identifier of what the message holds. */
  contentType: string;
  /** The message inside; null where the signature stands apart from it. */
  content: Buffer | null;
  /** DER of each certificate in the message's bag. */
  certificates: readonly Buffer[];
  signer: MessageSigner;
}

export interface MessageSigner {
  issuer: Buffer;
  serial: Buffer;
  digestAlgorithm: string;
  /** The signed attributes as they stand, tagged `[0]`. */
  attributes: DerElement | null;
  signatureAlgorithm: string;
  signature: Buffer;
  /** The attributes beside the signature, tagged `[1]`: countersignatures and timestamps. */
  unsignedAttributes: DerElement | null;
}

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
} as const;

/** Hashes by the object identifiers of their algorithms. */
export const hashes: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Signature algorithms; null where the digest algorithm names the hash. */
const signatureHashes: ReadonlyMap<string, string | null> = new Map([
  ['1.2.840.113549.1.1.1', null],
  ['1.2.840.113549.1.1.5', 'sha1'],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.2.1', null],
  ['1.2.840.10045.4.1', 'sha1'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

/** Reads a CMS message with exactly one signer. Throws a `RangeError` on anything else. */
export function readSignedMessage(der: Buffer): SignedMessage {
  const [type, wrapped] = childrenOf(expectTag(readDer(der), derTag.sequence));
  if (oidOf(type) !== oid.signedData) throw new RangeError('no signed data');
  const [body] = childrenOf(expectTag(wrapped, derTag.context0));
  const fields = childrenOf(expectTag(body, derTag.sequence));
  const [contentType, encapsulated] = childrenOf(expectTag(fields[2], derTag.sequence));
  const bag = fields.find(({ tag }) => tag === derTag.context0);
  const signers = childrenOf(expectTag(fields.at(-1), derTag.set));
  if (signers.length !== 1) throw new RangeError('one signer expected');
  return {
    contentType: oidOf(contentType),
    content: encapsulated === undefined ? null : contentOf(encapsulated),
    certificates: bag === undefined ? [] : childrenOf(bag).map(({ raw }) => raw),
    signer: readSigner(expectTag(signers[0], derTag.sequence)),
  };
}

/** What is signed: the octets, or of a PKCS#7 message the contents of any other element (5.2.1). */
function contentOf(wrapper: DerElement): Buffer {
  const [inner] = childrenOf(wrapper);
  return inner?.tag === derTag.sequence ? inner.content : octetsOf(inner);
}

/** Reads a SignerInfo (RFC 5652 5.3), which is also what a countersignature is. */
export function readSigner(element: DerElement): MessageSigner {
  const [, identifier, digest, ...rest] = childrenOf(element);
  const [issuer, serial] = childrenOf(expectTag(identifier, derTag.sequence));
  const attributes = rest[0]?.tag === derTag.context0 ? (rest.shift() ?? null) : null;
  const [algorithm, signature, unsignedAttributes] = rest;
  return {
    issuer: expectTag(issuer, derTag.sequence).raw,
    serial: expectTag(serial, derTag.integer).raw,
    digestAlgorithm: algorithmOf(digest),
    attributes,
    signatureAlgorithm: algorithmOf(algorithm),
    signature: expectTag(signature, derTag.octetString).content,
    unsignedAttributes: unsignedAttributes ?? null,
  };
}

function algorithmOf(element: DerElement | undefined): string {
  return oidOf(childrenOf(expectTag(element, derTag.sequence))[0]);
}

/** The signer's certificate out of the bag, by issuer and serial number; null where it is absent. */
export function signerCertificate({ certificates, signer }: SignedMessage): Buffer | null {
  const isSigner = (der: Buffer): boolean => {
    const parts = certificateParts(der);
    return parts.issuer.equals(signer.issuer) && parts.serial.equals(signer.serial);
  };
  return certificates.find(isSigner) ?? null;
}

/** Whether the message inside is signed by the key of `certificate` (RFC 5652 5.4). */
export function isSignedMessage({ content, signer }: SignedMessage, certificate: Buffer): boolean {
  const digestHash = hashes.get(signer.digestAlgorithm);
  const signatureHash = signatureHashes.get(signer.signatureAlgorithm);
  if (content === null || digestHash === undefined || signatureHash === undefined) return false;
  const signed = signedBytes(signer, content, digestHash);
  if (signed === null) return false;
  const key = createPublicKey({
    key: certificateParts(certificate).publicKey,
    format: 'der',
    type: 'spki',
  });
  return verify(signatureHash ?? digestHash, signed, key, signer.signature);
}

/** The values of a signed attribute; none where the message does not have it. */
export function signedAttribute({ signer }: SignedMessage, type: string): DerElement[] {
  return signer.attributes === null ? [] : valuesOf(signer.attributes, type);
}

/** The values of an attribute beside the signature; none where the message does not have it. */
export function unsignedAttribute({ signer }: SignedMessage, type: string): DerElement[] {
  return signer.unsignedAttributes === null ? [] : valuesOf(signer.unsignedAttributes, type);
}

/** The attributes, which must hold the digest of the content exactly once; else the content itself. */
function signedBytes({ attributes }: MessageSigner, content: Buffer, hash: string): Buffer | null {
  if (attributes === null) return content;
  const digest = valuesOf(attributes, oid.messageDigest);
  const hasType = valuesOf(attributes, oid.contentType).length === 1;
  const expected = createHash(hash).update(content).digest();
  if (!hasType || digest.length !== 1 || !digest[0]?.content.equals(expected)) return null;
  const asSet = Buffer.from(attributes.raw);
  asSet[0] = derTag.set;
  return asSet;
}

function valuesOf(attributes: DerElement, wanted: string): DerElement[] {
  return childrenOf(attributes).flatMap((attribute) => {
    const [type, values] = childrenOf(attribute);
    return oidOf(type) === wanted && values !== undefined ? childrenOf(values) : [];
  });
}
