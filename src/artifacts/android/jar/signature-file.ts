import { createHash } from 'node:crypto';
import { SignatureFault } from '../signature-fault.js';
import { digestsToCheck } from './digests.js';
import type { JarManifest } from './manifest.js';
import { type JarSection, jarSections } from './sections.js';

/** What a signature file (`.SF`) is judged by. */
export interface SignatureFileContext {
  manifest: JarManifest;
  /** The block schemes found in the APK, as numbers. */
  blockSchemes: ReadonlySet<number>;
  minSdk: number;
}

const knownBlockSchemes = [2, 3];

/**
 * Compares a signature file with the manifest. Gives a mark for each section of the manifest that
 * it signs, or null where Android ignores the whole file. Throws a `SignatureFault` where a digest
 * differs or a block scheme it speaks of was taken out.
 */
export function sectionsSignedBy(bytes: Buffer, context: SignatureFileContext): Uint8Array | null {
  const sections = jarSections(bytes);
  const first = sections.next();
  if (first.done || first.value.get('Signature-Version') === null) return null;
  const main = first.value;
  checkStripping(main, context.blockSchemes);
  const isSigntool = main.get('Created-By')?.includes('signtool') ?? false;
  const isWhole = isManifestWhole(main, isSigntool, context);
  if (!isSigntool) checkMainSection(main, context);
  const marks = new Uint8Array(context.manifest.positions.size);
  let isIgnored = false;
  for (const section of sections) {
    if (section.name === null) return null;
    const position = context.manifest.positions.get(section.name);
    if (position !== undefined) {
      if (marks[position] === 1) return null;
      marks[position] = 1;
      if (!isWhole) checkSection(section, position, isSigntool, context);
    } else if (!isWhole) isIgnored = true;
  }
  return isIgnored ? null : marks;
}

/** `X-Android-APK-Signed` lists the block schemes the APK was signed with too. */
function checkStripping(main: JarSection, blockSchemes: ReadonlySet<number>): void {
  const listed = (main.get('X-Android-APK-Signed') ?? '')
    .split(',')
    .map((id) => (/^\s*[+-]?\d+\s*$/.test(id) ? Number(id) : null));
  for (const scheme of knownBlockSchemes) {
    if (listed.includes(scheme) && !blockSchemes.has(scheme))
      throw new SignatureFault(`the v${scheme} signature it speaks of was taken out`);
  }
}

/** Whether the digest of the whole manifest is there and right; then its sections need no check. */
function isManifestWhole(
  main: JarSection,
  isSigntool: boolean,
  { manifest, minSdk }: SignatureFileContext,
): boolean {
  const digests = digestsToCheck(main, isSigntool ? '-Digest' : '-Digest-Manifest', minSdk);
  return (
    digests.length > 0 && digests.every(({ hash, value }) => isDigest(hash, manifest.bytes, value))
  );
}

function checkMainSection(main: JarSection, { manifest, minSdk }: SignatureFileContext): void {
  const part = manifest.bytes.subarray(manifest.main.start, manifest.main.end);
  for (const { hash, value } of digestsToCheck(main, '-Digest-Manifest-Main-Attributes', minSdk)) {
    if (!isDigest(hash, part, value))
      throw new SignatureFault('the head of its manifest was changed');
  }
}

function checkSection(
  section: JarSection,
  position: number,
  isSigntool: boolean,
  { manifest, minSdk }: SignatureFileContext,
): void {
  const digests = digestsToCheck(section, '-Digest', minSdk);
  if (digests.length === 0)
    throw new SignatureFault('its list lacks a digest older Android knows', 'unsupported');
  const signed = manifest.section(position);
  const whole = manifest.bytes.subarray(signed.start, signed.end);
  // signtool leaves out the last line feed where two of them end a section
  const endsTwice = whole.at(-1) === 0x0a && whole.at(-2) === 0x0a;
  const part = isSigntool && endsTwice ? whole.subarray(0, -1) : whole;
  if (!digests.every(({ hash, value }) => isDigest(hash, part, value)))
    throw new SignatureFault('a section of its manifest was changed');
}

function isDigest(hash: string, bytes: Buffer, expected: Buffer): boolean {
  return createHash(hash).update(bytes).digest().equals(expected);
}
