import { hashes, type SignedMessage } from '../../cms.js';
import { childrenOf, derTag, expectTag, octetsOf, oidOf, readDer } from '../../der.js';

/** What an Authenticode signature is over: the digest of a file, made in its format's own way. */
export interface IndirectData {
  /** The hash by its name in node:crypto; undefined where it is not known here. */
  hash: string | undefined;
  digest: Buffer;
}

const indirectData = '1.3.6.1.4.1.311.2.1.4';

/** Reads SpcIndirectDataContent (Windows Authenticode PE). Throws a `RangeError` on anything else. */
export function readIndirectData(message: SignedMessage): IndirectData {
  const { content, contentType } = message;
  if (contentType !== indirectData || content === null) throw new RangeError('no indirect data');
  const data = readDer(content);
  const info = expectTag(readDer(content, data.raw.length), derTag.sequence);
  const [algorithm, digest] = childrenOf(info);
  const [type] = childrenOf(expectTag(algorithm, derTag.sequence));
  return { hash: hashes.get(oidOf(type)), digest: octetsOf(digest) };
}
