import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import { writePlist } from './plist-format.js';

export interface FileDigests {
  sha1: Buffer;
  sha256: Buffer;
}

/** How a bundle's files are sealed, where it is not as Xcode does it today. */
export interface SealOptions {
  /** Files that are not in memory take part by their digests. */
  sealedElsewhere?: ReadonlyMap<string, FileDigests> | undefined;
  /** Symbolic links and where they lead. */
  links?: Readonly<Record<string, string>> | undefined;
  /** Further rules of `rules2`. */
  rules?: Readonly<Record<string, PlistValue>> | undefined;
  /** Rules in place of all others. */
  allRules?: Readonly<Record<string, PlistValue>> | undefined;
  /** `old` writes `files` and `rules` alone, as before iOS 7; `both` adds the SHA-1 to each file. */
  form?: 'old' | 'both' | undefined;
  /** Folders that are sealed by the name of their code, as on the Mac. */
  nested?: Readonly<Record<string, Buffer>> | undefined;
  /** Left out of the seal. */
  unsealed?: readonly string[] | undefined;
}

/** `_CodeSignature/CodeResources` of an iOS bundle: the seal over all its files but the executable. */
export function codeResources(
  files: ReadonlyMap<string, Buffer>,
  executable: string,
  options: SealOptions = {},
): Buffer {
  const { nested = {}, links = {}, unsealed = [] } = options;
  const first: Record<string, PlistValue> = {};
  const second: Record<string, PlistValue> = {};
  const digests = new Map([
    ...[...files].map(([path, data]): [string, FileDigests] => [path, digestsOf(data)]),
    ...(options.sealedElsewhere ?? []),
  ]);
  const isLeftOut = (path: string) =>
    path === executable ||
    path.startsWith('_CodeSignature/') ||
    unsealed.includes(path) ||
    Object.keys(nested).some((folder) => path.startsWith(`${folder}/`));
  for (const [path, { sha1, sha256 }] of [...digests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (isLeftOut(path)) continue;
    const optional = path.includes('.lproj/') ? { optional: true } : {};
    first[path] = path.includes('.lproj/') ? { hash: sha1, ...optional } : sha1;
    if (path === 'Info.plist' || path === 'PkgInfo') continue;
    second[path] = {
      ...(options.form === 'both' ? { hash: sha1 } : {}),
      hash2: sha256,
      ...optional,
    };
  }
  for (const [path, target] of Object.entries(links)) second[path] = { symlink: target };
  for (const [path, cdhash] of Object.entries(nested)) {
    second[path] = { cdhash, requirement: 'anchor apple generic' };
  }
  const newRules = options.allRules ?? { ...rules2, ...options.rules };
  if (options.form === 'old') return writePlist({ files: first, rules });
  return writePlist({ files: first, files2: second, rules, rules2: newRules });
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
