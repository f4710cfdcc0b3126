import { AppError } from '../errors.js';
import type { Archive } from './archive.js';
import type { FileBytes } from './file-bytes.js';

export type ArchiveKind = 'apk' | 'ipa';

/**
 * Lets a ZIP archive pass; throws `unsupported_artifact` with what to upload instead for every
 * other file. Content decides, the file's name plays no part. The archive must begin at the first
 * byte: Android reads a file that begins with `dex\n` as code and its tail as an APK (Janus).
 */
export function checkIsArchive(file: FileBytes): void {
  const head = file.read(0, Math.min(file.size, 8)).toString('latin1');
  if (head.startsWith('PK\x03\x04')) return;
  const tail = file.read(Math.max(0, file.size - 512), Math.min(file.size, 512)).toString('latin1');
  const known = signatures.find(({ at, bytes }) => (at === 'head' ? head : tail).startsWith(bytes));
  throw unsupported(known?.what ?? 'This is neither an APK nor an IPA');
}

const signatures = [
  { at: 'head', bytes: 'MZ', what: 'This is a Windows program' },
  {
    at: 'head',
    bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    what: 'This is a Windows installer (MSI)',
  },
  { at: 'head', bytes: 'xar!', what: 'This is a macOS installer package' },
  { at: 'tail', bytes: 'koly', what: 'This is a macOS disk image' },
  { at: 'head', bytes: 'dex\n', what: 'This is Android code that hides an archive' },
  { at: 'head', bytes: '\x7fELF', what: 'This is a bare executable' },
  { at: 'head', bytes: '\xcf\xfa\xed\xfe', what: 'This is a bare executable' },
  { at: 'head', bytes: '\xca\xfe\xba\xbe', what: 'This is a bare executable' },
  { at: 'head', bytes: '\x1f\x8b', what: 'This is a gzip archive' },
  { at: 'head', bytes: 'PK\x05\x06', what: 'This archive is empty' },
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
  if (has('BundleConfig.pb')) {
    throw unsupported('This is an Android App Bundle (AAB), which devices cannot install');
  }
  if (has('toc.pb') || (has('manifest.json') && some(isApk)) || some(isApk)) {
    throw unsupported('This is a set of APKs, of which a device needs more than one');
  }
  if (has('module.json') && (has('pack.info') || has('resources.index'))) {
    throw unsupported('This is a HarmonyOS package (HAP)');
  }
  if (some((name) => isAppFolder(name.split('/')[0]))) throw bareApp(some(isInsideMacApp));
  if (some((name) => name.includes('/Payload/') || name.startsWith('Payload/'))) {
    throw unsupported(
      'This archive has no app in a folder named Payload at its top, as an IPA has',
    );
  }
  throw unsupported('This is a plain ZIP archive');
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

function bareApp(isMac: boolean): AppError {
  const what = isMac
    ? 'This is an app for macOS'
    : 'This is a bare app folder, as it is built for the simulator';
  return new AppError(
    'wrong_platform',
    `${what}; export a signed IPA for iPhone and iPad and upload that.`,
  );
}

function unsupported(what: string): AppError {
  return new AppError(
    'unsupported_artifact',
    `${what}; upload a signed APK for Android or a signed IPA for iOS.`,
  );
}
