import { AppError } from '../../../errors.js';
import { readingPart } from '../../damage.js';
import { type Draft, refuse, warn } from '../../draft.js';
import type { FileBytes } from '../../file-bytes.js';
import { noPhoneFacts } from '../phone-facts.js';
import { judgeAuthenticode } from './authenticode.js';
import { exeIdentity } from './exe-identity.js';
import { exeParts } from './exe-parts.js';
import { readExeIcon } from './icon-group.js';
import { installerMaker } from './installer-maker.js';
import { type PeFile, readPe } from './pe.js';
import { readResource, resourcesOf, resourceType } from './pe-resources.js';
import { peDigest, readPeSignature } from './pe-signature.js';
import { readVersionInfo, type VersionInfo } from './version-info.js';

const maxVersionSize = 64 * 1024;

/** Reads a Windows program into the draft: signature, version resource, icon, who made the installer. */
export async function readExe(draft: Draft, file: FileBytes, now: Date): Promise<void> {
  draft.artifact.platform = 'windows';
  const pe = readingPart('The program', () => readPe(file));
  if (pe.isLibrary) {
    throw new AppError(
      'unsupported_artifact',
      'This is a Windows library (DLL); upload the signed installer.',
    );
  }
  const maker = readingPart('The program', () => installerMaker(pe));
  draft.artifact.installer = { kind: 'exe', maker };
  draft.artifact.sizeByPart = exeParts(pe, maker);
  readLook(draft, pe);
  await judgeSignature(draft, pe, now);
  Object.assign(draft.artifact, exeIdentity(readVersion(pe)), noPhoneFacts);
  if (draft.refusal === null && draft.artifact.verification !== undefined) {
    draft.artifact.verification = { ...draft.artifact.verification, verdict: 'partial' };
  }
}

function readLook(draft: Draft, pe: PeFile): void {
  const icon = readExeIcon(pe);
  draft.icon = icon?.bytes ?? null;
  draft.artifact.icon = icon?.facts ?? null;
  if (icon === null) warn(draft, 'no_icon', 'The program has no icon that can be shown.');
}

async function judgeSignature(draft: Draft, pe: PeFile, now: Date): Promise<void> {
  const signature = readingPart('The signature', () => readPeSignature(pe));
  draft.artifact.signerCertificate = null;
  if (signature === null) {
    refuse(
      draft,
      'signature_missing',
      'The program is not signed, so Windows warns everyone who starts it; sign it with Authenticode (signtool) and upload it again.',
    );
    return;
  }
  const matches = (hash: string, digest: Buffer) => peDigest(pe, hash).equals(digest);
  await judgeAuthenticode(draft, signature.message, matches, now);
  if (signature.hasHiddenBytes) {
    warn(
      draft,
      'unsigned_bytes',
      'Bytes stand behind the signature that it does not cover; strict Windows settings refuse the program.',
    );
  }
}

function readVersion(pe: PeFile): VersionInfo | null {
  return readingPart('The version resource', () => {
    const [version] = resourcesOf(pe, resourceType.version);
    return version === undefined
      ? null
      : readVersionInfo(readResource(pe, version, maxVersionSize));
  });
}
