import type { ErrorCode } from '../errors.js';
import type { WarningCode } from './artifact.js';

/** A finding that keeps a build out. */
interface RefuseRule {
  action: 'refuse';
  /** Whether an administrator may have it warn instead, for one app and with a reason. */
  isTolerable: boolean;
  /** Why it may, or may not. */
  because: string;
  rule: string;
  /** What a build that is let in all the same leaves unproven, as a name of what was not checked. */
  unproven?: string;
}

/** A finding that is told and keeps nothing out; `show` is a fact, `warn` asks for something. */
interface TellRule {
  action: 'warn' | 'show';
  rule: string;
}

/**
 * Every finding the judges of builds can make, what becomes of it, and the rule it stands for. The
 * compiler holds the judges to it: what refuses is refused by one of these codes, and every warning
 * has its row.
 */
export const policy = {
  unsupported_artifact: {
    action: 'refuse',
    isTolerable: false,
    because: 'no device installs such a file, so there is nothing to judge',
    rule: 'AAB, APKS, XAPK, and whatever is no build',
  },
  unreadable_artifact: {
    action: 'refuse',
    isTolerable: false,
    because: 'what cannot be read whole cannot be vouched for',
    rule: 'malformed archives, duplicate entries, no or several apps in Payload',
  },
  inspection_timeout: {
    action: 'refuse',
    isTolerable: false,
    because: 'nothing was found out',
    rule: 'a file that keeps its judge busy beyond the deadline',
  },
  split_apk: {
    action: 'refuse',
    isTolerable: false,
    because: 'Android installs no part of an app alone',
    rule: 'APK: a part of a split app (`split`, `requiredSplitTypes`)',
  },
  wrong_platform: {
    action: 'refuse',
    isTolerable: false,
    because: 'code for another system runs on no device here, signed again or not',
    rule: 'IPA: simulator, tvOS, macOS',
  },
  encrypted_app: {
    action: 'refuse',
    isTolerable: false,
    because: 'nobody but Apple can read or sign again what FairPlay encrypted',
    rule: 'IPA: FairPlay (`cryptid` is not 0)',
  },
  signature_missing: {
    action: 'refuse',
    isTolerable: false,
    because: 'without a signature anybody may have changed it',
    rule: 'unsigned; ad-hoc code signature',
  },
  signature_invalid: {
    action: 'refuse',
    isTolerable: false,
    because: 'it is not what was signed',
    rule: 'any signature or digest failure, stripping, sealed files that differ',
  },
  signature_scheme_outdated: {
    action: 'refuse',
    isTolerable: true,
    because: 'the signature holds, and Android 10 and earlier install it: a fleet may be of these',
    rule: 'APK: signed by v1 alone while its targetSdk is 30 or more',
  },
  signer_not_trusted: {
    action: 'refuse',
    isTolerable: true,
    because: 'the bytes are as they were signed; private test chains and builds to be signed again',
    rule: 'chain not to a pinned root, signer not in the profile; desktop: not a certificate for code, or not alive when it signed',
    unproven: 'trust',
  },
  profile_missing: {
    action: 'refuse',
    isTolerable: false,
    because: 'the profile says whose signature is right; without it none can be judged',
    rule: 'IPA: no profile',
  },
  profile_invalid: {
    action: 'refuse',
    isTolerable: false,
    because: 'it also stands for a profile that was changed after it was signed',
    rule: 'IPA: profile CMS bad, team, identifier or entitlements mismatch',
  },
  profile_expired: {
    action: 'refuse',
    isTolerable: true,
    because: 'the bytes are as they were signed; a build to be signed again may wait here',
    rule: 'IPA: profile or certificate expired at upload',
  },
  profile_app_store: {
    action: 'refuse',
    isTolerable: true,
    because: 'the signature is Apple-rooted; a build to be signed again may wait here',
    rule: 'IPA: App Store profile, which no device installs over the air',
  },
  debuggable: { action: 'warn', rule: 'APK: `debuggable`' },
  test_only: { action: 'warn', rule: 'APK: `testOnly`, which does not install by a tap' },
  debug_certificate: { action: 'warn', rule: 'APK: signed by `CN=Android Debug`' },
  weak_signature: { action: 'warn', rule: 'v1 only, MD5, SHA-1, RSA below 2048 bits' },
  newer_android_only: { action: 'warn', rule: 'APK: verified from a later version than minSdk' },
  old_target_sdk: { action: 'warn', rule: 'APK: a targetSdk that new Android versions refuse' },
  development_profile: { action: 'warn', rule: 'IPA: `get-task-allow` (development)' },
  expires_soon: { action: 'warn', rule: 'IPA: profile or certificate ends within 30 days' },
  private_anchor: { action: 'warn', rule: 'IPA: chain to a root the operator named' },
  unsealed_files: { action: 'warn', rule: 'IPA: files the signature leaves out' },
  no_timestamp: { action: 'warn', rule: 'desktop: the signature ends with its certificate' },
  self_signed: { action: 'warn', rule: 'desktop: nobody but the signer vouches for the signer' },
  not_notarised: { action: 'warn', rule: 'macOS: no notarisation ticket is stapled' },
  unsigned_bytes: { action: 'warn', rule: 'Windows: bytes that the signature leaves out' },
  no_icon: { action: 'warn', rule: 'no icon that can be shown' },
  v1: { action: 'show', rule: 'APK: a scheme that no version in question looks at' },
  v2: { action: 'show', rule: 'APK: a scheme that no version in question looks at' },
  revocation: { action: 'show', rule: 'the device asks at first launch; nobody can offline' },
  'certificate-chain': {
    action: 'show',
    rule: 'Windows: whose roots a computer trusts is its own',
  },
  'other-files': {
    action: 'show',
    rule: 'macOS: what an unsigned disk image holds beside the app',
  },
  payload: { action: 'show', rule: 'macOS: what the programs in a package do' },
  'notarisation-ticket': { action: 'show', rule: 'macOS: a ticket, in a format of its own' },
  timestamp: { action: 'show', rule: 'IPA: the time Apple says it was signed at' },
  trust: { action: 'show', rule: 'who stands behind a signer that was let in by an exception' },
} as const satisfies Record<WarningCode, RefuseRule | TellRule> &
  Partial<Record<ErrorCode, RefuseRule>> &
  Record<string, RefuseRule | TellRule>;

type Policy = typeof policy;

/** What a judge may refuse a build with. */
export type RefusalCode = {
  [Code in keyof Policy]: Policy[Code] extends { action: 'refuse' } ? Code : never;
}[keyof Policy];

/** What an administrator may let pass with a warning. */
export type TolerableCode = {
  [Code in keyof Policy]: Policy[Code] extends { isTolerable: true } ? Code : never;
}[keyof Policy];

/** In the order of the table. */
export const tolerableCodes = (Object.keys(policy) as (keyof Policy)[]).filter(isTolerable);

/** Whether it is a refusal that an administrator may have warn for an app. */
export function isTolerable(code: string): code is TolerableCode {
  const rule = ruleOf(code);
  return rule?.action === 'refuse' && rule.isTolerable;
}

/** Whether it is a refusal of a build, and not one of the server. */
export function isRefusalCode(code: string): code is RefusalCode {
  return ruleOf(code)?.action === 'refuse';
}

/** What is left unproven by a build that was let in in spite of this finding; else null. */
export function unprovenBy(code: string): string | null {
  const rule = ruleOf(code);
  return rule?.action === 'refuse' ? (rule.unproven ?? null) : null;
}

function ruleOf(code: string): RefuseRule | TellRule | undefined {
  return Object.hasOwn(policy, code) ? policy[code as keyof Policy] : undefined;
}
