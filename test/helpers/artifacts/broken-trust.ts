import type { BrokenIpa } from './broken-ipa.js';
import { appEntitlements } from './profile.js';
import { sampleApp } from './sample-app.js';
import { defaultAppleLikeChain, makeAppleLikeChain } from './signers.js';

const stranger = () => makeAppleLikeChain({ authorityKeyType: 'ec' });
const otherTeam = (authorities = defaultAppleLikeChain()) =>
  makeAppleLikeChain({ organisation: 'Other', teamIdentifier: 'OTHER12345', authorities });
const year = 365 * 86_400_000;

const team = sampleApp.teamIdentifier;
const entitlements = appEntitlements(team, `${team}.${sampleApp.identifier}`, 'enterprise');

/** Ways to sign with whom or for what the profile does not allow. */
export const brokenTrust: readonly BrokenIpa[] = [
  {
    title: 'a certificate that is not in the profile',
    options: () => ({ codeChain: otherTeam() }),
    code: 'signer_not_trusted',
  },
  {
    title: 'a certificate under another root',
    options: () => {
      const codeChain = stranger();
      return { codeChain, developerCertificates: [codeChain.distribution] };
    },
    code: 'signer_not_trusted',
  },
  {
    title: 'a certificate that has expired',
    options: () => {
      const codeChain = makeAppleLikeChain({
        authorities: defaultAppleLikeChain(),
        notAfter: new Date(Date.now() - year / 12),
      });
      return { codeChain, developerCertificates: [codeChain.distribution] };
    },
    code: 'profile_expired',
  },
  {
    title: 'a certificate that is not valid yet',
    options: () => {
      const codeChain = makeAppleLikeChain({
        authorities: defaultAppleLikeChain(),
        notBefore: new Date(Date.now() + year / 12),
      });
      return { codeChain, developerCertificates: [codeChain.distribution] };
    },
    code: 'signer_not_trusted',
  },
  {
    title: 'the profile of another team',
    options: () => {
      const chain = otherTeam();
      return { chain, codeChain: defaultAppleLikeChain() };
    },
    code: 'signer_not_trusted',
  },
  {
    title: 'a certificate of another team, which the profile names',
    options: () => {
      const codeChain = otherTeam();
      return { codeChain, developerCertificates: [codeChain.distribution] };
    },
    code: 'profile_invalid',
  },
  {
    title: 'a code directory that names another team',
    options: () => ({ codeTeam: 'OTHER12345' }),
    code: 'profile_invalid',
  },
  {
    title: 'a code directory that names no team',
    options: () => ({ codeTeam: '' }),
    code: 'profile_invalid',
  },
  {
    title: 'a code directory that names another app',
    options: () => ({ codeIdentifier: 'cn.example.other' }),
    code: 'profile_invalid',
  },
  {
    title: 'an application identifier of another app',
    options: () => ({
      profileApplicationIdentifier: `${team}.*`,
      entitlements: appEntitlements(team, `${team}.cn.example.other`, 'enterprise'),
    }),
    code: 'profile_invalid',
  },
  {
    title: 'a profile of another app',
    options: () => ({ profileApplicationIdentifier: `${team}.cn.example.other` }),
    code: 'profile_invalid',
  },
  {
    title: 'a wildcard profile of other apps',
    options: () => ({ profileApplicationIdentifier: `${team}.cn.other.*` }),
    code: 'profile_invalid',
  },
  {
    title: 'no entitlements',
    options: () => ({ entitlements: null }),
    code: 'profile_invalid',
  },
  {
    title: 'an entitlement the profile does not have',
    options: () => ({ entitlements: { ...entitlements, 'aps-environment': 'production' } }),
    code: 'profile_invalid',
  },
  {
    title: 'a debugger allowed by the app and not by the profile',
    options: () => ({ entitlements: { ...entitlements, 'get-task-allow': true } }),
    code: 'profile_invalid',
  },
  {
    title: 'a keychain group of another team',
    options: () => ({
      entitlements: { ...entitlements, 'keychain-access-groups': [`${team}.a`, 'OTHER12345.b'] },
    }),
    code: 'profile_invalid',
  },
];
