import { countOf, type DiskBytes } from '../disk-bytes.js';
import { blockReader, holdsOwnChecksum, type ReadBlock } from './blocks.js';
import { type ObjectMap, readObjectMap } from './object-map.js';

/** An APFS container (Apple File System Reference, "Container") as its last transaction left it. */
export interface ApfsContainer {
  read: ReadBlock;
  blockSize: number;
  blockCount: number;
  transaction: bigint;
  /** The blocks of the volumes' headers. */
  volumes: readonly bigint[];
}

const magic = 'NXSB';
const smallestBlock = 4096;
const blockSizes = [4096, 8192, 16_384, 32_768, 65_536];
const maxCheckpointBlocks = 4096;
const maxVolumes = 100;
/** Far more than the names and places of an app's files take. */
const maxMetadataSize = 256 * 1024 * 1024;

/** Opens a container; throws a `RangeError` on damage. */
export function openContainer(disk: DiskBytes): ApfsContainer {
  const first = disk.read(0, smallestBlock);
  const blockSize = first.readUInt32LE(36);
  if (!blockSizes.includes(blockSize)) throw new RangeError('the block size of the container');
  const header = lastHeader(disk, disk.read(0, blockSize));
  const blockCount = countOf(header.readBigUInt64LE(40));
  if (blockCount * blockSize > disk.size) throw new RangeError('the container is too large');
  const read = blockReader(disk, blockSize, maxMetadataSize / blockSize);
  const transaction = header.readBigUInt64LE(16);
  const objects = readObjectMap(read, header.readBigUInt64LE(160), transaction);
  return { read, blockSize, blockCount, transaction, volumes: volumesOf(header, objects) };
}

/** The newest whole one among the checkpoints; the copy in the first block may be older. */
function lastHeader(disk: DiskBytes, first: Buffer): Buffer {
  const count = first.readUInt32LE(104);
  const start = countOf(first.readBigUInt64LE(112));
  if (count > maxCheckpointBlocks) throw new RangeError('the checkpoints of the container');
  let last = isHeader(first) ? first : null;
  for (let index = 0; index < count; index += 1) {
    const block = disk.read((start + index) * first.length, first.length);
    if (!isHeader(block)) continue;
    if (last === null || block.readBigUInt64LE(16) > last.readBigUInt64LE(16)) last = block;
  }
  if (last === null) throw new RangeError('no whole checkpoint');
  return last;
}

function isHeader(block: Buffer): boolean {
  return block.toString('latin1', 32, 36) === magic && holdsOwnChecksum(block);
}

function volumesOf(header: Buffer, objects: ObjectMap): bigint[] {
  const count = Math.min(header.readUInt32LE(180), maxVolumes);
  const numbers = Array.from({ length: count }, (_, at) => header.readBigUInt64LE(184 + 8 * at));
  return numbers.filter((number) => number !== 0n).map(objects);
}
