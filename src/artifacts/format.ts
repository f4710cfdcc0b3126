import { AppError } from '../errors.js';
import type { Archive } from './archive.js';
import type { FileBytes } from './file-bytes.js';

export type ArchiveKind = 'apk' | 'ipa' | 'msix' | 'mac-app';

export type FileKind = 'archive' | 'exe' | 'msi' | 'pkg' | 'dmg';

/**
 * Tells archives and installers apart; throws `unsupported_artifact` with what to upload instead
 * for every other file. Content decides, the file's name plays no part. An archive must begin at the
 * first byte: Android reads a file that begins with `dex\n` as code and its tail as an APK (Janus).
 */
export function fileKind(file: FileBytes): FileKind {
  const head = file.read(0, Math.min(file.size, 8)).toString('latin1');
  const kind = kinds.find(([bytes]) => head.startsWith(bytes))?.[1];
  if (kind !== undefined) return kind;
  if (isDiskImage(file)) return 'dmg';
  const known = signatures.find(({ bytes }) => head.startsWith(bytes));
  throw unsupported(known?.what ?? 'This is no build of an app that is known here', anyPlatform);
}

const kinds: readonly [bytes: string, kind: FileKind][] = [
  ['PK\x03\x04', 'archive'],
  ['MZ', 'exe'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'msi'],
  ['xar!', 'pkg'],
];

/** By the trailer of an image, or by a file system or partition map of a Mac at the front. */
function isDiskImage(file: FileBytes): boolean {
  const marks = [[file.size - 512, 'koly'], ...diskMarks] as const;
  return marks.some(([at, mark]) => {
    if (at < 0 || at + mark.length > file.size) return false;
    return file.read(at, mark.length).toString('latin1') === mark;
  });
}

const diskMarks = [
  [1024, 'H+\0\x04'],
  [1024, 'HX\0\x05'],
  [32, 'NXSB'],
  [512, 'EFI PART'],
  [512, 'PM\0\0'],
] as const;

const signatures = [
  { bytes: 'encrcdsa', what: 'This is an encrypted disk image, which nobody can open unasked' },
  { bytes: 'dex\n', what: 'This is Android code that hides an archive' },
  { bytes: '\x7fELF', what: 'This is a bare executable' },
  { bytes: '\xcf\xfa\xed\xfe', what: 'This is a bare executable' },
  { bytes: '\xca\xfe\xba\xbe', what: 'This is a bare executable' },
  { bytes: '\x1f\x8b', what: 'This is a gzip archive' },
  { bytes: 'PK\x05\x06', what: 'This archive is empty' },
] as const;

/**
 * Tells what an archive holds. Throws `unsupported_artifact` or `wrong_platform` with what to
 * upload instead where it is neither an APK nor an IPA.
 */
export function archiveKind(archive: Archive): ArchiveKind {
  const names = [...archive.entries.keys()];
  const has = (name: string) => archive.entries.has(name);
  const some = (test: (name: string) => boolean) => names.some(test);
  if (has('AndroidManifest.xml')) return 'apk';
  if (some((name) => name.startsWith('Payload/') && isAppFolder(name.split('/')[1]))) return 'ipa';
  if (has('AppxManifest.xml')) return 'msix';
  if (has('AppxMetadata/AppxBundleManifest.xml')) {
    throw unsupported(
      'This is a bundle of packages (MSIXBUNDLE)',
      'the signed package (.msix) of one architecture',
    );
  }
  if (has('BundleConfig.pb')) {
    throw unsupported('This is an Android App Bundle (AAB), which devices cannot install');
  }
  if (has('toc.pb') || (has('manifest.json') && some(isApk)) || some(isApk)) {
    throw unsupported('This is a set of APKs, of which a device needs more than one');
  }
  if (has('module.json') && (has('pack.info') || has('resources.index'))) {
    throw unsupported('This is a HarmonyOS package (HAP)');
  }
  if (some(isInsideMacApp)) return 'mac-app';
  if (some((name) => isAppFolder(name.split('/')[0]))) throw bareApp();
  if (some((name) => name.includes('/Payload/') || name.startsWith('Payload/'))) {
    throw unsupported(
      'This archive has no app in a folder named Payload at its top, as an IPA has',
    );
  }
  throw unsupported('This is a plain ZIP archive', anyPlatform);
}

function isApk(name: string): boolean {
  return name.endsWith('.apk');
}

function isAppFolder(segment: string | undefined): boolean {
  return segment !== undefined && segment.length > 4 && segment.endsWith('.app');
}

function isInsideMacApp(name: string): boolean {
  return isAppFolder(name.split('/')[0]) && name.split('/')[1] === 'Contents';
}

function bareApp(): AppError {
  return new AppError(
    'wrong_platform',
    'This is a bare app folder, as it is built for the simulator; export a signed IPA for iPhone and iPad and upload that.',
  );
}

const forPhones = 'a signed APK for Android or a signed IPA for iOS';
const anyPlatform = `${forPhones}, or a signed installer for a desktop (.exe, .msi, .msix, .pkg, .dmg or a zipped .app)`;

function unsupported(what: string, instead: string = forPhones): AppError {
  return new AppError('unsupported_artifact', `${what}; upload ${instead}.`);
}
