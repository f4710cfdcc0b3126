import { basename } from 'node:path';
import type { Inspection } from '../../../src/artifacts/artifact.js';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import type { ApksigVerdict, ApkTruth } from '../corpus.js';
import { explanationOf } from './explained.js';
import { judgeFile } from './judge-file.js';
import type { Report } from './report.js';

const levels = [
  ['default', null, "its manifest's minSdk"],
  ['min24', 24, '24'],
  ['min28', 28, '28'],
] as const;

const schemes = [
  ['v1', 'v1Certs'],
  ['v2', 'v2Certs'],
  ['v3', 'v3Certs'],
  ['v3.1', 'v31Certs'],
] as const;

/** Compares one APK with apksig's verdict and aapt2's reading. */
export async function compareApk(report: Report, path: string, truth: ApkTruth): Promise<void> {
  const inspection = await inspectFile(path, { now: new Date(), anchors: [] });
  const compare = (field: string, ours: unknown, theirs: unknown) => {
    const explanation = explanationOf({ field, ours, theirs, inspection });
    report.compare({ path: truth.file, field, ours, theirs, explanation });
  };
  for (const [level, minSdk, name] of levels) {
    const verdict = truth.apksig33[level];
    const ours = await judgeFile(path, minSdk);
    const holds =
      minSdk === null && isBeyondOracle(verdict) ? isVerified(inspection) : ours.verified;
    compare(`apk verdict at ${name}`, holds, expectedVerdict(verdict, truth.file));
    for (const [scheme, key] of ours.verified && verdict.verified ? schemes : []) {
      const theirs = [...(verdict[key] ?? [])].sort();
      if (theirs.length > 0)
        compare(`apk certificates ${scheme}`, ours.certificates(scheme), theirs);
    }
  }
  if (truth.aapt2.err !== '' || truth.aapt2.exit !== 'EXIT=0') {
    report.file(truth.file, 'APKs aapt2 cannot read whole');
    return;
  }
  report.file(truth.file);
  compareReading(compare, inspection, truth);
}

/** What the oracle's Java did not know; then the file's name says what is right, from 24 on. */
function isBeyondOracle({ exception }: ApksigVerdict): boolean {
  return exception !== undefined && /^NoSuchAlgorithm.*PSS/.test(exception);
}

function expectedVerdict(verdict: ApksigVerdict, file: string): boolean {
  if (!isBeyondOracle(verdict)) return verdict.verified ?? false;
  return !/does-not-verify|mismatch|broken|wrong/.test(basename(file));
}

function isVerified({ artifact }: Inspection): boolean {
  return artifact.verification?.verdict === 'verified';
}

type Compare = (field: string, ours: unknown, theirs: unknown) => void;

function compareReading(compare: Compare, { artifact }: Inspection, { aapt2 }: ApkTruth): void {
  const { warnings = [], labels = {} } = artifact;
  const theirLabels = aapt2.labels ?? {};
  const hasLocales = Object.keys(theirLabels).length > 0;
  compare('apk package', artifact.bundleIdentifier, aapt2.package);
  compare('apk version code', artifact.versionCode, aapt2.versionCode || '0');
  compare('apk version name', artifact.version, aapt2.versionName ?? '');
  compare('apk minSdk', artifact.minSdk, aapt2.minSdk ?? null);
  compare('apk targetSdk', artifact.targetSdk, aapt2.targetSdk ?? null);
  compare('apk permissions', artifact.permissions, aapt2.permissions ?? []);
  compare('apk ABIs', artifact.abis, [...(aapt2.abis ?? [])].sort());
  compare('apk label', artifact.displayName, aapt2.label || aapt2.package);
  if (hasLocales) compare('apk labels', labels, theirLabels);
  compare(
    'apk debuggable',
    warnings.some(({ code }) => code === 'debuggable'),
    aapt2.debuggable ?? false,
  );
}
