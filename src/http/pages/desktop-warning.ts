import type { Artifact } from '../../artifacts/artifact.js';

/** What a computer shows when a downloaded build is opened: Gatekeeper's word, SmartScreen's, or nothing. */
export type DesktopWarning = 'gatekeeper' | 'smartscreen';

/** Apple lets a notarised app open; Windows one whose publisher somebody vouches for. */
export function desktopWarning(artifact: Artifact): DesktopWarning | null {
  const { platform, verification, warnings } = artifact;
  if (platform === 'macos') return verification.isNotarised === true ? null : 'gatekeeper';
  if (platform !== 'windows') return null;
  const isSigned = verification.schemes.some(
    ({ scheme, verified }) => scheme === 'authenticode' && verified,
  );
  const isOwn = warnings.some(({ code }) => code === 'self_signed' || code === 'private_anchor');
  return isSigned && !isOwn ? null : 'smartscreen';
}
