import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import type { ApkTruth, IpaTruth, ProfileTruth } from '../corpus.js';
import { compareApk } from './compare-apk.js';
import { compareIpa } from './compare-ipa.js';
import { compareProfile } from './compare-profile.js';
import { newReport, type Report } from './report.js';

/**
 * Compares every build below `folder` with the truth files that lie in it or in a folder below:
 * `apk-truth.json` (a list), `ipa-truth.json` and `profile-truth.json` (objects by path). Builds no
 * truth speaks of are inspected too, and must end in an answer.
 */
export async function runConformance(folder: string): Promise<Report> {
  const report = newReport();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const seen = new Set<string>();
  const locate = (truthFile: string, name: string) => {
    const path = join(truthFile, '..', name);
    seen.add(path);
    return { name: relative(folder, path), path };
  };
  for (const truthFile of files.filter((path) => path.endsWith('apk-truth.json'))) {
    for (const truth of read<ApkTruth[]>(truthFile)) {
      const { path } = locate(truthFile, truth.file);
      if (isThere(report, path, truth.file)) await compareApk(report, path, truth);
    }
  }
  for (const truthFile of files.filter((path) => path.endsWith('ipa-truth.json'))) {
    for (const [name, truth] of Object.entries(read<Record<string, IpaTruth>>(truthFile))) {
      const file = locate(truthFile, name);
      if (isThere(report, file.path, name)) await compareIpa(report, file, truth);
    }
  }
  for (const truthFile of files.filter((path) => path.endsWith('profile-truth.json'))) {
    for (const [name, truth] of Object.entries(read<Record<string, ProfileTruth>>(truthFile))) {
      const file = locate(truthFile, name);
      if (isThere(report, file.path, name)) compareProfile(report, file, truth);
    }
  }
  for (const path of files.filter((each) => isBuild(each) && !seen.has(each)))
    await answer(report, path, relative(folder, path));
  return report;
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function isThere(report: Report, path: string, name: string): boolean {
  if (existsSync(path)) return true;
  report.file(name, 'files the truth names that are not there');
  return false;
}

function isBuild(path: string): boolean {
  return /\.(apk|ipa|aab|apks|xapk|zip)$/i.test(path);
}

async function answer(report: Report, path: string, name: string): Promise<void> {
  report.file(name, 'builds without a truth, inspected all the same');
  const inspection = await inspectFile(path, { now: new Date(), anchors: [] });
  const hasCode = inspection.accepted || inspection.refusal.code.length > 0;
  report.compare({ path: name, field: 'any build: an answer', ours: hasCode, theirs: true });
}
