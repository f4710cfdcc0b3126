import type { InstallerMaker } from '../../artifact.js';
import type { PeFile } from './pe.js';
import { readResource, resourcesOf, resourceType } from './pe-resources.js';

const maxManifestSize = 256 * 1024;

/** What makers write into the application manifest of their installers. */
const manifestMarks: readonly [mark: string, maker: InstallerMaker][] = [
  ['Nullsoft.NSIS', 'nsis'],
  ['JR.Inno.Setup', 'inno'],
];

/**
 * Which tool made an installer, by what it leaves in the program itself; null for a program that is
 * not known as an installer.
 */
export function installerMaker(pe: PeFile): InstallerMaker | null {
  if (pe.sections.some(({ name }) => name === '.wixburn')) return 'burn';
  if (resourcesOf(pe, 'DATA').some(({ name }) => name === squirrelArchive)) return 'squirrel';
  const manifest = readManifest(pe);
  return manifestMarks.find(([mark]) => manifest.includes(mark))?.[1] ?? null;
}

/** Squirrel's Setup.exe carries its packages as a resource of this number. */
const squirrelArchive = 131;

function readManifest(pe: PeFile): string {
  const [manifest] = resourcesOf(pe, resourceType.manifest);
  return manifest === undefined
    ? ''
    : readResource(pe, manifest, maxManifestSize).toString('latin1');
}
