import { type PeFile, readAtAddress } from './pe.js';

/** One resource of a program: its name is a number or a text, its language a Windows LANGID. */
export interface PeResource {
  name: number | string;
  language: number;
  address: number;
  size: number;
}

export const resourceType = { icon: 3, iconGroup: 14, version: 16, manifest: 24 } as const;

const maxEntries = 4096;
const entrySize = 8;
const upper = 0x80000000;
const maxNameLength = 255;

/**
 * The resources of one type, in the order of the tree (Microsoft PE/COFF, "The .rsrc Section"). The
 * tree has three levels, type, name and language, and no other depth is followed. Throws a
 * `RangeError` on damage.
 */
export function resourcesOf(pe: PeFile, type: number | string): PeResource[] {
  if (pe.resources === null) return [];
  const tree = readDirectory(pe, 0).find(({ id }) => id === type);
  if (tree === undefined) return [];
  const found: PeResource[] = [];
  for (const name of readDirectory(pe, folderOffset(tree))) {
    for (const language of readDirectory(pe, folderOffset(name))) {
      found.push({ name: name.id, language: Number(language.id), ...leaf(pe, language) });
    }
    if (found.length > maxEntries) throw new RangeError('too many resources');
  }
  return found;
}

/** The bytes of a resource; throws a `RangeError` above `limit` bytes. */
export function readResource(pe: PeFile, resource: PeResource, limit: number): Buffer {
  if (resource.size > limit) throw new RangeError('a resource is too large');
  return readAtAddress(pe, resource.address, resource.size);
}

interface Entry {
  id: number | string;
  target: number;
}

function readDirectory(pe: PeFile, offset: number): Entry[] {
  const header = readAt(pe, offset, 16);
  const count = header.readUInt16LE(12) + header.readUInt16LE(14);
  if (count > maxEntries) throw new RangeError('too many resources');
  const table = readAt(pe, offset + 16, count * entrySize);
  return Array.from({ length: count }, (_, index) => {
    const id = table.readUInt32LE(index * entrySize);
    const target = table.readUInt32LE(index * entrySize + 4);
    return { id: id >= upper ? readName(pe, id - upper) : id, target };
  });
}

function folderOffset({ target }: Entry): number {
  if (target < upper) throw new RangeError('the resource tree ends too early');
  return target - upper;
}

function leaf(pe: PeFile, { target }: Entry): { address: number; size: number } {
  if (target >= upper) throw new RangeError('the resource tree is too deep');
  const data = readAt(pe, target, 16);
  return { address: data.readUInt32LE(0), size: data.readUInt32LE(4) };
}

function readName(pe: PeFile, offset: number): string {
  const length = readAt(pe, offset, 2).readUInt16LE(0);
  if (length > maxNameLength) throw new RangeError('a resource name is too long');
  return readAt(pe, offset + 2, length * 2).toString('utf16le');
}

function readAt(pe: PeFile, offset: number, size: number): Buffer {
  return readAtAddress(pe, (pe.resources?.at ?? 0) + offset, size);
}
