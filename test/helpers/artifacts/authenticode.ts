import { createHash } from 'node:crypto';
import { type Certificate, issueCertificate } from './certificates.js';
import { digestIdentifier, signedData, signerInfo } from './cms.js';
import * as asn1 from './der.js';
import { type PeOptions, peHeaderOffset, writePe } from './pe.js';
import { sampleApp } from './sample-app.js';
import { words } from './words.js';

type Hash = 'sha256' | 'sha1';

export interface AuthenticodeOptions {
  signer?: Certificate;
  /** Certificates above the signer's, which go along with it. */
  authorities?: readonly Certificate[];
  hash?: Hash;
  /** `rfc3161` where absent. */
  timestamp?: 'rfc3161' | 'pkcs9' | 'none';
  timestampSigner?: Certificate;
  signedAt?: Date;
  /** The timestamp is over other bytes than the signature. */
  wrongTimestamp?: boolean;
  /** A second signature inside the first. */
  nested?: Buffer;
}

const oid = {
  indirectData: '1.3.6.1.4.1.311.2.1.4',
  peImage: '1.3.6.1.4.1.311.2.1.15',
  sipInfo: '1.3.6.1.4.1.311.2.1.30',
  nested: '1.3.6.1.4.1.311.2.4.1',
  token: '1.3.6.1.4.1.311.3.3.1',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  countersignature: '1.2.840.113549.1.9.6',
} as const;
const year = 365 * 86_400_000;

let authority: Certificate | undefined;
let codeSigner: Certificate | undefined;
let timestampSigner: Certificate | undefined;

/** Who signs programs that name nobody: made on first use, once per process. */
export function defaultCodeSigner(): Certificate {
  codeSigner ??= makeCodeSigner({});
  return codeSigner;
}

/** A certificate for code from an example authority, or from itself. */
export function makeCodeSigner(options: {
  notBefore?: Date;
  notAfter?: Date;
  codeSigning?: boolean;
  isSelfSigned?: boolean;
}): Certificate {
  authority ??= issueCertificate({ subject: [['CN', 'Example Code CA']], isAuthority: true });
  return issueCertificate({
    issuer: options.isSelfSigned ? undefined : authority,
    subject: [
      ['C', 'CN'],
      ['O', sampleApp.organisation],
      ['CN', sampleApp.organisation],
    ],
    notBefore: options.notBefore ?? new Date(Date.now() - year),
    notAfter: options.notAfter ?? new Date(Date.now() + year),
    codeSigning: options.codeSigning ?? true,
  });
}

function defaultTimestampSigner(): Certificate {
  timestampSigner ??= issueCertificate({
    subject: [['CN', 'Example Timestamp Authority']],
    notBefore: new Date(Date.now() - 5 * year),
    timestamping: true,
  });
  return timestampSigner;
}

/** A signed program; the message stands at its end. */
export function buildExe(options: PeOptions & { signature?: AuthenticodeOptions } = {}): Buffer {
  return signPe(writePe(options), options.signature);
}

/** Signs a program (Windows Authenticode PE): digest, message, table entry. `trailing` goes behind the message. */
export function signPe(
  unsigned: Buffer,
  options: AuthenticodeOptions = {},
  trailing: Buffer = Buffer.alloc(0),
): Buffer {
  const pe = Buffer.concat([unsigned, Buffer.alloc((8 - (unsigned.length % 8)) % 8)]);
  const message = authenticode(peDigestOf(pe, options.hash ?? 'sha256'), 'pe', options);
  const body = Buffer.concat([message, trailing]);
  const size = Math.ceil((8 + body.length) / 8) * 8;
  const table = Buffer.alloc(size);
  words(size, 0x00020200).copy(table);
  body.copy(table, 8);
  const signed = Buffer.concat([pe, table]);
  signed.writeUInt32LE(pe.length, entryOffset(pe));
  signed.writeUInt32LE(size, entryOffset(pe) + 4);
  return signed;
}

export function entryOffset(pe: Buffer): number {
  const optional = peHeaderOffset + 24;
  return optional + (pe.readUInt16LE(optional) === 0x10b ? 96 : 112) + 32;
}

/** The digest of a program that is not signed yet. */
export function peDigestOf(pe: Buffer, hash: Hash): Buffer {
  const checksum = peHeaderOffset + 24 + 64;
  return createHash(hash)
    .update(pe.subarray(0, checksum))
    .update(pe.subarray(checksum + 4, entryOffset(pe)))
    .update(pe.subarray(entryOffset(pe) + 8))
    .digest();
}

/** The message over a digest: SpcIndirectDataContent in PKCS#7 SignedData. */
export function authenticode(
  digest: Buffer,
  kind: 'pe' | 'package',
  options: AuthenticodeOptions = {},
): Buffer {
  const { signer = defaultCodeSigner(), hash = 'sha256' } = options;
  const content = asn1.sequence(
    kind === 'pe' ? peImage() : asn1.sequence(asn1.objectIdentifier(oid.sipInfo), asn1.sequence()),
    asn1.sequence(digestIdentifier(hash), asn1.octetString(digest)),
  );
  const { certificate, attributes } = timestampOf(options);
  return signedData(content, {
    signer,
    certificates: [...(options.authorities ?? []), ...(certificate === null ? [] : [certificate])],
    digest: hash,
    elementType: oid.indirectData,
    unsignedAttributes: (signature) => ({
      ...attributes(signature),
      ...(options.nested ? { [oid.nested]: [options.nested] } : {}),
    }),
  });
}

/** SpcPeImageData: no flags, and the name of no file. */
function peImage(): Buffer {
  const noName = asn1.contextPrimitive(0, Buffer.alloc(0));
  const file = asn1.context(0, asn1.context(2, noName));
  return asn1.sequence(
    asn1.objectIdentifier(oid.peImage),
    asn1.sequence(asn1.bitString(Buffer.alloc(0)), file),
  );
}

interface TimestampParts {
  /** Has to stand in the bag of the signature itself. */
  certificate: Certificate | null;
  attributes(signature: Buffer): Record<string, Buffer[]>;
}

function timestampOf(options: AuthenticodeOptions): TimestampParts {
  const { timestamp = 'rfc3161', signedAt = new Date(), wrongTimestamp = false } = options;
  const signer = options.timestampSigner ?? defaultTimestampSigner();
  const stamped = (signature: Buffer) => (wrongTimestamp ? Buffer.from('other') : signature);
  if (timestamp === 'none') return { certificate: null, attributes: () => ({}) };
  if (timestamp === 'rfc3161') {
    const token = (signature: Buffer) => timestampToken(stamped(signature), signer, signedAt);
    return { certificate: null, attributes: (signature) => ({ [oid.token]: [token(signature)] }) };
  }
  const counter = (signature: Buffer) =>
    signerInfo(stamped(signature), digestIdentifier('sha1'), { signer, digest: 'sha1', signedAt });
  return {
    certificate: signer,
    attributes: (signature) => ({ [oid.countersignature]: [counter(signature)] }),
  };
}

/** An RFC 3161 token: TSTInfo in SignedData. */
export function timestampToken(stamped: Buffer, signer: Certificate, time: Date): Buffer {
  const digest = createHash('sha256').update(stamped).digest();
  const digits = `${time.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  const info = asn1.sequence(
    asn1.integer(1),
    asn1.objectIdentifier('1.2.3.4.1'),
    asn1.sequence(digestIdentifier('sha256'), asn1.octetString(digest)),
    asn1.integer(7),
    asn1.der(0x18, Buffer.from(digits)),
  );
  return signedData(info, { signer, contentType: oid.timestampInfo, signedAt: time });
}
