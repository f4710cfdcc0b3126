import { createHash } from 'node:crypto';
import type { SignerCertificate } from './artifact.js';
import { childrenOf, type DerElement, derTag, expectTag, oidOf, readDer } from './der.js';

/** The parts of an X.509 certificate (RFC 5280 4.1) that are compared as bytes. */
export interface CertificateParts {
  serial: Buffer;
  issuer: Buffer;
  subject: DerElement;
  /** SubjectPublicKeyInfo, as it stands. */
  publicKey: Buffer;
}

/** Takes a certificate apart. Throws a `RangeError` on bytes that are none. */
export function certificateParts(der: Buffer): CertificateParts {
  const [body] = childrenOf(readDer(der));
  const fields = childrenOf(expectTag(body, derTag.sequence));
  if (fields[0]?.tag === derTag.context0) fields.shift();
  const [serial, , issuer, , subject, publicKey] = fields;
  return {
    serial: expectTag(serial, derTag.integer).raw,
    issuer: expectTag(issuer, derTag.sequence).raw,
    subject: expectTag(subject, derTag.sequence),
    publicKey: expectTag(publicKey, derTag.sequence).raw,
  };
}

/** Lower-case hex SHA-256. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Whether two SubjectPublicKeyInfo hold one key. Some tools wrote RSA numbers into certificates
 * without the leading zero that makes them positive; Android takes them for the same key.
 */
export function isSameKey(one: Buffer, other: Buffer): boolean {
  if (one.equals(other)) return true;
  const [first, second] = [rsaNumbers(one), rsaNumbers(other)];
  return first !== null && second !== null && first.join() === second.join();
}

function rsaNumbers(publicKey: Buffer): string[] | null {
  const [algorithm, bits] = childrenOf(readDer(publicKey));
  if (algorithm === undefined || oidOf(childrenOf(algorithm)[0]) !== '1.2.840.113549.1.1.1')
    return null;
  const numbers = bits === undefined ? [] : childrenOf(readDer(bits.content, 1));
  return numbers.map(({ content }) => content.toString('hex').replace(/^(00)+/, ''));
}

/** What is shown of a signer: the subject as RFC 4514 writes it, and its organisation. */
export function signerFacts(der: Buffer): SignerCertificate {
  const names = subjectNames(certificateParts(der).subject);
  const organisation = names.find(([type]) => type === 'O')?.[1] ?? null;
  const subject = names.reverse().map(([type, value]) => `${type}=${escapeValue(value)}`);
  return { sha256: sha256Hex(der), subject: subject.join(','), organisation };
}

/** The first common name of a certificate's subject, or null. */
export function commonName(der: Buffer): string | null {
  const names = subjectNames(certificateParts(der).subject);
  return names.find(([type]) => type === 'CN')?.[1] ?? null;
}

/** The first organisational unit of a certificate's subject, or null: on Apple's, the team. */
export function organisationalUnit(der: Buffer): string | null {
  const names = subjectNames(certificateParts(der).subject);
  return names.find(([type]) => type === 'OU')?.[1] ?? null;
}

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

function subjectNames(subject: DerElement): [type: string, value: string][] {
  return childrenOf(subject).flatMap((relative) =>
    childrenOf(relative).map((pair): [string, string] => {
      const [type, value] = childrenOf(pair);
      const oid = oidOf(type);
      return [attributeNames[oid] ?? oid, value === undefined ? '' : decodeText(value)];
    }),
  );
}

function decodeText({ tag, content }: DerElement): string {
  if (tag === 0x0c) return content.toString('utf8');
  if (tag !== 0x1e) return content.toString('latin1');
  const even = content.subarray(0, content.length - (content.length % 2));
  return Buffer.from(even).swap16().toString('utf16le');
}

function escapeValue(value: string): string {
  return value.replace(/[\\,+"<>;]/g, '\\$&');
}
