import { extentBytes } from '../extent-bytes.js';
import type { Extent } from '../volume-file.js';
import { leafRecords } from './b-tree.js';
import { type Fork, type HfsVolume, readExtents } from './volume-header.js';

/** Gives all extents of a file's data, whose number is `file`; throws a `RangeError` where some lack. */
export type WholeExtents = (file: number, fork: Fork) => readonly Extent[];

const dataFork = 0;
const maxRecords = 100_000;

/** Reads where the ninth and further extents of files are kept (TN1150, "Extents Overflow File"). */
export function readExtentsOverflow(volume: HfsVolume): WholeExtents {
  const { disk, blockSize, extentsFile } = volume;
  const further = new Map<number, { start: number; extents: Extent[] }[]>();
  const tree = extentBytes(disk, extentsFile.extents, extentsFile.size);
  let count = 0;
  for (const { key, data } of tree.size === 0 ? [] : leafRecords(tree)) {
    count += 1;
    if (count > maxRecords) throw new RangeError('too many extents');
    if (key.readUInt8(0) !== dataFork) continue;
    const file = key.readUInt32BE(2);
    const records = further.get(file) ?? [];
    records.push({ start: key.readUInt32BE(6), extents: readExtents(volume, data) });
    further.set(file, records);
  }
  return (file, fork) => {
    const extents = [...fork.extents];
    let blocks = blocksOf(extents, blockSize);
    for (const record of further.get(file) ?? []) {
      if (record.start !== blocks) throw new RangeError('extents with a gap');
      extents.push(...record.extents);
      blocks += blocksOf(record.extents, blockSize);
    }
    if (blocks < fork.blockCount) throw new RangeError('extents are missing');
    return extents;
  };
}

function blocksOf(extents: readonly Extent[], blockSize: number): number {
  return extents.reduce((sum, { size }) => sum + size, 0) / blockSize;
}
