import { type AppFiles, fileAt } from '../../apple/app-files.js';
import { isDictionary, readPropertyList } from '../../apple/property-list.js';
import type { PackedFile, PackedFiles } from '../../packed-files.js';

/** Where a bundle of macOS keeps its parts; all paths begin at the app's folder. */
export interface BundleLayout {
  /** What its seal's paths are counted from, with a `/` at the end. */
  base: string;
  executable: string;
  infoPlist: Buffer;
}

const maxInfoSize = 1024 * 1024;
const maxLinkSize = 1024;

/**
 * Finds the parts of a bundle: an app (`Contents/`), a framework (`Versions/`, where a link names the
 * one in use) or a flat folder. Null where it is none of these. Throws on a damaged Info.plist.
 */
export async function bundleLayout(
  archive: PackedFiles,
  files: AppFiles,
  folder: string,
): Promise<BundleLayout | null> {
  const version = await currentVersion(archive, files, folder);
  const forms = [
    { base: `${folder}/Contents/`, info: 'Info.plist', code: 'MacOS/' },
    { base: `${folder}/Versions/${version}/`, info: 'Resources/Info.plist', code: '' },
    { base: `${folder}/`, info: 'Info.plist', code: '' },
  ];
  for (const { base, info, code } of forms) {
    const entry = fileAt(files, base + info);
    if (entry === undefined) continue;
    const infoPlist = await archive.read(entry, maxInfoSize);
    const name = executableName(infoPlist);
    return name === null ? null : { base, executable: base + code + name, infoPlist };
  }
  return null;
}

async function currentVersion(
  archive: PackedFiles,
  files: AppFiles,
  folder: string,
): Promise<string> {
  const link = files.get(`${folder}/Versions/Current`);
  return link?.isLink ? linkTarget(archive, link) : 'A';
}

async function linkTarget(archive: PackedFiles, link: PackedFile): Promise<string> {
  return (await archive.read(link, maxLinkSize)).toString('utf8');
}

function executableName(infoPlist: Buffer): string | null {
  const info = readPropertyList(infoPlist);
  const name = isDictionary(info) ? info.CFBundleExecutable : undefined;
  return typeof name === 'string' && name !== '' && !name.includes('/') ? name : null;
}
