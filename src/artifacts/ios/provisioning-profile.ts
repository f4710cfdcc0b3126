import { X509Certificate } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { Judgement } from '../anchors.js';
import type { SchemeVerification } from '../artifact.js';
import { commonName, sha256Hex } from '../certificate.js';
import { chainEnd } from '../certificate-chain.js';
import {
  isSignedMessage,
  readSignedMessage,
  type SignedMessage,
  signerCertificate,
} from '../cms.js';
import { damaged, readingPart } from '../damage.js';
import { type Draft, refuse, warn } from '../draft.js';
import { type ProfilePlist, profileFacts, readProfilePlist } from './profile-plist.js';

const soon = 30 * 24 * 60 * 60 * 1000;

/**
 * Judges `embedded.mobileprovision`: its CMS signature, the chain at its creation (the signing
 * certificates of old profiles have expired since) and its expiry as of now. Facts go into the draft
 * also where it is refused. Throws `profile_invalid` where it cannot be read at all.
 */
export function judgeProfile(
  draft: Draft,
  bytes: Buffer,
  judgement: Judgement,
  platforms: readonly string[] = ['iOS'],
): ProfilePlist {
  const message = readingProfile(() => readSignedMessage(bytes));
  const certificate = readingProfile(() => signerCertificate(message));
  const isSigned =
    certificate !== null && readingProfile(() => isSignedMessage(message, certificate));
  const profile = readingProfile(() => readProfilePlist(message.content ?? Buffer.alloc(0)));
  draft.artifact.provisioningProfile = profileFacts(profile);
  if (!isSigned || certificate === null) {
    refuse(
      draft,
      'profile_invalid',
      'The provisioning profile was changed after it was signed; sign the app again.',
    );
  } else {
    judgeChain(draft, message, certificate, profile, judgement);
  }
  judgePlatform(draft, profile, platforms);
  judgeKind(draft, profile, judgement.now);
  return profile;
}

function readingProfile<T>(read: () => T): T {
  try {
    return readingPart('The provisioning profile', read);
  } catch (error) {
    const { message } = damaged('The provisioning profile');
    throw new AppError('profile_invalid', message, {
      cause: error instanceof AppError ? error.cause : error,
    });
  }
}

function judgeChain(
  draft: Draft,
  message: SignedMessage,
  certificate: Buffer,
  profile: ProfilePlist,
  { anchors }: Judgement,
): void {
  const bag = message.certificates.flatMap(parsed);
  const [leaf] = parsed(certificate);
  const end = leaf === undefined ? null : chainEnd(leaf, bag, profile.CreationDate, anchors);
  const isTrusted = end === 'private' || (end === 'apple' && signsProfiles(certificate));
  const scheme: SchemeVerification = {
    scheme: 'provisioning-profile',
    verified: isTrusted,
    certificates: [sha256Hex(certificate)],
  };
  const verification = draft.artifact.verification ?? {
    verdict: 'not-checked',
    schemes: [],
    notChecked: [],
  };
  draft.artifact.verification = { ...verification, schemes: [...verification.schemes, scheme] };
  if (!isTrusted) {
    refuse(
      draft,
      'signer_not_trusted',
      'The provisioning profile is not signed by Apple, so no device accepts the app.',
    );
  } else if (end === 'private') {
    warn(
      draft,
      'private_anchor',
      'The provisioning profile is signed by a private root that this server was told to accept, not by Apple.',
    );
  }
}

function parsed(der: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(der)];
  } catch {
    return [];
  }
}

/** Every developer's certificate leads to Apple's root too; only these names are Apple's own. */
function signsProfiles(certificate: Buffer): boolean {
  const name = commonName(certificate) ?? '';
  return name.startsWith('Apple ') && name.endsWith(' Provisioning Profile Signing');
}

/** Warns when the signing certificate ends within 30 days of `now`. */
export function warnOfExpiry(draft: Draft, certificate: Buffer, now: Date): void {
  const [parts] = parsed(certificate);
  if (parts === undefined) return;
  const end = Date.parse(parts.validTo);
  if (end - now.getTime() > soon || end <= now.getTime()) return;
  const day = new Date(end).toISOString().slice(0, 10);
  warn(
    draft,
    'expires_soon',
    `The signing certificate expires on ${day}; the app does not work after that.`,
  );
}

function judgePlatform(
  draft: Draft,
  { Platform: named }: ProfilePlist,
  platforms: readonly string[],
): void {
  if (named === undefined || named.some((platform) => platforms.includes(platform))) return;
  refuse(
    draft,
    'wrong_platform',
    `The provisioning profile is for ${named.join(', ')}, not for iOS.`,
  );
}

function judgeKind(draft: Draft, profile: ProfilePlist, now: Date): void {
  const { kind, expiresAt } = profileFacts(profile);
  const day = expiresAt.slice(0, 10);
  if (kind === 'app-store') {
    refuse(
      draft,
      'profile_app_store',
      'The app is signed for the App Store, which alone can install it; export it as Ad Hoc or Enterprise.',
    );
  }
  if (profile.ExpirationDate <= now) {
    refuse(
      draft,
      'profile_expired',
      `The provisioning profile expired on ${day}; renew it and sign the app again.`,
    );
  } else if (profile.ExpirationDate.getTime() - now.getTime() < soon) {
    warn(
      draft,
      'expires_soon',
      `The provisioning profile expires on ${day}; the app stops working then.`,
    );
  }
  if (kind === 'development') {
    warn(
      draft,
      'development_profile',
      `The app is signed for development: only the ${profile.ProvisionedDevices?.length ?? 0} devices in its profile run it.`,
    );
  }
}
