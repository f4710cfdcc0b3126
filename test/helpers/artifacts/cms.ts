import { createHash, sign, X509Certificate } from 'node:crypto';
import { type Certificate, signatureAlgorithm } from './certificates.js';
import * as asn1 from './der.js';

export interface SignedDataOptions {
  signer: Certificate;
  /** Put in beside the signer's own, which comes first. */
  certificates?: readonly Certificate[];
  /** Content is left out of the message. */
  detached?: boolean;
  /** `signingTime`; where absent the signer's first moment, so that the same input gives the same bytes. */
  signedAt?: Date;
  /** Further signed attributes by object identifier; each value is one encoded element. */
  attributes?: Readonly<Record<string, readonly Buffer[]>>;
  /** False signs the content itself, as JAR signers do. */
  signedAttributes?: boolean;
  digest?: 'sha256' | 'sha1';
  attributeDefects?: AttributeDefects | undefined;
  /** Of the content, which is then one encoded element and no octet string, as PKCS#7 has it. */
  elementType?: string;
  /** Of an octet string that is not plain data. */
  contentType?: string;
  /** Attributes beside the signature, which may be over it. */
  unsignedAttributes?(signature: Buffer): Readonly<Record<string, readonly Buffer[]>>;
}

/** What may be wrong with the signed attributes, which are signed all the same. */
export interface AttributeDefects {
  contentType?: 'missing' | 'other';
  messageDigest?: 'missing' | 'wrong' | 'twice';
}

const contentTypeData = '1.2.840.113549.1.7.1';
const signedDataType = '1.2.840.113549.1.7.2';
const digests = { sha256: '2.16.840.1.101.3.4.2.1', sha1: '1.3.14.3.2.26' } as const;

/** CMS SignedData (RFC 5652 section 5) with one signer, named by issuer and serial number. */
export function signedData(content: Buffer, options: SignedDataOptions): Buffer {
  const digest = options.digest ?? 'sha256';
  const digestAlgorithm = digestIdentifier(digest);
  const certificates = [options.signer, ...(options.certificates ?? [])];
  return asn1.sequence(
    asn1.objectIdentifier(signedDataType),
    asn1.context(
      0,
      asn1.sequence(
        asn1.integer(1),
        asn1.setOf(digestAlgorithm),
        asn1.sequence(
          asn1.objectIdentifier(typeOf(options)),
          ...(options.detached ? [] : [asn1.context(0, encapsulated(content, options))]),
        ),
        asn1.context(0, ...certificates.map((certificate) => certificate.der)),
        asn1.setOf(signerInfo(content, digestAlgorithm, options)),
      ),
    ),
  );
}

export const digestIdentifier = (digest: 'sha256' | 'sha1'): Buffer =>
  asn1.sequence(asn1.objectIdentifier(digests[digest]), asn1.nullValue());

function typeOf({ elementType, contentType }: SignedDataOptions): string {
  return elementType ?? contentType ?? contentTypeData;
}

function encapsulated(content: Buffer, { elementType }: SignedDataOptions): Buffer {
  return elementType === undefined ? asn1.octetString(content) : content;
}

/** The contents of an element without tag and length (RFC 5652 section 5.4). */
function digested(content: Buffer, { elementType }: SignedDataOptions): Buffer {
  if (elementType === undefined) return content;
  const lengthBytes = content.readUInt8(1) & 0x80 ? content.readUInt8(1) & 0x7f : 0;
  return content.subarray(2 + lengthBytes);
}

/** A SignerInfo with its signature; also what a countersignature is. */
export function signerInfo(
  content: Buffer,
  digestAlgorithm: Buffer,
  options: SignedDataOptions,
): Buffer {
  const { signer, digest = 'sha256' } = options;
  const attributes =
    options.signedAttributes === false ? [] : signedAttributes(content, digest, options);
  const signed = attributes.length === 0 ? digested(content, options) : asn1.setOf(...attributes);
  const signature = sign(digest, signed, signer.privateKey);
  const unsigned = Object.entries(options.unsignedAttributes?.(signature) ?? {});
  return asn1.sequence(
    asn1.integer(1),
    asn1.sequence(signer.issuer, asn1.integer(signer.serial)),
    digestAlgorithm,
    // signed as a SET OF, sent as [0] IMPLICIT: only the tag differs (section 5.4)
    ...(attributes.length === 0 ? [] : [Buffer.concat([Buffer.from([0xa0]), signed.subarray(1)])]),
    keyAlgorithm(signer),
    asn1.octetString(signature),
    ...(unsigned.length === 0
      ? []
      : [asn1.context(1, ...unsigned.map(([type, values]) => attribute(type, values)))]),
  );
}

function firstMoment({ der }: Certificate): Date {
  return new Date(new X509Certificate(der).validFrom);
}

function signedAttributes(content: Buffer, digest: string, options: SignedDataOptions): Buffer[] {
  const { contentType, messageDigest } = options.attributeDefects ?? {};
  const contentDigest = createHash(digest).update(digested(content, options)).digest();
  if (messageDigest === 'wrong') contentDigest.writeUInt8(contentDigest.readUInt8(0) ^ 1, 0);
  const type = asn1.objectIdentifier(contentType === 'other' ? signedDataType : typeOf(options));
  const digestAttribute = attribute('1.2.840.113549.1.9.4', [asn1.octetString(contentDigest)]);
  return [
    ...(contentType === 'missing' ? [] : [attribute('1.2.840.113549.1.9.3', [type])]),
    attribute('1.2.840.113549.1.9.5', [asn1.time(options.signedAt ?? firstMoment(options.signer))]),
    ...(messageDigest === 'missing' ? [] : [digestAttribute]),
    ...(messageDigest === 'twice' ? [digestAttribute] : []),
    ...Object.entries(options.attributes ?? {}).map(([identifier, values]) =>
      attribute(identifier, values),
    ),
  ];
}

function attribute(identifier: string, values: readonly Buffer[]): Buffer {
  return asn1.sequence(asn1.objectIdentifier(identifier), asn1.setOf(...values));
}

function keyAlgorithm(signer: Certificate): Buffer {
  return signer.privateKey.asymmetricKeyType === 'rsa'
    ? asn1.sequence(asn1.objectIdentifier('1.2.840.113549.1.1.1'), asn1.nullValue())
    : signatureAlgorithm(signer.privateKey);
}
