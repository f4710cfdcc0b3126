import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import { writePlist } from './plist-format.js';

/** `_CodeSignature/CodeResources` of an iOS bundle: the seal over all its files but the executable. */
export function codeResources(files: ReadonlyMap<string, Buffer>, executable: string): Buffer {
  const first: Record<string, PlistValue> = {};
  const second: Record<string, PlistValue> = {};
  for (const [path, data] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path === executable || path.startsWith('_CodeSignature/')) continue;
    const optional = /\.lproj\//.test(path) ? { optional: true } : {};
    const hash = createHash('sha1').update(data).digest();
    first[path] = /\.lproj\//.test(path) ? { hash, ...optional } : hash;
    if (path === 'Info.plist' || path === 'PkgInfo') continue;
    second[path] = { hash2: createHash('sha256').update(data).digest(), ...optional };
  }
  return writePlist({ files: first, files2: second, rules, rules2 });
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
