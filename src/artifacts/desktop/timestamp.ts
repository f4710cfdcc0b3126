import { createHash, X509Certificate } from 'node:crypto';
import {
  hashes,
  isSignedMessage,
  readSignedMessage,
  readSigner,
  type SignedMessage,
  signedAttribute,
  signerCertificate,
  unsignedAttribute,
} from '../cms.js';
import {
  childrenOf,
  type DerElement,
  derTag,
  expectTag,
  octetsOf,
  oidOf,
  readDer,
} from '../der.js';

/** When a signature was made, as a timestamp authority says; `isValid` as far as its own signature goes. */
export interface Timestamp {
  time: Date;
  isValid: boolean;
}

const attribute = {
  /** RFC 3161 appendix A, as Apple uses it, and the same under Microsoft's name. */
  tokens: ['1.2.840.113549.1.9.16.2.14', '1.3.6.1.4.1.311.3.3.1'],
  countersignature: '1.2.840.113549.1.9.6',
  signingTime: '1.2.840.113549.1.9.5',
} as const;
const timestampInfo = '1.2.840.113549.1.9.16.1.4';
const timestamping = '1.3.6.1.5.5.7.3.8';

/**
 * The timestamp over a signature: an RFC 3161 token, or the older countersignature of PKCS#9. Null
 * where there is none. Whether its authority is to be trusted is not asked. Throws a `RangeError`
 * on damage.
 */
export function readTimestamp(message: SignedMessage): Timestamp | null {
  const [token] = attribute.tokens.flatMap((type) => unsignedAttribute(message, type));
  if (token !== undefined) return fromToken(token.raw, message.signer.signature);
  const [counter] = unsignedAttribute(message, attribute.countersignature);
  return counter === undefined ? null : fromCountersignature(counter, message);
}

/** TSTInfo (RFC 3161 2.4.2): version, policy, imprint, serial number, time. */
function fromToken(der: Buffer, signature: Buffer): Timestamp {
  const token = readSignedMessage(der);
  const [, , imprint, , time] = childrenOf(readDer(token.content ?? Buffer.alloc(0)));
  const [algorithm, digest] = childrenOf(expectTag(imprint, derTag.sequence));
  const [type] = childrenOf(expectTag(algorithm, derTag.sequence));
  const hash = hashes.get(oidOf(type));
  const isOfSignature =
    hash !== undefined && createHash(hash).update(signature).digest().equals(octetsOf(digest));
  const isValid = token.contentType === timestampInfo && isOfSignature && isSigned(token);
  return { time: timeOf(time), isValid };
}

function fromCountersignature(element: DerElement, message: SignedMessage): Timestamp {
  const { signature } = message.signer;
  const counter = { ...message, content: signature, signer: readSigner(element) };
  const [time] = signedAttribute(counter, attribute.signingTime);
  return { time: timeOf(time), isValid: isSigned(counter) };
}

function isSigned(message: SignedMessage): boolean {
  const certificate = signerCertificate(message);
  if (certificate === null || !isSignedMessage(message, certificate)) return false;
  return new X509Certificate(certificate).keyUsage?.includes(timestamping) === true;
}

/** UTCTime or GeneralizedTime, always in UTC; fractions of a second are dropped. */
function timeOf(element: DerElement | undefined): Date {
  const text = element?.content.toString('latin1') ?? '';
  const digits = element?.tag === 0x17 ? `${text < '5' ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(digits);
  if (parts === null) throw new RangeError('no time');
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second));
}
