import {
  childrenOf,
  type DerElement,
  derTag,
  expectTag,
  octetsOf,
  oidOf,
  readDer,
} from '../../der.js';

/** A JAR signature block (`META-INF/*.RSA`, `.DSA`, `.EC`), taken apart and not yet believed. */
export interface SignatureBlock {
  contentType: string;
  /** DER of each certificate in the bag. */
  certificates: readonly Buffer[];
  signers: readonly BlockSigner[];
}

/** One SignerInfo (RFC 5652 5.3). */
export interface BlockSigner {
  /** Null where the certificate is named by its key, which Android does not follow. */
  identifier: { issuer: DerElement; serial: Buffer } | null;
  digestAlgorithm: string;
  /** The signed attributes as they stand, tagged `[0]`. */
  attributes: DerElement | null;
  signatureAlgorithm: string;
  signature: Buffer;
}

const signedDataType = '1.2.840.113549.1.7.2';
const maxSignerInfos = 100;

/** Reads a CMS SignedData with any number of signers. Throws a `RangeError` on anything else. */
export function readSignatureBlock(der: Buffer): SignatureBlock {
  const [type, wrapped] = childrenOf(expectTag(readDer(der), derTag.sequence));
  if (oidOf(type) !== signedDataType) throw new RangeError('no signed data');
  const [body] = childrenOf(expectTag(wrapped, derTag.context0));
  const fields = childrenOf(expectTag(body, derTag.sequence));
  const [contentType] = childrenOf(expectTag(fields[2], derTag.sequence));
  const bag = fields.find(({ tag }) => tag === derTag.context0);
  const signers = childrenOf(expectTag(fields.at(-1), derTag.set));
  if (signers.length > maxSignerInfos) throw new RangeError('too many signers');
  return {
    contentType: oidOf(contentType),
    certificates: bag === undefined ? [] : childrenOf(bag).map(({ raw }) => raw),
    signers: signers.map(readSigner),
  };
}

function readSigner(element: DerElement): BlockSigner {
  const [, identifier, digest, ...rest] = childrenOf(expectTag(element, derTag.sequence));
  const attributes = rest[0]?.tag === derTag.context0 ? (rest.shift() ?? null) : null;
  const [algorithm, signature] = rest;
  return {
    identifier: readIdentifier(identifier),
    digestAlgorithm: algorithmOf(digest),
    attributes,
    signatureAlgorithm: algorithmOf(algorithm),
    signature: octetsOf(signature),
  };
}

function readIdentifier(element: DerElement | undefined): BlockSigner['identifier'] {
  if (element?.tag !== derTag.sequence) return null;
  const [issuer, serial] = childrenOf(element);
  return {
    issuer: expectTag(issuer, derTag.sequence),
    serial: expectTag(serial, derTag.integer).content,
  };
}

function algorithmOf(element: DerElement | undefined): string {
  return oidOf(childrenOf(expectTag(element, derTag.sequence))[0]);
}

/** The single value of a signed attribute, or null where there is no such attribute. */
export function singleAttribute(attributes: DerElement, wanted: string): DerElement | null {
  let found: DerElement | null = null;
  const seen = new Set<string>();
  for (const attribute of childrenOf(attributes)) {
    const [type, values] = childrenOf(expectTag(attribute, derTag.sequence));
    const oid = oidOf(type);
    if (seen.has(oid)) throw new RangeError('a signed attribute stands twice');
    seen.add(oid);
    if (oid !== wanted) continue;
    const list = childrenOf(expectTag(values, derTag.set));
    if (list.length > 1) throw new RangeError('a signed attribute has two values');
    found = list[0] ?? null;
  }
  return found;
}
