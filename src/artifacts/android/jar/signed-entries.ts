import { createHash } from 'node:crypto';
import type { Archive, ArchiveEntry } from '../../archive.js';
import { SignatureFault } from '../signature-fault.js';
import { digestsToCheck, type JarHash, type NamedDigest } from './digests.js';
import type { JarManifest } from './manifest.js';

/** Whether Android demands a signature of this entry; `META-INF/` is left unprotected. */
export function needsSignature({ name }: ArchiveEntry): boolean {
  return !name.startsWith('META-INF/') && !name.endsWith('/');
}

/**
 * Checks that all entries are signed by the same signers; `marks` are the sections each signer's
 * list covers. Gives the signers by position. Throws a `SignatureFault`.
 */
export function signersOfEntries(
  archive: Archive,
  manifest: JarManifest,
  marks: readonly Uint8Array[],
): number[] {
  let common: string | null = null;
  for (const entry of archive.entries.values()) {
    if (!needsSignature(entry)) continue;
    const position = manifest.positions.get(entry.name);
    if (position === undefined) throw new SignatureFault('a file is not in its manifest');
    const signers = marks.flatMap((mark, signer) => (mark[position] === 1 ? [signer] : []));
    if (signers.length === 0) throw new SignatureFault('a file is not signed');
    common ??= signers.join();
    if (signers.join() !== common)
      throw new SignatureFault('its files are signed by different signers');
  }
  if (common === null) throw new SignatureFault('no file is signed');
  return common.split(',').map(Number);
}

/**
 * Compares every entry's bytes with the manifest, as a stream, and gives the hashes that were relied
 * on. Throws a `SignatureFault`; `unsupported` where a digest older Android needs is missing.
 */
export async function compareEntries(
  archive: Archive,
  manifest: JarManifest,
  minSdk: number,
): Promise<Set<JarHash>> {
  const entries = [...archive.entries.values()].filter(needsSignature);
  const hashes = new Set<JarHash>();
  for (const { name } of entries) {
    for (const { hash } of digestsOf(manifest, name, minSdk)) hashes.add(hash);
  }
  for (const entry of entries.sort((one, other) => one.headerOffset - other.headerOffset)) {
    const digests = digestsOf(manifest, entry.name, minSdk);
    if (!(await matches(archive, entry, digests)))
      throw new SignatureFault('a file was changed after it was signed');
  }
  return hashes;
}

function digestsOf(manifest: JarManifest, name: string, minSdk: number): NamedDigest[] {
  const section = manifest.section(manifest.positions.get(name) ?? -1);
  const digests = digestsToCheck(section, '-Digest', minSdk);
  if (digests.length === 0)
    throw new SignatureFault('its manifest lacks a digest older Android knows', 'unsupported');
  return digests;
}

async function matches(
  archive: Archive,
  entry: ArchiveEntry,
  digests: readonly NamedDigest[],
): Promise<boolean> {
  const states = digests.map(({ hash, value }) => ({ state: createHash(hash), value }));
  for await (const chunk of archive.pieces(entry)) {
    for (const { state } of states) state.update(chunk);
  }
  return states.every(({ state, value }) => state.digest().equals(value));
}
