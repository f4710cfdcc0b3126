import { isDictionary, type PlistDictionary, readPropertyList } from '../property-list.js';
import { type ResourceRule, readResourceRules } from './resource-rules.js';

/** What `_CodeSignature/CodeResources` says of a bundle's files, by their paths in the bundle. */
export interface ResourceSeal {
  files: ReadonlyMap<string, SealedFile>;
  rules: readonly ResourceRule[];
  /** Whether any file is sealed by SHA-1 alone. */
  isWeak: boolean;
}

export type SealedFile =
  | { kind: 'file'; hash: 'sha1' | 'sha256'; digest: Buffer; isOptional: boolean }
  | { kind: 'link'; target: string }
  /** Code that is sealed by its own signature; `name` is that of one of its code directories. */
  | { kind: 'nested'; name: string };

/**
 * Reads a seal: `files2` with `rules2`, or `files` with `rules` where these are alone, as devices
 * do. Throws a `RangeError` on damage and on entries of unknown form.
 */
export function readResourceSeal(bytes: Buffer): ResourceSeal {
  const root = readPropertyList(bytes);
  if (!isDictionary(root)) throw new RangeError('no seal');
  const isNew = root.files2 !== undefined && root.rules2 !== undefined;
  const sealed = isNew ? root.files2 : root.files;
  if (!isDictionary(sealed)) throw new RangeError('no sealed files');
  const files = new Map<string, SealedFile>();
  for (const [path, value] of Object.entries(sealed)) {
    files.set(path.normalize('NFC'), sealedFile(value));
  }
  const isWeak = [...files.values()].some((file) => file.kind === 'file' && file.hash === 'sha1');
  return { files, rules: readResourceRules(isNew ? root.rules2 : root.rules), isWeak };
}

function sealedFile(value: unknown): SealedFile {
  if (value instanceof Uint8Array) return sealedBy('sha1', value, false);
  if (!isDictionary(value)) throw new RangeError('a sealed file');
  if (typeof value.symlink === 'string') return { kind: 'link', target: value.symlink };
  if (value.cdhash !== undefined) return { kind: 'nested', name: hexOf(value.cdhash, 20) };
  return sealedByHash(value);
}

function sealedByHash({ hash, hash2, optional }: PlistDictionary): SealedFile {
  if (hash2 !== undefined) return sealedBy('sha256', hash2, optional === true);
  return sealedBy('sha1', hash, optional === true);
}

function sealedBy(hash: 'sha1' | 'sha256', value: unknown, isOptional: boolean): SealedFile {
  const digest = Buffer.from(hexOf(value, hash === 'sha1' ? 20 : 32), 'hex');
  return { kind: 'file', hash, digest, isOptional };
}

function hexOf(value: unknown, length: number): string {
  if (!(value instanceof Uint8Array) || value.length !== length) throw new RangeError('a hash');
  return Buffer.from(value).toString('hex');
}
