import { createHash } from 'node:crypto';
import type { PackedFile, PackedFiles } from '../../packed-files.js';
import { type AppFiles, shownPath, staysInside } from '../app-files.js';
import type { EntrySink } from '../entry-bytes.js';
import type { CodeBundle } from './code-bundles.js';
import type { ResourceSeal, SealedFile } from './code-resources.js';
import { invalid } from './code-signature.js';
import { mustBeSealed } from './resource-rules.js';

/** What the seals of all bundles together demand of the app's files, by their paths in the app. */
export interface SealLedger {
  digests: Map<string, Extract<SealedFile, { kind: 'file' }>[]>;
  links: { path: string; target: string }[];
  /** Code by the name that a seal gives it; the path is that of a bundle or a file. */
  nested: { path: string; name: string }[];
  /** Files that a seal leaves out by its rules. */
  unsealed: Set<string>;
  isWeak: boolean;
}

/** An empty ledger. */
export function newLedger(): SealLedger {
  return { digests: new Map(), links: [], nested: [], unsealed: new Set(), isWeak: false };
}

/**
 * Enters one bundle's seal. Throws `signature_invalid` where a sealed file is missing or became
 * another kind of file, and where a file was added that the rules want sealed.
 */
export function enterSeal(
  ledger: SealLedger,
  files: AppFiles,
  bundle: CodeBundle,
  seal: ResourceSeal,
): void {
  ledger.isWeak ||= seal.isWeak;
  const nestedPaths: string[] = [];
  for (const [path, sealed] of seal.files) {
    if (sealed.kind === 'nested') nestedPaths.push(path);
    enterFile(ledger, files, bundle.folder + path, sealed);
  }
  for (const [path, entry] of files) {
    if (!path.startsWith(bundle.folder) || path === bundle.executable) continue;
    const inside = path.slice(bundle.folder.length);
    const isElsewhere = nestedPaths.some((nested) => inside.startsWith(`${nested}/`));
    if (!seal.files.has(inside) && !isElsewhere) judgeAdded(ledger, seal, path, inside, entry);
  }
}

function enterFile(ledger: SealLedger, files: AppFiles, path: string, sealed: SealedFile): void {
  if (sealed.kind === 'nested') {
    ledger.nested.push({ path, name: sealed.name });
    return;
  }
  const entry = files.get(path);
  if (entry === undefined) {
    if (sealed.kind === 'file' && sealed.isOptional) return;
    throw invalid(`The sealed file ${shownPath(path)} is missing`);
  }
  if (entry.isLink !== (sealed.kind === 'link')) throw changed(path);
  if (sealed.kind === 'link') ledger.links.push({ path, target: sealed.target });
  else ledger.digests.set(path, [...(ledger.digests.get(path) ?? []), sealed]);
}

function changed(path: string): Error {
  return invalid(`The sealed file ${shownPath(path)} was changed`);
}

/** Never sealed among the files: what holds the seal, and what the signature itself seals. */
const sealedByCode = ['_CodeSignature/CodeResources', 'Info.plist', 'PkgInfo'];

function judgeAdded(
  ledger: SealLedger,
  seal: ResourceSeal,
  path: string,
  inside: string,
  entry: PackedFile,
): void {
  const isApart = inside.startsWith('_CodeSignature/');
  if (entry.isLink || (!isApart && mustBeSealed(seal.rules, inside))) {
    throw invalid(`The file ${shownPath(path)} was added`);
  }
  if (!sealedByCode.includes(inside)) ledger.unsealed.add(path);
}

/** Compares a file with every digest the seals have of it. */
export function digestSinks(ledger: SealLedger, path: string): EntrySink[] {
  return (ledger.digests.get(path) ?? []).map((sealed) => {
    const hash = createHash(sealed.hash);
    return {
      take: (chunk) => hash.update(chunk),
      isGood: () => hash.digest().equals(sealed.digest),
    };
  });
}

/** Refuses links that lead elsewhere than sealed, or out of the app. */
export async function checkLinks(
  archive: PackedFiles,
  files: AppFiles,
  { links }: SealLedger,
): Promise<void> {
  for (const { path, target } of links) {
    const entry = files.get(path);
    const found = entry === undefined ? '' : (await archive.read(entry, maxLink)).toString('utf8');
    if (found !== target || !staysInside(path, target)) throw changed(path);
  }
}

const maxLink = 1024;
