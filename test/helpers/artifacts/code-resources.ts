import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import { writePlist } from './plist-format.js';

export interface FileDigests {
  sha1: Buffer;
  sha256: Buffer;
}

/**
 * `_CodeSignature/CodeResources` of an iOS bundle: the seal over all its files but the executable.
 * Files that are not in memory take part by their digests.
 */
export function codeResources(
  files: ReadonlyMap<string, Buffer>,
  executable: string,
  sealedElsewhere: ReadonlyMap<string, FileDigests> = new Map(),
): Buffer {
  const first: Record<string, PlistValue> = {};
  const second: Record<string, PlistValue> = {};
  const digests = new Map([
    ...[...files].map(([path, data]): [string, FileDigests] => [path, digestsOf(data)]),
    ...sealedElsewhere,
  ]);
  for (const [path, { sha1, sha256 }] of [...digests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path === executable || path.startsWith('_CodeSignature/')) continue;
    const isLocalised = path.includes('.lproj/');
    first[path] = isLocalised ? { hash: sha1, optional: true } : sha1;
    if (path === 'Info.plist' || path === 'PkgInfo') continue;
    second[path] = isLocalised ? { hash2: sha256, optional: true } : { hash2: sha256 };
  }
  return writePlist({ files: first, files2: second, rules, rules2 });
}

function digestsOf(data: Buffer): FileDigests {
  return {
    sha1: createHash('sha1').update(data).digest(),
    sha256: createHash('sha256').update(data).digest(),
  };
}

const localised = {
  '^.*': true,
  '^.*\\.lproj/': { optional: true, weight: 1000 },
  '^.*\\.lproj/locversion.plist$': { omit: true, weight: 1100 },
  '^Base\\.lproj/': { weight: 1010 },
};

// as Xcode writes them for iOS
const rules = { ...localised, '^version.plist$': true };
const rules2 = {
  ...localised,
  '.*\\.dSYM($|/)': { weight: 11 },
  '^(.*/)?\\.DS_Store$': { omit: true, weight: 2000 },
  '^Info\\.plist$': { omit: true, weight: 20 },
  '^PkgInfo$': { omit: true, weight: 20 },
  '^embedded\\.provisionprofile$': { weight: 20 },
  '^version\\.plist$': { weight: 20 },
};
