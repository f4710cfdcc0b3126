import type { Judgement } from '../../anchors.js';
import { sha256Hex } from '../../certificate.js';
import { readingPart } from '../../damage.js';
import { type Draft, refuse } from '../../draft.js';
import type { FileBytes } from '../../file-bytes.js';
import { noPhoneFacts } from '../phone-facts.js';
import { judgeDeveloperId, judgeNotarisation } from './developer-id.js';
import { hasStapledTicket } from './notarisation.js';
import { packageIdentity } from './package-identity.js';
import { pkgParts } from './pkg-parts.js';
import { openXar, type Xar } from './xar.js';
import { firstChangedFile, type XarFile, xarFiles } from './xar-files.js';
import { holdsOwnChecksum, readXarSignature } from './xar-signature.js';

const part = 'The package';

/** The apps inside are packed once more and not opened; Apple's ticket is in a format of its own. */
const notChecked = ['payload', 'notarisation-ticket', 'revocation'];

/**
 * Reads a macOS installer package (flat, xar) into the draft: identity, signature over the table of
 * contents, and every file against the table's checksum.
 */
export function readPkg(draft: Draft, file: FileBytes, judgement: Judgement): void {
  draft.artifact.platform = 'macos';
  draft.artifact.installer = { kind: 'pkg', maker: null };
  draft.artifact.signerCertificate = null;
  draft.artifact.verification = { verdict: 'not-checked', schemes: [], notChecked };
  const xar = readingPart(part, () => openXar(file));
  const files = readingPart(part, () => xarFiles(xar));
  draft.artifact.sizeByPart = pkgParts(xar, files.values());
  const identity = packageIdentity(xar, files);
  const { displayName } = identity;
  const look = { icon: null, labels: { '': displayName } };
  Object.assign(draft.artifact, noPhoneFacts, identity, look);
  judgeSignature(draft, xar, judgement);
  judgeFiles(draft, xar, files);
  judgeNotarisation(draft, hasStapledTicket(file));
  if (draft.refusal === null) {
    draft.artifact.verification = { ...draft.artifact.verification, verdict: 'partial' };
  }
}

function judgeSignature(draft: Draft, xar: Xar, judgement: Judgement): void {
  const signature = readingPart('The signature', () => readXarSignature(xar));
  if (signature === null) {
    refuse(
      draft,
      'signature_missing',
      'The package is not signed, so Macs do not open it; sign it with a Developer ID Installer certificate (productsign) and upload it again.',
    );
    return;
  }
  const { certificates, timestamp } = signature;
  const isValid =
    signature.isValid &&
    timestamp?.isValid !== false &&
    readingPart(part, () => holdsOwnChecksum(xar));
  if (!isValid) {
    refuse(
      draft,
      'signature_invalid',
      'The signature does not hold; build and sign the package again.',
    );
  }
  draft.artifact.verification = {
    verdict: 'not-checked',
    schemes: [
      {
        scheme: 'installer-signature',
        verified: isValid,
        certificates: certificates.slice(0, 1).map(sha256Hex),
      },
    ],
    notChecked,
    ...(timestamp === null ? {} : { timestamp: timestamp.time.toISOString() }),
  };
  judgeDeveloperId(draft, certificates, { kind: 'Developer ID Installer', timestamp }, judgement);
}

function judgeFiles(draft: Draft, xar: Xar, files: ReadonlyMap<string, XarFile>): void {
  const changed = readingPart(part, () => firstChangedFile(xar, files.values()));
  if (changed === null) return;
  refuse(
    draft,
    'signature_invalid',
    `The file ${JSON.stringify(changed.slice(0, 120))} of the package was changed after it was signed; build and sign the package again.`,
  );
}
