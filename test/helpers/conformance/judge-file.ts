import {
  type ApkJudgement,
  type ApkScheme,
  judgeApk,
} from '../../../src/artifacts/android/judge-apk.js';
import { readAndroidManifest } from '../../../src/artifacts/android/manifest.js';
import { lowestLevel, openSignedApk } from '../../../src/artifacts/android/verify-apk.js';
import { openArchive } from '../../../src/artifacts/archive.js';
import { sha256Hex } from '../../../src/artifacts/certificate.js';
import { openFileBytes } from '../../../src/artifacts/file-bytes.js';

/** What our verifier says of an APK's signatures for Android versions from one level on. */
export interface SignatureVerdict {
  verified: boolean;
  /** Why not; empty where it verifies. */
  fault: string;
  certificates(scheme: ApkScheme): string[];
}

/** Judges an APK at its manifest's minSdk (`null`), or at another level, without any policy. */
export async function judgeFile(path: string, minSdk: number | null): Promise<SignatureVerdict> {
  const file = openFileBytes(path);
  try {
    const archive = await openArchive(file);
    const entry = archive.entries.get('AndroidManifest.xml');
    if (entry === undefined) throw new RangeError('no AndroidManifest.xml');
    const bytes = await archive.read(entry, 4 * 1024 * 1024);
    const manifest = readAndroidManifest(bytes, (value) => value);
    const apk = openSignedApk(archive, file, manifest);
    return verdictOf(await judgeApk(apk, minSdk ?? lowestLevel(manifest)));
  } catch (error) {
    return { verified: false, fault: messageOf(error), certificates: () => [] };
  } finally {
    file.close();
  }
}

function verdictOf({ fault, schemes }: ApkJudgement): SignatureVerdict {
  return {
    verified: fault === null,
    fault: fault === null ? '' : `${fault.scheme ?? 'APK'}: ${fault.fault.message}`,
    certificates: (name) =>
      schemes
        .find(({ scheme }) => scheme === name)
        ?.certificates.map(sha256Hex)
        .sort() ?? [],
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
