import { type SignedMessage, signedAttribute } from '../../cms.js';
import { childrenOf, octetsOf } from '../../der.js';
import { isDictionary, readPropertyList } from '../property-list.js';
import { type CodeDirectory, directoryName } from './code-directory.js';

const attribute = {
  /** A property list `{cdhashes: […]}` of truncated hashes. */
  list: '1.2.840.113635.100.9.1',
  /** One `{algorithm, hash}` for each code directory. */
  pairs: '1.2.840.113635.100.9.2',
} as const;
const nameLength = 20;

/**
 * Whether the signed attributes name exactly the code directories that stand in the signature: the
 * message itself is over the first one alone. Signatures of before 2015 have no such attributes,
 * and then no more than one directory. Throws a `RangeError` on damage.
 */
export function namesDirectories(
  message: SignedMessage,
  directories: readonly CodeDirectory[],
): boolean {
  const list = signedAttribute(message, attribute.list);
  const pairs = signedAttribute(message, attribute.pairs);
  if (list.length === 0 && pairs.length === 0) return directories.length === 1;
  const names = new Set(directories.map(directoryName));
  const listed = list.flatMap((value) => namesInList(octetsOf(value)));
  const paired = pairs.map((pair) => hexName(octetsOf(childrenOf(pair)[1])));
  return (
    (list.length === 0 || isSame(names, listed)) && (pairs.length === 0 || isSame(names, paired))
  );
}

function namesInList(bytes: Buffer): string[] {
  const list = readPropertyList(bytes);
  const hashes = isDictionary(list) ? list.cdhashes : null;
  if (!Array.isArray(hashes)) throw new RangeError('no list of hashes');
  return hashes.map((value) => hexName(value instanceof Uint8Array ? value : Buffer.alloc(0)));
}

function hexName(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex', 0, nameLength);
}

function isSame(names: ReadonlySet<string>, others: readonly string[]): boolean {
  const set = new Set(others);
  return set.size === names.size && others.every((name) => names.has(name));
}
