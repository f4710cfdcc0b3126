import type { Archive, ArchiveEntry } from '../../archive.js';
import { SignatureFault } from '../signature-fault.js';
import { readJarManifest } from './manifest.js';
import { type SignatureFileContext, sectionsSignedBy } from './signature-file.js';
import { compareEntries, signersOfEntries } from './signed-entries.js';
import { type BlockVerdict, verifyBlock } from './verify-block.js';

/** What JAR signing vouches for. */
export interface JarVerdict {
  /** DER of the certificate of each signer. */
  certificates: readonly Buffer[];
  /** Every hash that manifest and signature blocks rely on. */
  hashes: ReadonlySet<string>;
}

const manifestName = 'META-INF/MANIFEST.MF';
const maxListSize = 64 * 1024 * 1024;
const maxBlockSize = 8 * 1024 * 1024;
const maxSigners = 10;

/** A signature block and the signature file of the same name. */
interface SignerFiles {
  block: ArchiveEntry;
  list: ArchiveEntry;
}

/** Whether the archive holds anything of a JAR signature. */
export function hasJarSignature(archive: Archive): boolean {
  return archive.entries.has(manifestName) && signerFiles(archive).length > 0;
}

/**
 * Verifies JAR signing (APK scheme v1) for every Android version from `minSdk` on, by the rules of
 * apksig. `blockSchemes` are the numbers of the block schemes found. Reads each entry once, as a
 * stream. Throws a `SignatureFault` where it does not hold.
 */
export async function judgeJar(
  archive: Archive,
  minSdk: number,
  blockSchemes: ReadonlySet<number>,
): Promise<JarVerdict> {
  const manifestEntry = archive.entries.get(manifestName);
  const files = signerFiles(archive);
  if (manifestEntry === undefined || files.length === 0)
    throw new SignatureFault('it is missing', 'absent');
  if (files.length > maxSigners) throw new SignatureFault('it has too many signers');
  const manifest = readJarManifest(await archive.read(manifestEntry, maxListSize), archive);
  const context = { manifest, blockSchemes, minSdk };
  const signers: { verdict: BlockVerdict; marks: Uint8Array }[] = [];
  for (const each of files) {
    const signer = await judgeSigner(archive, each, context);
    if (signer !== null) signers.push(signer);
  }
  if (signers.length === 0) throw new SignatureFault('Android ignores its list');
  const common = signersOfEntries(
    archive,
    manifest,
    signers.map(({ marks }) => marks),
  );
  const used = signers.filter((_, position) => common.includes(position));
  const hashes = new Set<string>(await compareEntries(archive, manifest, minSdk));
  for (const { verdict } of used) hashes.add(verdict.hash);
  return { certificates: used.map(({ verdict }) => verdict.certificate), hashes };
}

function signerFiles({ entries }: Archive): SignerFiles[] {
  const files: SignerFiles[] = [];
  for (const block of entries.values()) {
    if (!/^META-INF\/.*\.(RSA|DSA|EC)$/.test(block.name)) continue;
    const list = entries.get(block.name.replace(/[^.]+$/, 'SF'));
    if (list !== undefined) files.push({ block, list });
  }
  return files;
}

async function judgeSigner(
  archive: Archive,
  { block, list }: SignerFiles,
  context: SignatureFileContext,
): Promise<{ verdict: BlockVerdict; marks: Uint8Array } | null> {
  const listBytes = await archive.read(list, maxListSize);
  const verdict = verifyBlock(await archive.read(block, maxBlockSize), listBytes, context.minSdk);
  const marks = sectionsSignedBy(listBytes, context);
  return marks === null ? null : { verdict, marks };
}
