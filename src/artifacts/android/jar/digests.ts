import { SignatureFault } from '../signature-fault.js';
import type { JarSection } from './sections.js';

export type JarHash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

export interface NamedDigest {
  hash: JarHash;
  value: Buffer;
}

/** Android 4.3 takes the strongest of these; older versions go by `Digest-Algorithms`. */
const strongestFirst = [
  ['SHA-512', 'sha512'],
  ['SHA-384', 'sha384'],
  ['SHA-256', 'sha256'],
  ['SHA1', 'sha1'],
] as const;
const strongestRuleFrom = 18;

/** Digests by the names `Digest-Algorithms` may list, and the API level that first knew them. */
const listed: Readonly<Record<string, readonly [JarHash, number]>> = {
  MD5: ['md5', 0],
  SHA: ['sha1', 0],
  SHA1: ['sha1', 0],
  'SHA-1': ['sha1', 0],
  'SHA-256': ['sha256', 0],
  'SHA-384': ['sha384', 9],
  'SHA-512': ['sha512', 9],
};

/**
 * The digests in a section that devices from `minSdk` on compare: one, or two where older and newer
 * Android versions choose differently. `suffix` is what follows the algorithm in the attribute's
 * name. Empty where some of these devices would find none. Throws a `SignatureFault` for one that is
 * not Base64.
 */
export function digestsToCheck(section: JarSection, suffix: string, minSdk: number): NamedDigest[] {
  const digests: NamedDigest[] = [];
  if (minSdk < strongestRuleFrom) {
    const first = firstListed(section, suffix, minSdk);
    if (first === null) return [];
    digests.push(first);
  }
  const strongest = strongestFirst.find(([name]) => section.get(name + suffix) !== null);
  if (strongest !== undefined) {
    const [name, hash] = strongest;
    const value = decode(section.get(name + suffix));
    if (!digests.some((known) => known.hash === hash && known.value.equals(value)))
      digests.push({ hash, value });
  }
  return digests;
}

function firstListed(section: JarSection, suffix: string, minSdk: number): NamedDigest | null {
  const names = (section.get('Digest-Algorithms') ?? 'SHA SHA1').split(/\s+/).slice(0, 20);
  for (const name of names) {
    const text = section.get(name + suffix);
    const upper = name.toUpperCase();
    const known = Object.hasOwn(listed, upper) ? listed[upper] : undefined;
    if (text !== null && known !== undefined && known[1] <= minSdk)
      return { hash: known[0], value: decode(text) };
  }
  return null;
}

/** RFC 4648 4, with or without padding: Node.js would pass over every other character. */
const base64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?$/;

function decode(text: string | null): Buffer {
  if (text === null || !base64.test(text))
    throw new SignatureFault('a digest in its lists is no Base64');
  return Buffer.from(text, 'base64');
}
