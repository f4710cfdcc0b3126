import type { Archive } from '../archive.js';
import type { Artifact } from '../artifact.js';
import { damaged, readingPart } from '../damage.js';
import { type Draft, refuse, warn } from '../draft.js';
import type { FileBytes } from '../file-bytes.js';
import { apkPart, sizeByPart } from '../size-by-part.js';
import { androidVersion, apiLevel } from './api-levels.js';
import { readApkIcon } from './apk-icon.js';
import { defaultValue, textPerLocale } from './labels.js';
import { type AndroidManifest, readAndroidManifest } from './manifest.js';
import { isTrue, type ResourceValue, textOf } from './resource-value.js';
import { noResources, type Resources, readResources } from './resources.js';
import { verifyApk } from './verify-apk.js';

const maxManifestSize = 4 * 1024 * 1024;
const maxResourcesSize = 64 * 1024 * 1024;

/** Reads an APK into the draft: manifest, resources, icon, policy, signature. */
export async function readApk(draft: Draft, archive: Archive, file: FileBytes): Promise<void> {
  draft.artifact.platform = 'android';
  const bytes = await manifestBytes(archive);
  readManifest(draft, bytes, noResources);
  const resources = await resourcesOf(archive);
  const manifest = readManifest(draft, bytes, resources);
  readTexts(draft, manifest, resources);
  draft.artifact.abis = abisOf(archive);
  draft.artifact.sizeByPart = sizeByPart(archive, apkPart);
  await readIcon(draft, archive, resources, manifest);
  judgeManifest(draft, manifest, resources);
  await verifyApk(draft, archive, file, manifest);
}

async function manifestBytes(archive: Archive): Promise<Buffer> {
  const entry = archive.entries.get('AndroidManifest.xml');
  if (entry === undefined) throw damaged('AndroidManifest.xml');
  return archive.read(entry, maxManifestSize);
}

async function resourcesOf(archive: Archive): Promise<Resources> {
  const entry = archive.entries.get('resources.arsc');
  if (entry === undefined) return noResources;
  const bytes = await archive.read(entry, maxResourcesSize);
  return readingPart('resources.arsc', () => readResources(bytes));
}

/** Read twice, without and with resources, so that damaged resources still leave the facts. */
function readManifest(draft: Draft, bytes: Buffer, resources: Resources): AndroidManifest {
  const manifest = readingPart('AndroidManifest.xml', () =>
    readAndroidManifest(bytes, (value) => defaultValue(value, resources)),
  );
  Object.assign(draft.artifact, {
    bundleIdentifier: manifest.packageName,
    versionCode: manifest.versionCode,
    minimumOsVersion: manifest.minSdk === null ? null : androidVersion(manifest.minSdk),
    permissions: manifest.permissions,
    minSdk: manifest.minSdk,
    targetSdk: manifest.targetSdk,
    provisioningProfile: null,
  } satisfies Partial<Artifact>);
  return manifest;
}

function readTexts(draft: Draft, manifest: AndroidManifest, resources: Resources): void {
  readingPart('resources.arsc', () => {
    const version = defaultValue(manifest.versionName, resources);
    const labels = textPerLocale(manifest.label, resources);
    draft.artifact.version = version === null ? '' : (textOf(version) ?? '').slice(0, 500);
    draft.artifact.labels = labels;
    draft.artifact.displayName = labels[''] || Object.values(labels)[0] || manifest.packageName;
  });
}

function abisOf(archive: Archive): string[] {
  const abis = new Set<string>();
  for (const name of archive.entries.keys()) {
    const [folder, abi, library] = name.split('/');
    if (folder === 'lib' && abi && library?.endsWith('.so')) abis.add(abi);
  }
  return [...abis].sort();
}

async function readIcon(
  draft: Draft,
  archive: Archive,
  resources: Resources,
  manifest: AndroidManifest,
): Promise<void> {
  const icon = await readApkIcon(archive, resources, manifest.icon);
  draft.icon = icon?.bytes ?? null;
  draft.artifact.icon = icon?.facts ?? null;
  if (icon === null) warn(draft, 'no_icon', 'The app has no icon that can be shown.');
}

/** Oldest `targetSdk` that Android 15 installs. */
const oldestTarget = 24;

function judgeManifest(draft: Draft, manifest: AndroidManifest, resources: Resources): void {
  const isSet = (value: ResourceValue | null) => isTrue(defaultValue(value, resources));
  if (manifest.isSplit || manifest.needsSplits) {
    refuse(
      draft,
      'split_apk',
      'This APK is one part of a split app; build a universal APK and upload that.',
    );
  }
  if (isSet(manifest.isDebuggable)) {
    warn(draft, 'debuggable', 'The app is debuggable: whoever holds the phone can read its data.');
  }
  if (isSet(manifest.isTestOnly)) {
    warn(draft, 'test_only', 'The app is marked testOnly: phones refuse to install it by a tap.');
  }
  const target = apiLevel(manifest.targetSdk ?? manifest.minSdk ?? '1');
  if (target !== null && target < oldestTarget) {
    warn(
      draft,
      'old_target_sdk',
      `The app targets API ${target}: Android 15 refuses what targets less than ${oldestTarget}.`,
    );
  }
}
