import { posix } from 'node:path';
import { readingPart } from '../../damage.js';
import type { PackedFile, PackedFiles } from '../../packed-files.js';
import { type AppFiles, fileAt, shownPath } from '../app-files.js';
import type { PlistValue } from '../binary-plist.js';
import { isDictionary, readPropertyList } from '../property-list.js';
import { type FileDigests, fileDigests } from './special-slots.js';

/** A folder with an Info.plist and, as a rule, code: the app itself, extensions, frameworks. */
export interface CodeBundle {
  /** Its path in the app with a `/` at the end; empty for the app itself. */
  folder: string;
  /** Whether it runs as a process of its own, under a provisioning profile. */
  isApp: boolean;
  identifier: string | null;
  /** Path of its executable in the app; null where it has none. */
  executable: string | null;
  infoPlist: FileDigests;
}

const maxInfoSize = 1024 * 1024;
const appTypes = ['.app', '.appex'];
const bundleTypes = [...appTypes, '.framework', '.xctest', '.bundle', '.xpc'];

/** The bundles of an app, the app itself first. Refused where an Info.plist cannot be read. */
export async function codeBundles(archive: PackedFiles, files: AppFiles): Promise<CodeBundle[]> {
  const bundles: CodeBundle[] = [];
  for (const [path, entry] of files) {
    if (posix.basename(path) !== 'Info.plist' || entry.isLink) continue;
    const folder = path.slice(0, -'Info.plist'.length);
    if (folder !== '' && !bundleTypes.includes(posix.extname(folder.slice(0, -1)))) continue;
    bundles.push(await readBundle(archive, files, folder, entry));
  }
  return bundles.sort((one, other) => one.folder.length - other.folder.length);
}

async function readBundle(
  archive: PackedFiles,
  files: AppFiles,
  folder: string,
  entry: PackedFile,
): Promise<CodeBundle> {
  const bytes = await archive.read(entry, maxInfoSize);
  const info = readingPart(shownPath(`${folder}Info.plist`), () => readPropertyList(bytes));
  const keys = isDictionary(info) ? info : {};
  const executable = `${folder}${textOf(keys.CFBundleExecutable) ?? ''}`;
  const isThere = executable !== folder && fileAt(files, executable) !== undefined;
  return {
    folder,
    isApp: folder === '' || appTypes.includes(posix.extname(folder.slice(0, -1))),
    identifier: textOf(keys.CFBundleIdentifier),
    executable: isThere ? executable : null,
    infoPlist: fileDigests(bytes),
  };
}

function textOf(value: PlistValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
