import { X509Certificate } from 'node:crypto';
import type { Judgement } from '../../anchors.js';
import { commonName, signerFacts } from '../../certificate.js';
import { chainEnd } from '../../certificate-chain.js';
import { readingPart } from '../../damage.js';
import { type Draft, refuse, warn } from '../../draft.js';
import { judgeLifetime } from '../lifetime.js';
import type { Timestamp } from '../timestamp.js';

/** The certificates that Gatekeeper accepts for what does not come from the App Store. */
export type DeveloperIdKind = 'Developer ID Application' | 'Developer ID Installer';

/**
 * Judges who signed for macOS: the chain to Apple's roots or a private one at the time of signing,
 * the kind of certificate and its end. The signer goes into the draft.
 */
export function judgeDeveloperId(
  draft: Draft,
  [leaf, ...others]: readonly Buffer[],
  signed: { kind: DeveloperIdKind; timestamp: Timestamp | null },
  { now, anchors }: Judgement,
): void {
  if (leaf === undefined) return;
  draft.artifact.signerCertificate = readingPart('The signing certificate', () =>
    signerFacts(leaf),
  );
  judgeLifetime(draft, leaf, signed.timestamp, now);
  const [certificate, ...bag] = readingPart('The signing certificate', () =>
    [leaf, ...others].map((der) => new X509Certificate(der)),
  );
  if (certificate === undefined) return;
  const end = chainEnd(certificate, bag, signed.timestamp?.time ?? now, anchors);
  const isDeveloperId = commonName(leaf)?.startsWith(`${signed.kind}: `) === true;
  if (end === null || (end === 'apple' && !isDeveloperId)) {
    refuse(
      draft,
      'signer_not_trusted',
      `The signature is not by a "${signed.kind}" certificate of Apple's, so Macs do not open the app; sign it with one.`,
    );
  } else if (end === 'private') {
    warn(
      draft,
      'private_anchor',
      'The build is signed under a private root that this server was told to accept, not under Apple’s.',
    );
  }
}

/** Records whether a ticket is stapled, and warns where none is. */
export function judgeNotarisation(draft: Draft, isNotarised: boolean): void {
  const { verification } = draft.artifact;
  if (verification === undefined) return;
  draft.artifact.verification = { ...verification, isNotarised };
  if (isNotarised) return;
  warn(
    draft,
    'not_notarised',
    'No notarisation ticket is stapled to the build: Macs ask Apple about it and refuse it where they cannot; notarise it and staple the ticket (xcrun stapler staple).',
  );
}
