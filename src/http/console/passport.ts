import type { Artifact, Verification } from '../../artifacts/artifact.js';
import type { Build } from '../../builds/model.js';
import { appOf } from '../../builds/queries.js';
import { isTextKey } from '../../texts/translate.js';
import { exceptionText } from './exceptions-part.js';
import type { Fact, PassportPage } from './page-data.js';
import { actorText } from './rows.js';
import type { Words } from './words.js';

type Grounds = Pick<
  PassportPage,
  'verdict' | 'grounds' | 'schemes' | 'notChecked' | 'warnings' | 'exceptions' | 'names' | 'facts'
>;

/** What is known of a build and on what grounds, in words. */
export function passport(build: Build, words: Words): Grounds {
  const { artifact } = build;
  const { verification } = artifact;
  return {
    verdict: {
      chip: words.verdict(build.verdict),
      sentence: words.t(`console.verdict.${build.verdict}.sentence`),
    },
    grounds: [
      ...signerFacts(artifact, words),
      ...desktopFacts(verification, words),
      ...profileFacts(artifact, words),
    ],
    schemes: verification.schemes.map(({ scheme, verified, certificates }) => ({
      name: words.t(`console.scheme.${scheme}`),
      chip: verified
        ? { text: words.t('console.scheme.holds'), tone: 'good' }
        : { text: words.t('console.scheme.fails'), tone: 'bad' },
      certificates: certificates.map(groupedHash),
    })),
    notChecked: verification.notChecked.map((name) => {
      const key = `console.not-checked.${name}`;
      return isTextKey(key) ? words.t(key) : name;
    }),
    warnings: artifact.warnings.map(({ code }) => ({
      title: words.t(`console.warning.${code}`),
      remedy: words.t(`console.warning.${code}.remedy`),
    })),
    exceptions: (build.exceptions ?? []).map(({ code, reason, by }) => ({
      what: exceptionText(code, words),
      reason,
      by: actorText(by),
    })),
    names: Object.entries(artifact.labels).map(([locale, text]) => ({
      term: locale === '' ? words.t('console.build.default-language') : locale,
      text,
    })),
    facts: buildFacts(build, words),
  };
}

/** A SHA-256 in groups of four bytes, as people compare them. */
export function groupedHash(hex: string): string {
  return hex.replace(/(.{8})(?=.)/g, '$1 ');
}

function signerFacts({ signerCertificate: signer }: Artifact, words: Words): Fact[] {
  if (signer === null) return [];
  return present([
    [words.t('console.signer.organisation'), signer.organisation],
    [words.t('console.signer.subject'), signer.subject],
    [words.t('console.signer.sha256'), groupedHash(signer.sha256), 'code'],
  ]);
}

function desktopFacts({ timestamp, isNotarised }: Verification, words: Words): Fact[] {
  const answer = isNotarised ? 'yes' : 'no';
  return present([
    [words.t('console.signer.timestamp'), timestamp ? words.day(timestamp) : null],
    [
      words.t('console.signer.notarised'),
      isNotarised === undefined ? null : words.t(`console.signer.notarised.${answer}`),
    ],
  ]);
}

function profileFacts({ provisioningProfile: profile }: Artifact, words: Words): Fact[] {
  if (profile === null) return [];
  const devices =
    profile.kind === 'enterprise'
      ? words.t('console.profile.all-devices')
      : words.count(profile.deviceCount);
  return present([
    [words.t('console.profile.kind'), words.t(`console.profile.${profile.kind}`)],
    [words.t('console.profile.name'), profile.name],
    [words.t('console.profile.team'), `${profile.teamName} (${profile.teamIdentifier})`],
    [words.t('console.profile.created'), words.day(profile.createdAt)],
    [words.t('console.profile.expires'), words.day(profile.expiresAt)],
    [words.t('console.profile.devices'), devices],
  ]);
}

function buildFacts(build: Build, words: Words): Fact[] {
  const { artifact } = build;
  const { appPlatform } = appOf(build);
  const exact = `${words.count(build.size)} B`;
  return present([
    [words.t('console.build.bundle-identifier'), appPlatform.bundleIdentifier, 'code'],
    [words.t('console.build.version'), build.version],
    [words.t('console.build.version-code'), build.versionCode],
    [words.t('console.build.minimum-os'), artifact.minimumOsVersion],
    [words.t('console.build.sdk'), sdkText(artifact)],
    [words.t('console.build.abis'), artifact.abis.join(', ')],
    [words.t('console.build.size'), `${words.size(build.size)} · ${exact}`],
    [words.t('console.build.file-name'), build.fileName],
    [words.t('console.build.sha256'), groupedHash(build.sha256), 'code'],
    [words.t('console.build.uploaded-by'), actorText(build.createdBy)],
    [words.t('console.build.uploaded-at'), words.moment(build.createdAt).exact],
  ]);
}

function sdkText({ minSdk, targetSdk }: Artifact): string {
  return [minSdk, targetSdk].filter((sdk) => sdk !== null).join(' → ');
}

/** The facts that there are. */
function present(facts: readonly [term: string, text: string | null, code?: 'code'][]): Fact[] {
  return facts.flatMap(([term, text, code]) =>
    text === null || text === '' ? [] : [{ term, text, code: code === 'code' }],
  );
}
