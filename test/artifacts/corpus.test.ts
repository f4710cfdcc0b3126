import { join } from 'node:path';
import test from 'ava';
import type { Artifact, Inspection } from '../../src/artifacts/artifact.js';
import { inspect } from '../../src/artifacts/inspect.js';
import { inspectFile } from '../../src/artifacts/pipeline.js';
import { judgeFile } from '../helpers/conformance/judge-file.js';
import {
  type ApkTruth,
  apkTruths,
  type BundleTruth,
  corpusFiles,
  corpusFolder,
  hasCorpus,
  ipaTruths,
} from '../helpers/corpus.js';

const day = 86_400_000;

function read(file: string, now = new Date()): Promise<Inspection> {
  return inspectFile(join(corpusFolder, file), { now, anchors: [] });
}

test('every file gives an answer or a refusal with a code, in good time', async (t) => {
  if (!hasCorpus(t)) return;
  for (const file of corpusFiles('ipa', 'apk/icyleaf', 'apk/npm', 'aab', 'other', 'hostile')) {
    const start = performance.now();
    const inspection = await inspect(join(corpusFolder, file), {
      fileName: file,
      now: new Date(),
      anchors: [],
    });
    t.true(performance.now() - start < 10_000, file);
    t.true(inspection.accepted || inspection.refusal.code.length > 0, file);
    if (file.startsWith('hostile')) t.false(inspection.accepted, file);
  }
});

test('APKs read as aapt2 reads them', async (t) => {
  if (!hasCorpus(t)) return;
  for (const truth of apkTruths()) {
    if (truth.aapt2.err !== '' || truth.aapt2.exit !== 'EXIT=0') continue;
    const inspection = await read(truth.file);
    t.deepEqual(ourReading(inspection.artifact, truth), aapt2Reading(truth), truth.file);
  }
});

/** aapt2 2.19 prints the lower half of a version code alone, and no label per locale without resources. */
function ourReading(artifact: Partial<Artifact>, { aapt2 }: ApkTruth) {
  const { versionCode = '0', labels = {}, warnings = [] } = artifact;
  const hasLocales = Object.keys(aapt2.labels ?? {}).length > 0;
  return {
    package: artifact.bundleIdentifier,
    versionCode: String(BigInt.asUintN(32, BigInt(versionCode))),
    versionName: artifact.version,
    minSdk: artifact.minSdk,
    targetSdk: artifact.targetSdk,
    label: artifact.displayName,
    labels: hasLocales ? labels : {},
    permissions: artifact.permissions,
    abis: artifact.abis,
    debuggable: warnings.some(({ code }) => code === 'debuggable'),
  };
}

function aapt2Reading({ aapt2 }: ApkTruth) {
  return {
    package: aapt2.package,
    versionCode: aapt2.versionCode || '0',
    versionName: aapt2.versionName ?? '',
    minSdk: aapt2.minSdk ?? null,
    targetSdk: aapt2.targetSdk ?? null,
    label: aapt2.label || aapt2.package,
    labels: aapt2.labels ?? {},
    permissions: aapt2.permissions,
    abis: [...(aapt2.abis ?? [])].sort(),
    debuggable: aapt2.debuggable,
  };
}

const schemes = [
  ['v1', 'v1Certs'],
  ['v2', 'v2Certs'],
  ['v3', 'v3Certs'],
  ['v3.1', 'v31Certs'],
] as const;

for (const [level, minSdk] of [
  ['default', null],
  ['min24', 24],
  ['min28', 28],
] as const) {
  test(`verdicts and certificates are those of apksig, ${level}`, async (t) => {
    if (!hasCorpus(t)) return;
    for (const { file, apksig33 } of apkTruths()) {
      const truth = apksig33[level];
      if (truth.verified === undefined) continue;
      const ours = await judgeFile(join(corpusFolder, file), minSdk);
      if (ours.fault.startsWith('The archive is not safe to read')) continue;
      t.is(ours.verified, truth.verified, `${file}: ${ours.fault}`);
      for (const [scheme, key] of truth.verified ? schemes : []) {
        const expected = [...(truth[key] ?? [])].sort();
        if (expected.length > 0) t.deepEqual(ours.certificates(scheme), expected, file);
      }
    }
  });
}

test('IPAs read as plistutil and openssl read them', async (t) => {
  if (!hasCorpus(t)) return;
  for (const [file, { bundles = {} }] of Object.entries(ipaTruths())) {
    for (const [path, truth] of Object.entries(bundles)) {
      if (/^Payload\/[^/]+\.app$/.test(path)) await compareIpa(file, truth);
    }
  }

  async function compareIpa(file: string, truth: BundleTruth): Promise<void> {
    const { profile } = truth;
    const now = profile ? new Date(Date.parse(profile.CreationDate) + day) : new Date();
    const inspection = await read(file, now);
    t.like(inspection.artifact, expectedFacts(truth), file);
    const code = inspection.accepted ? null : inspection.refusal.code;
    const trusted = profile?.chainAtCreation === true;
    t.is(
      code,
      profile === undefined ? 'profile_missing' : trusted ? null : 'signer_not_trusted',
      file,
    );
    const signer = inspection.artifact.signerCertificate?.sha256 ?? '';
    const allowed = profile?.DeveloperCertificates.map(({ sha256 }) => sha256) ?? [''];
    t.true(allowed.includes(signer), file);
  }
});

function expectedFacts({ profile, ...info }: BundleTruth) {
  return {
    bundleIdentifier: info.CFBundleIdentifier,
    version: info.CFBundleShortVersionString,
    versionCode: info.CFBundleVersion,
    displayName: info.CFBundleDisplayName ?? info.CFBundleName,
    minimumOsVersion: info.MinimumOSVersion,
    ...(profile && {
      provisioningProfile: {
        kind: profile.kind,
        name: profile.Name,
        uuid: profile.UUID,
        teamName: profile.TeamName,
        teamIdentifier: profile.TeamIdentifier[0],
        createdAt: new Date(profile.CreationDate).toISOString(),
        expiresAt: new Date(profile.ExpirationDate).toISOString(),
        deviceCount: profile.ProvisionedDevices ?? 0,
      },
    }),
  };
}
