import { parseOpenStep } from 'plist';
import type { PackedFile, PackedFiles } from '../packed-files.js';
import { isBinaryPlist, type PlistValue, readBinaryPlist } from './binary-plist.js';
import type { InfoPlist } from './info-plist.js';
import { decodeText, readPropertyList } from './property-list.js';

const maxStringsSize = 64 * 1024;
const maxLocales = 200;
const nameKeys = ['CFBundleDisplayName', 'CFBundleName'];

/**
 * The app's name per locale: `''` from Info.plist, the others from `<locale>.lproj/InfoPlist.strings`
 * in the app folder. A strings file that cannot be read counts as absent, as on the device.
 */
export async function readLabels(
  archive: PackedFiles,
  appFolder: string,
  info: InfoPlist,
): Promise<Record<string, string>> {
  const labels = new Map<string, string>();
  const fallback = info.CFBundleDisplayName || info.CFBundleName;
  if (fallback) labels.set('', fallback);
  for (const [locale, entry] of stringsFiles(archive, appFolder)) {
    const name = readName(await archive.read(entry, maxStringsSize));
    if (name !== null) labels.set(locale, name.slice(0, 500));
  }
  return Object.fromEntries(labels);
}

function stringsFiles(
  archive: PackedFiles,
  appFolder: string,
): [locale: string, entry: PackedFile][] {
  const found: [string, PackedFile][] = [];
  for (const [name, entry] of archive.entries) {
    if (!name.startsWith(appFolder) || entry.size > maxStringsSize) continue;
    const [folder, file, ...deeper] = name.slice(appFolder.length).split('/');
    if (file !== 'InfoPlist.strings' || deeper.length > 0 || !folder?.endsWith('.lproj')) continue;
    const locale = folder.slice(0, -'.lproj'.length).replaceAll('_', '-');
    if (locale !== 'Base') found.push([locale, entry]);
  }
  return found.slice(0, maxLocales);
}

function readName(bytes: Buffer): string | null {
  try {
    const strings = readStrings(bytes);
    if (typeof strings !== 'object' || strings === null || Array.isArray(strings)) return null;
    const entries = new Map(Object.entries(strings));
    const name = nameKeys.map((key) => entries.get(key)).find(Boolean);
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

/** Strings files are binary or XML property lists, or OpenStep text without the outer braces. */
function readStrings(bytes: Buffer): PlistValue {
  if (isBinaryPlist(bytes)) return readBinaryPlist(bytes);
  const text = decodeText(bytes);
  return text.trimStart().startsWith('<') ? readPropertyList(bytes) : parseOpenStep(`{${text}}`);
}
