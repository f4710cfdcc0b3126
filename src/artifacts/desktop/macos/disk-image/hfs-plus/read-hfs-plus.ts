import type { DiskBytes } from '../disk-bytes.js';
import { extentBytes } from '../extent-bytes.js';
import { pathFinder, type VolumeFile } from '../volume-file.js';
import { leafRecords } from './b-tree.js';
import { type HfsCatalogue, type HfsFile, readCatalogue } from './catalogue.js';
import { readExtentsOverflow } from './extents-overflow.js';
import { readVolumeHeader } from './volume-header.js';

const catalogueNumber = 4;
const rootFolder = 2;
/** In the root: the content of files that have several names. */
const privateFolder = '\0\0\0\0HFS+ Private Data';

/**
 * The files and links of an HFS+ volume, case-sensitive or not (Apple's TN1150). Throws a
 * `RangeError` on damage and where there are more than `maxEntries`.
 */
export function readHfsPlus(disk: DiskBytes): VolumeFile[] {
  const volume = readVolumeHeader(disk);
  const wholeExtents = readExtentsOverflow(volume);
  const extents = wholeExtents(catalogueNumber, volume.catalogue);
  const tree = extentBytes(disk, extents, volume.catalogue.size);
  const catalogue = readCatalogue(volume, leafRecords(tree));
  const contents = sharedContents(catalogue);
  const pathOf = pathFinder(catalogue.folders, rootFolder);
  const found: VolumeFile[] = [];
  for (const file of catalogue.files) {
    const path = pathOf(file);
    if (path === null || path.startsWith(privateFolder)) continue;
    const { number, data, isCompressed } =
      file.linkedFile === null ? file : contentOf(contents, file.linkedFile);
    const content = isCompressed
      ? { kind: 'compressed' as const }
      : { kind: 'extents' as const, extents: wholeExtents(number, data) };
    found.push({ path, size: data.size, isLink: file.isLink, content });
  }
  return found;
}

function sharedContents({ folders, files }: HfsCatalogue): ReadonlyMap<string, HfsFile> {
  const isPrivate = (parent: number) => folders.get(parent)?.name === privateFolder;
  return new Map(files.filter(({ parent }) => isPrivate(parent)).map((file) => [file.name, file]));
}

function contentOf(contents: ReadonlyMap<string, HfsFile>, number: number): HfsFile {
  const file = contents.get(`iNode${number}`);
  if (file === undefined) throw new RangeError('a name without a file');
  return file;
}
