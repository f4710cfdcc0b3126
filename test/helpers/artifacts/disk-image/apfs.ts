import { apfsBlockSize, block, objectBlock } from './apfs-block.js';
import { type ApfsEntry, fileSystemRecords } from './apfs-records.js';
import { type ApfsNode, type ApfsRecord, writeApfsTree } from './apfs-tree.js';
import type { HfsEntry } from './hfs-catalogue.js';

export interface ApfsOptions {
  /** As on an HFS+ volume. */
  entries: readonly HfsEntry[];
  /** Names without a hash in front. */
  isCaseSensitive?: boolean;
  /** The object maps keep an older state of everything, as after a transaction. */
  hasHistory?: boolean;
  defects?: ApfsDefects;
}

/** Changes before the checksum of a block is made. */
export interface ApfsDefects {
  container?(header: Buffer): void;
  volume?(header: Buffer): void;
  /** Of the file-system tree; the root is the last one. */
  node?(node: Buffer, index: number): void;
  /** The newest checkpoint is damaged, and what came before it is to be read. */
  tornCheckpoint?: boolean;
}

const transaction = 5n;
const type = {
  container: 0x80000001,
  checkpointMap: 0x4000000c,
  objectMap: 0x4000000b,
  volume: 0xd,
};
const subtype = { objectMap: 0xb, files: 0xe };
const volumeNumber = 1026n;
const firstNode = 1028n;
const magic = { container: 'NXSB', volume: 'APSB' };

/** An APFS container (Apple File System Reference) with one volume and nothing on it but these files. */
export function writeApfs({
  entries,
  isCaseSensitive = false,
  hasHistory = false,
  defects = {},
}: ApfsOptions): Buffer {
  const blocks: Buffer[] = Array.from({ length: 5 }, () => Buffer.alloc(apfsBlockSize));
  const placed = entries.map(
    (entry): ApfsEntry => ({ ...entry, pieceBlocks: place(blocks, entry) }),
  );
  let next = firstNode;
  const files = writeApfsTree(fileSystemRecords(placed, !isCaseSensitive), {
    subtype: subtype.files,
    isFixed: false,
    nameNode: () => next++,
    ...(defects.node ? { change: defects.node } : {}),
  });
  const rootTree = files.at(-1)?.name ?? 0n;
  const objectMap = placeMap(blocks, placeNodes(blocks, files), hasHistory);
  const volume = volumeHeader(objectMap, rootTree, isCaseSensitive);
  defects.volume?.(volume);
  blocks.push(block(volume));
  const volumeAt = BigInt(blocks.length - 1);
  const map = placeMap(blocks, [{ name: volumeNumber, at: volumeAt }], hasHistory);
  const header = containerHeader(blocks.length, map);
  defects.container?.(header);
  blocks[0] = block(Buffer.from(header));
  blocks[1] = block(objectBlock(1n, transaction, type.checkpointMap));
  blocks[2] = block(Buffer.from(header));
  if (defects.tornCheckpoint) {
    header.writeBigUInt64LE(transaction + 1n, 16);
    blocks[4] = block(header).fill(0, 2000);
  }
  return Buffer.concat(blocks);
}

function place(
  blocks: Buffer[],
  { data = Buffer.alloc(0), pieces = 1, isLink, isSparse = false }: HfsEntry,
) {
  if (isLink || data.length === 0) return [];
  const step = Math.ceil(data.length / pieces / apfsBlockSize) * apfsBlockSize;
  const found: { start: number; size: number }[] = [];
  for (let at = 0; at < data.length; at += step) {
    const part = data.subarray(at, at + step);
    const size = Math.ceil(part.length / apfsBlockSize) * apfsBlockSize;
    const isHole = isSparse && part.every((byte) => byte === 0);
    found.push({ start: isHole ? 0 : blocks.length, size });
    for (let done = 0; done < size && !isHole; done += apfsBlockSize) {
      const bytes = Buffer.alloc(apfsBlockSize);
      part.copy(bytes, 0, done);
      blocks.push(bytes);
    }
  }
  return found;
}

interface Placed {
  name: bigint;
  at: bigint;
}

function placeNodes(blocks: Buffer[], nodes: readonly ApfsNode[]): Placed[] {
  return nodes.map(({ name, bytes }) => ({ name, at: BigInt(blocks.push(bytes) - 1) }));
}

/** An object map with its tree, whose nodes are called by their blocks; gives its own block. */
function placeMap(blocks: Buffer[], objects: readonly Placed[], hasHistory: boolean): bigint {
  const records = objects.flatMap(({ name, at }): ApfsRecord[] => {
    const state = (written: bigint, where: bigint) => {
      const [key, value] = [Buffer.alloc(16), Buffer.alloc(16)];
      key.writeBigUInt64LE(name, 0);
      key.writeBigUInt64LE(written, 8);
      value.writeUInt32LE(apfsBlockSize, 4);
      value.writeBigUInt64LE(where, 8);
      return { key, value };
    };
    return [...(hasHistory ? [state(1n, 0n)] : []), state(transaction, at)];
  });
  let next = BigInt(blocks.length);
  const nodes = writeApfsTree(records, {
    subtype: subtype.objectMap,
    isFixed: true,
    nameNode: () => next++,
  });
  placeNodes(blocks, nodes);
  const map = objectBlock(BigInt(blocks.length), transaction, type.objectMap);
  map.writeUInt32LE(0x40000002, 40);
  map.writeUInt32LE(0x40000002, 44);
  map.writeBigUInt64LE(nodes.at(-1)?.name ?? 0n, 48);
  return BigInt(blocks.push(block(map)) - 1);
}

function volumeHeader(objectMap: bigint, rootTree: bigint, isCaseSensitive: boolean): Buffer {
  const header = objectBlock(volumeNumber, transaction, type.volume);
  header.write(magic.volume, 32);
  header.writeBigUInt64LE(isCaseSensitive ? 0n : 1n, 56);
  header.writeUInt32LE(2, 116);
  header.writeBigUInt64LE(objectMap, 128);
  header.writeBigUInt64LE(rootTree, 136);
  header.writeBigUInt64LE(10_000n, 176);
  header.writeBigUInt64LE(1n, 264); // not encrypted
  header.write('Campus', 704);
  return header;
}

function containerHeader(blockCount: number, objectMap: bigint): Buffer {
  const header = objectBlock(1n, transaction, type.container);
  header.write(magic.container, 32);
  header.writeUInt32LE(apfsBlockSize, 36);
  header.writeBigUInt64LE(BigInt(blockCount), 40);
  header.writeBigUInt64LE(2n, 64); // version 2
  header.writeBigUInt64LE(10_000n, 88);
  header.writeBigUInt64LE(transaction + 1n, 96);
  header.writeUInt32LE(4, 104); // checkpoints: four blocks from the second on
  header.writeBigUInt64LE(1n, 112);
  header.writeUInt32LE(2, 128);
  header.writeUInt32LE(2, 140);
  header.writeBigUInt64LE(objectMap, 160);
  header.writeUInt32LE(1, 180);
  header.writeBigUInt64LE(volumeNumber, 184);
  return header;
}
