import { type BuildPart, type SizeByPart, sizeOfParts } from '../../size-by-part.js';
import type { Xar } from './xar.js';
import type { XarFile } from './xar-files.js';

const partOfName = new Map<string, BuildPart>([
  ['Payload', 'payload'],
  ['Scripts', 'installer'],
  ['Distribution', 'installer'],
  ['PackageInfo', 'installer'],
  ['Bom', 'installer'],
]);

/**
 * Bytes of an installer package by what they are for, as they lie packed in the archive: the
 * payloads of its components, what the installer is told by, its pages, and all else.
 */
export function pkgParts({ file }: Xar, files: Iterable<XarFile>): SizeByPart {
  return sizeOfParts(
    file.size,
    Array.from(files, ({ path, place }) => [partOf(path), place.size]),
  );
}

/** Components are folders (`Name.pkg`) of the archive, or it is one itself. */
function partOf(path: string): BuildPart {
  const [first = '', second = ''] = path.split('/');
  if (first === 'Resources') return 'resources';
  const name = first.endsWith('.pkg') ? second : first;
  return partOfName.get(name) ?? 'other';
}
