export interface BlockAlgorithm {
  hash: string;
  key: 'rsa' | 'dsa' | 'ec';
  /** The API level from which every Android version checks it. */
  minSdk: number;
}

/** Digest algorithms of a SignerInfo. */
const digests: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

type Levels = Readonly<Record<string, number>>;

/**
 * Signature algorithms that name a key alone: the digest algorithm names the hash. The levels are
 * those of apksig's table, without the pairs that some later Android version refuses again.
 */
const byKey: Readonly<Record<string, readonly ['rsa' | 'dsa' | 'ec', Levels]>> = {
  '1.2.840.113549.1.1.1': [
    'rsa',
    { md5: 0, sha1: 0, sha224: 21, sha256: 18, sha384: 18, sha512: 18 },
  ],
  '1.2.840.10040.4.1': ['dsa', { sha1: 0, sha224: 22, sha256: 22 }],
  '1.2.840.10045.2.1': ['ec', { sha1: 18, sha224: 21, sha256: 18, sha384: 18, sha512: 18 }],
};

/** Signature algorithms that name their hash, which must be that of the digest algorithm. */
const byKeyAndHash: Readonly<Record<string, readonly ['rsa' | 'dsa' | 'ec', string, number]>> = {
  '1.2.840.113549.1.1.4': ['rsa', 'md5', 21],
  '1.2.840.113549.1.1.5': ['rsa', 'sha1', 0],
  '1.2.840.113549.1.1.14': ['rsa', 'sha224', 21],
  '1.2.840.113549.1.1.11': ['rsa', 'sha256', 18],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384', 21],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512', 21],
  '1.2.840.10040.4.3': ['dsa', 'sha1', 9],
  '2.16.840.1.101.3.4.3.1': ['dsa', 'sha224', 21],
  '2.16.840.1.101.3.4.3.2': ['dsa', 'sha256', 21],
  '1.2.840.10045.4.1': ['ec', 'sha1', 18],
  '1.2.840.10045.4.3.1': ['ec', 'sha224', 21],
  '1.2.840.10045.4.3.2': ['ec', 'sha256', 21],
  '1.2.840.10045.4.3.3': ['ec', 'sha384', 21],
  '1.2.840.10045.4.3.4': ['ec', 'sha512', 21],
};

/** How Android checks a SignerInfo with these two algorithm identifiers; null where it never does. */
export function blockAlgorithm(digestOid: string, signatureOid: string): BlockAlgorithm | null {
  const hash = digests[digestOid];
  if (hash === undefined) return null;
  const named = byKeyAndHash[signatureOid];
  if (named !== undefined)
    return named[1] === hash ? { hash, key: named[0], minSdk: named[2] } : null;
  const [key, levels] = byKey[signatureOid] ?? [];
  const minSdk = levels?.[hash];
  return key === undefined || minSdk === undefined ? null : { hash, key, minSdk };
}
