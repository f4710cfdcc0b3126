import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { elementAt, elementsOf, type XmlElement } from '../../../xml/tree.js';
import { isSignedMessage, readSignedMessage, signerCertificate } from '../../cms.js';
import { readTimestamp, type Timestamp } from '../timestamp.js';
import { placeOf, readHeap, type Xar } from './xar.js';

/** Who signed a xar archive, and whether the signature holds. */
export interface XarSignature {
  /** The signer's certificate first. */
  certificates: readonly Buffer[];
  isValid: boolean;
  timestamp: Timestamp | null;
}

const maxSignatureSize = 256 * 1024;
const maxCertificates = 16;

/** Whether the archive keeps the hash that its table of contents has. */
export function holdsOwnChecksum(xar: Xar): boolean {
  const digest = createHash(xar.tableHash).update(xar.table).digest();
  return readHeap(xar, xar.checksum, digest.length).equals(digest);
}

/**
 * The signature over the table of contents: RSA, and beside it, in packages of the last years, a CMS
 * message over the table's hash, which brings the timestamp. Both must hold. Null where there is
 * none. Throws a `RangeError` on damage.
 */
export function readXarSignature(xar: Xar): XarSignature | null {
  const plain = styled(xar, 'signature', 'RSA');
  if (plain === undefined) return null;
  const certificates = certificatesOf(plain);
  const [leaf] = certificates;
  if (leaf === undefined) throw new RangeError('no certificate');
  const signature = readHeap(xar, placeOf(plain), maxSignatureSize);
  const { publicKey } = new X509Certificate(leaf);
  const isPlainValid = isSignedTable(xar, publicKey, signature);
  const extended = styled(xar, 'x-signature', 'CMS');
  if (extended === undefined) return { certificates, isValid: isPlainValid, timestamp: null };
  const message = readExtended(xar, extended, leaf);
  return { certificates, isValid: isPlainValid && message.isValid, timestamp: message.timestamp };
}

/** Apple signs the hash of the table; rcodesign takes that hash for the message and hashes it again. */
function isSignedTable(xar: Xar, publicKey: KeyObject, signature: Buffer): boolean {
  const digest = createHash(xar.tableHash).update(xar.table).digest();
  return (
    verify(xar.tableHash, xar.table, publicKey, signature) ||
    verify('sha256', digest, publicKey, signature)
  );
}

function styled(xar: Xar, name: string, style: string): XmlElement | undefined {
  const found = elementsOf(xar.contents, name);
  if (found.length > 1) throw new RangeError('two signatures of a kind');
  return found.find(({ attributes }) => attributes.get('style') === style);
}

function certificatesOf(signature: XmlElement): Buffer[] {
  const data = elementAt(signature, 'KeyInfo', 'X509Data');
  const found = elementsOf(data, 'X509Certificate');
  if (found.length > maxCertificates) throw new RangeError('too many certificates');
  return found.map(({ text }) => Buffer.from(text, 'base64'));
}

function readExtended(xar: Xar, element: XmlElement, leaf: Buffer) {
  const message = readSignedMessage(readHeap(xar, placeOf(element), maxSignatureSize));
  const content = createHash(xar.tableHash).update(xar.table).digest();
  const isSameSigner = signerCertificate(message)?.equals(leaf) === true;
  const isWhole = message.content === null || message.content.equals(content);
  const isSigned = isSignedMessage({ ...message, content }, leaf);
  return { isValid: isSameSigner && isWhole && isSigned, timestamp: readTimestamp(message) };
}
