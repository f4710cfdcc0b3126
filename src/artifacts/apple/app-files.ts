import { posix } from 'node:path';
import { AppError } from '../../errors.js';
import type { PackedFile, PackedFiles } from '../packed-files.js';

/** The files and links of the app by their paths in the app's folder, as the device will see them. */
export type AppFiles = ReadonlyMap<string, PackedFile>;

/** `PATH_MAX` of Apple's systems. */
const maxPath = 1024;

/**
 * Indexes the app's folder. Refused with `unreadable_artifact`: two names that are one name to the
 * device's file system, which does not tell composed letters from decomposed ones, links that
 * leave the app, and files that stand behind a link.
 */
export function indexAppFiles(archive: PackedFiles, appFolder: string): AppFiles {
  const files = new Map<string, PackedFile>();
  for (const [name, entry] of archive.entries) {
    if (!name.startsWith(appFolder) || name.endsWith('/')) continue;
    const path = name.slice(appFolder.length).normalize('NFC');
    if (path.length > maxPath) throw unsafe(path, 'has too long a name');
    if (files.has(path) || posix.normalize(path) !== path) {
      throw unsafe(path, 'has the name of another file');
    }
    files.set(path, entry);
  }
  for (const path of files.keys()) {
    if (parentsOf(path).some((parent) => files.has(parent))) {
      throw unsafe(path, 'stands behind a file');
    }
  }
  return files;
}

/** A regular file of the app; undefined for links, and for what is not there. */
export function fileAt(files: AppFiles, path: string): PackedFile | undefined {
  const entry = files.get(path);
  return entry?.isLink ? undefined : entry;
}

/** Whether a link at `path` with this target stays in the app. */
export function staysInside(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/')) return false;
  const end = posix.normalize(posix.join(posix.dirname(path), target));
  return !end.startsWith('../') && end !== '..';
}

/** A path of the app, fit for a sentence. */
export function shownPath(path: string): string {
  return JSON.stringify(path.slice(0, 120));
}

function parentsOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

function unsafe(path: string, what: string): AppError {
  return new AppError(
    'unreadable_artifact',
    `The archive is not safe to read: ${shownPath(path)} ${what}.`,
  );
}
