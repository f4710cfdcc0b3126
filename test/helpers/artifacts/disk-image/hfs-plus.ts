import { writeBTree } from './b-tree.js';
import {
  catalogueRecords,
  countEntries,
  extentsRecords,
  type HfsEntry,
  type PlacedEntry,
} from './hfs-catalogue.js';
import { type BlockExtent, fork } from './hfs-fork.js';

export const blockSize = 4096;

export interface HfsPlusOptions {
  /** Files, links and, by a `/` at the end, empty folders; folders in between are made. */
  entries: readonly HfsEntry[];
  isCaseSensitive?: boolean;
  defects?: HfsPlusDefects;
}

export interface HfsPlusDefects {
  /** The last leaf of the catalogue leads back to the first one. */
  leafLoop?: boolean;
  /** Changes the whole volume at the end; `catalogueAt` is where its catalogue begins. */
  afterwards?(volume: Buffer, catalogueAt: number): void;
}

/** An HFS+ volume (Apple's TN1150) with nothing on it but these files. */
export function writeHfsPlus({
  entries,
  isCaseSensitive = false,
  defects = {},
}: HfsPlusOptions): Buffer {
  const allocator = blockAllocator();
  const placed = entries.map((entry): PlacedEntry => {
    const extents = allocator.place(entry.data ?? Buffer.alloc(0), entry.pieces ?? 1);
    return { ...entry, extents };
  });
  const keyOrder = isCaseSensitive ? 0xbc : 0xcf;
  const overflow = writeBTree(extentsRecords(placed), { maxKey: 10, keyOrder: 0 });
  const catalogue = writeBTree(catalogueRecords(placed, isCaseSensitive), {
    maxKey: 516,
    keyOrder,
  });
  if (defects.leafLoop) loopLeaves(catalogue);
  const [overflowExtents, catalogueExtents] = [
    allocator.place(overflow),
    allocator.place(catalogue),
  ];
  const blocks = allocator.end() + 2;
  const bitmap = Buffer.alloc(Math.ceil(blocks / 8), 0xff);
  const bitmapExtents = allocator.place(bitmap);
  const volume = Buffer.alloc(blocks * blockSize + (bitmapExtents[0]?.count ?? 0) * blockSize);
  allocator.write(volume);
  const header = volumeHeader(volume.length / blockSize, isCaseSensitive, placed);
  fork(bitmap.length, bitmapExtents).copy(header, 112);
  fork(overflow.length, overflowExtents).copy(header, 192);
  fork(catalogue.length, catalogueExtents).copy(header, 272);
  header.copy(volume, 1024);
  header.copy(volume, volume.length - 1024);
  defects.afterwards?.(volume, (catalogueExtents[0]?.start ?? 0) * blockSize);
  return volume;
}

/** Gives blocks from the second one on; pieces of a file leave a block free between them. */
function blockAllocator() {
  let next = 1;
  const written: { start: number; data: Buffer }[] = [];
  return {
    end: () => next,
    place(data: Buffer, pieces = 1): BlockExtent[] {
      const extents: BlockExtent[] = [];
      const step = Math.ceil(data.length / pieces / blockSize) * blockSize;
      for (let at = 0; at < data.length; at += step) {
        const part = data.subarray(at, at + step);
        const count = Math.ceil(part.length / blockSize);
        extents.push({ start: next, count });
        written.push({ start: next, data: part });
        next += count + (pieces > 1 ? 1 : 0);
      }
      return extents;
    },
    write(volume: Buffer) {
      for (const { start, data } of written) data.copy(volume, start * blockSize);
    },
  };
}

function volumeHeader(
  blocks: number,
  isCaseSensitive: boolean,
  entries: readonly PlacedEntry[],
): Buffer {
  const header = Buffer.alloc(512);
  header.write(isCaseSensitive ? 'HX' : 'H+');
  header.writeUInt16BE(isCaseSensitive ? 5 : 4, 2);
  header.writeUInt32BE(0x100, 4); // unmounted
  header.write('10.0', 8);
  const { files, folders } = countEntries(entries);
  header.writeUInt32BE(files, 32);
  header.writeUInt32BE(folders, 36);
  header.writeUInt32BE(blockSize, 40);
  header.writeUInt32BE(blocks, 44);
  header.writeUInt32BE(10_000, 64); // next number
  return header;
}

function loopLeaves(tree: Buffer): void {
  const first = tree.readUInt32BE(14 + 10);
  const last = tree.readUInt32BE(14 + 14);
  tree.writeUInt32BE(first, last * blockSize);
}
