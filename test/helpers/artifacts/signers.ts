import { type Certificate, issueCertificate, type KeyType } from './certificates.js';
import { sampleApp } from './sample-app.js';

/** Who signs an APK: a self-signed certificate, as Android has it. */
export type Signer = Certificate;

export interface AndroidSignerOptions {
  commonName?: string;
  organisation?: string;
  keyType?: KeyType;
  modulusLength?: number;
}

/** Certificates shaped like Apple's: an anchor, an intermediate, and the leaves of profile and code. */
export interface AppleLikeChain {
  root: Certificate;
  intermediate: Certificate;
  /** Signs provisioning profiles. */
  profileSigner: Certificate;
  /** Signs code; `iPhone Distribution: <organisation>`. */
  distribution: Certificate;
  organisation: string;
  teamIdentifier: string;
}

export interface AppleLikeChainOptions {
  organisation?: string;
  teamIdentifier?: string;
  /** Of the two leaves. */
  keyType?: KeyType;
  /** Of root and intermediate. */
  authorityKeyType?: KeyType;
  /** Common name of the leaf that signs code. */
  leafName?: string;
  /** Another chain whose authorities issue the leaves: another team under the same root. */
  authorities?: AppleLikeChain;
  /** Bounds of the leaves' lives: three years ago and in a year; the authorities live longer. */
  notBefore?: Date;
  notAfter?: Date;
}

const year = 365 * 86_400_000;

export function makeAndroidSigner(options: AndroidSignerOptions = {}): Signer {
  return issueCertificate({
    subject: [
      ['C', 'CN'],
      ['O', options.organisation ?? sampleApp.organisation],
      ['CN', options.commonName ?? sampleApp.name],
    ],
    keyType: options.keyType,
    modulusLength: options.modulusLength,
    notAfter: new Date(Date.now() + 30 * year),
  });
}

/** Makes a chain with fresh keys: RSA-2048 leaves under P-256 authorities unless told otherwise. */
export function makeAppleLikeChain(options: AppleLikeChainOptions = {}): AppleLikeChain {
  const organisation = options.organisation ?? sampleApp.organisation;
  const teamIdentifier = options.teamIdentifier ?? sampleApp.teamIdentifier;
  const { root, intermediate } = options.authorities ?? makeAuthorities(options);
  const life = {
    keyType: options.keyType,
    notBefore: options.notBefore ?? new Date(Date.now() - 3 * year),
    notAfter: options.notAfter ?? new Date(Date.now() + year),
  };
  return {
    root,
    intermediate,
    profileSigner: issueCertificate({
      ...life,
      subject: [...apple, ['CN', 'Example iPhone OS Provisioning Profile Signing']],
      issuer: intermediate,
      markers: ['1.2.840.113635.100.6.2.2.1'],
    }),
    distribution: issueCertificate({
      ...life,
      subject: [
        ['UID', teamIdentifier],
        ['CN', options.leafName ?? `iPhone Distribution: ${organisation}`],
        ['OU', teamIdentifier],
        ['O', organisation],
        ['C', 'CN'],
      ],
      issuer: intermediate,
      codeSigning: true,
      markers: ['1.2.840.113635.100.6.1.4'],
    }),
    organisation,
    teamIdentifier,
  };
}

let androidSigner: Signer | undefined;
let appleLikeChain: AppleLikeChain | undefined;

/** The signer of builds that name none: made on first use, once per process. */
export function defaultAndroidSigner(): Signer {
  androidSigner ??= makeAndroidSigner();
  return androidSigner;
}

/** The chain of builds that name none: made on first use, once per process. */
export function defaultAppleLikeChain(): AppleLikeChain {
  appleLikeChain ??= makeAppleLikeChain();
  return appleLikeChain;
}

const apple = [
  ['C', 'CN'],
  ['O', 'Example Device Makers'],
] as const;

function makeAuthorities(options: AppleLikeChainOptions) {
  const life = {
    isAuthority: true,
    keyType: options.authorityKeyType ?? 'ec',
    notBefore: new Date(Date.now() - 5 * year),
    notAfter: new Date(Date.now() + 10 * year),
  } as const;
  const root = issueCertificate({ ...life, subject: [...apple, ['CN', 'Example Root CA']] });
  const intermediate = issueCertificate({
    ...life,
    subject: [...apple, ['CN', 'Example Developer Relations Certification Authority']],
    issuer: root,
    markers: ['1.2.840.113635.100.6.2.1'],
  });
  return { root, intermediate };
}
