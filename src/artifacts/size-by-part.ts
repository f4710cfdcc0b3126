import type { Archive } from './archive.js';

/** What the bytes of a build are for. */
export type BuildPart =
  | 'code'
  | 'nativeLibraries'
  | 'extensions'
  | 'resources'
  /** Desktop: what an installer carries, packed. */
  | 'payload'
  /** Desktop: tables, scripts and descriptions by which it installs. */
  | 'installer'
  | 'assets'
  | 'signature'
  | 'other';

/** In the order they are shown. */
export const buildParts: readonly BuildPart[] = [
  'payload',
  'installer',
  'code',
  'nativeLibraries',
  'extensions',
  'resources',
  'assets',
  'signature',
  'other',
];

export type SizeByPart = Readonly<Partial<Record<BuildPart, number>>>;

const endRecordSize = 22;

/**
 * Bytes of the file by what they are for, as they lie packed in the archive; what is around the
 * entries counts as `other`, so that the parts add up to the file.
 */
export function sizeByPart(archive: Archive, partOf: (name: string) => BuildPart): SizeByPart {
  const fileSize = archive.end.recordOffset + endRecordSize;
  return partSizes(archive.entries.values(), fileSize, partOf);
}

/** The same of files that are packed in another way. */
export function partSizes(
  files: Iterable<{ name: string; compressedSize: number }>,
  fileSize: number,
  partOf: (name: string) => BuildPart,
): SizeByPart {
  const sizes: Partial<Record<BuildPart, number>> = {};
  let packed = 0;
  for (const { name, compressedSize } of files) {
    const part = partOf(name);
    packed += compressedSize;
    if (compressedSize > 0) sizes[part] = (sizes[part] ?? 0) + compressedSize;
  }
  return { ...sizes, other: (sizes.other ?? 0) + Math.max(0, fileSize - packed) };
}

/**
 * The sizes of parts, with the rest of the file as `other`. Parts that overlap, as a file can claim,
 * count up to the size of the file.
 */
export function sizeOfParts(
  fileSize: number,
  parts: Iterable<readonly [BuildPart, number]>,
): SizeByPart {
  const sizes: Partial<Record<BuildPart, number>> = {};
  let rest = fileSize;
  for (const [part, claimed] of parts) {
    const size = Math.min(claimed, rest);
    rest -= size;
    if (size > 0) sizes[part] = (sizes[part] ?? 0) + size;
  }
  return { ...sizes, other: (sizes.other ?? 0) + rest };
}

/** The part of an APK that an entry belongs to. */
export function apkPart(name: string): BuildPart {
  if (/^classes\d*\.dex$/.test(name)) return 'code';
  if (name.startsWith('lib/')) return 'nativeLibraries';
  if (name.startsWith('assets/')) return 'assets';
  if (/^META-INF\/(MANIFEST\.MF|[^/]+\.(SF|RSA|DSA|EC))$/.test(name)) return 'signature';
  const isResource = ['resources.arsc', 'AndroidManifest.xml'].includes(name);
  return isResource || name.startsWith('res/') ? 'resources' : 'other';
}

/** The part of an MSIX that an entry belongs to. */
export function msixPart(name: string): BuildPart {
  if (/\.(exe|dll)$/i.test(name)) return 'code';
  return ['AppxSignature.p7x', 'AppxBlockMap.xml'].includes(name) ? 'signature' : 'resources';
}

/** The part of a zipped macOS app that an entry belongs to, by the app's folder. */
export function macAppPart(appFolder: string): (name: string) => BuildPart {
  return (name) => {
    const [contents, folder = ''] = name.slice(appFolder.length).split('/');
    if (!name.startsWith(appFolder) || contents !== 'Contents') return 'other';
    return macFolders.get(folder) ?? 'resources';
  };
}

const macFolders = new Map<string, BuildPart>([
  ['MacOS', 'code'],
  ['Frameworks', 'nativeLibraries'],
  ['PlugIns', 'extensions'],
  ['XPCServices', 'extensions'],
  ['_CodeSignature', 'signature'],
]);

/** The part of an IPA that an entry belongs to, by the app's folder and its executable. */
export function ipaPart(appFolder: string, executable = ''): (name: string) => BuildPart {
  return (name) => {
    if (!name.startsWith(appFolder)) return 'other';
    const path = name.slice(appFolder.length);
    const [folder = ''] = path.split('/');
    if (path === executable) return 'code';
    if (folder === 'Frameworks') return 'nativeLibraries';
    if (['PlugIns', 'Extensions', 'Watch', 'AppClips'].includes(folder)) return 'extensions';
    if (folder === '_CodeSignature' || path === 'embedded.mobileprovision') return 'signature';
    return 'resources';
  };
}
