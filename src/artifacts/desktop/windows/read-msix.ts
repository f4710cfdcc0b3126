import { AppError } from '../../../errors.js';
import type { Archive } from '../../archive.js';
import { damaged, readingPart } from '../../damage.js';
import { type Draft, refuse, warn } from '../../draft.js';
import type { FileBytes } from '../../file-bytes.js';
import { msixPart, sizeByPart } from '../../size-by-part.js';
import { noPhoneFacts } from '../phone-facts.js';
import { matchesAppx } from './appx-digest.js';
import { readAppxLogo } from './appx-logo.js';
import { type AppxManifest, readAppxManifest } from './appx-manifest.js';
import { footprint } from './appx-names.js';
import { judgeAuthenticode } from './authenticode.js';
import { firstDifference, readBlockMap } from './block-map.js';
import { isSameName } from './publisher.js';

const maxManifestSize = 4 * 1024 * 1024;
const maxBlockMapSize = 32 * 1024 * 1024;
const maxSignatureSize = 1024 * 1024;
const signatureMagic = 'PKCX';

/** Reads an MSIX into the draft: manifest, logo, signature, and every file against the block map. */
export async function readMsix(
  draft: Draft,
  archive: Archive,
  file: FileBytes,
  now: Date,
): Promise<void> {
  draft.artifact.platform = 'windows';
  draft.artifact.installer = { kind: 'msix', maker: null };
  draft.artifact.signerCertificate = null;
  draft.artifact.sizeByPart = sizeByPart(archive, msixPart);
  const manifest = await readManifest(draft, archive);
  await readLook(draft, archive, manifest);
  await judgeSignature(draft, archive, file, now);
  judgePublisher(draft, manifest);
  await judgeFiles(draft, archive);
  if (draft.refusal === null && draft.artifact.verification !== undefined) {
    draft.artifact.verification = { ...draft.artifact.verification, verdict: 'partial' };
  }
}

async function readPart(archive: Archive, name: string, limit: number): Promise<Buffer | null> {
  const entry = archive.entries.get(name);
  return entry === undefined ? null : archive.read(entry, limit);
}

async function readManifest(draft: Draft, archive: Archive): Promise<AppxManifest> {
  const bytes = await readPart(archive, 'AppxManifest.xml', maxManifestSize);
  if (bytes === null) throw damaged('The package manifest');
  const manifest = readingPart('The package manifest', () => readAppxManifest(bytes));
  const { name, version, architecture, minimumVersion, displayName } = manifest;
  // names in the package's resources stand there as references
  const isName = displayName !== undefined && !displayName.startsWith('ms-resource:');
  const shown = isName ? displayName : name;
  Object.assign(draft.artifact, noPhoneFacts, {
    bundleIdentifier: name,
    version,
    versionCode: version,
    displayName: shown,
    labels: { '': shown },
    minimumOsVersion: minimumVersion ?? null,
    abis: architecture === undefined || architecture === 'neutral' ? [] : [architecture],
  });
  return manifest;
}

async function readLook(draft: Draft, archive: Archive, manifest: AppxManifest): Promise<void> {
  const logo = await readAppxLogo(archive, manifest.logos);
  draft.icon = logo?.bytes ?? null;
  draft.artifact.icon = logo?.facts ?? null;
  if (logo === null) warn(draft, 'no_icon', 'The package has no logo that can be shown.');
}

async function judgeSignature(
  draft: Draft,
  archive: Archive,
  file: FileBytes,
  now: Date,
): Promise<void> {
  const bytes = await readPart(archive, footprint.signature, maxSignatureSize);
  if (bytes === null) {
    throw new AppError(
      'signature_missing',
      'The package is not signed, so Windows does not install it; sign it with signtool and upload it again.',
    );
  }
  if (bytes.toString('latin1', 0, signatureMagic.length) !== signatureMagic) {
    throw damaged('The signature');
  }
  const matches = (hash: string, digests: Buffer) => matchesAppx(archive, file, hash, digests);
  await judgeAuthenticode(draft, bytes.subarray(signatureMagic.length), matches, now);
}

/** Windows installs only what the manifest's publisher signed. */
function judgePublisher(draft: Draft, { publisher }: AppxManifest): void {
  const subject = draft.artifact.signerCertificate?.subject ?? '';
  if (isSameName(publisher, subject)) return;
  refuse(
    draft,
    'signature_invalid',
    `The manifest names the publisher ${publisher.slice(0, 200)}, but the package is signed by ${subject.slice(0, 200)}; both must be the same.`,
  );
}

async function judgeFiles(draft: Draft, archive: Archive): Promise<void> {
  const bytes = await readPart(archive, footprint.blockMap, maxBlockMapSize);
  if (bytes === null) throw damaged('The block map');
  const map = readingPart('The block map', () => readBlockMap(bytes));
  const different = await firstDifference(archive, map);
  if (different === null) return;
  refuse(
    draft,
    'signature_invalid',
    `The file ${JSON.stringify(different.slice(0, 120))} is not the one that was signed; build and sign the package again.`,
  );
}
