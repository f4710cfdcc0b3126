import type { ReadBlock } from './blocks.js';

/** A record of a leaf. */
export interface TreeEntry {
  key: Buffer;
  value: Buffer;
}

const nodeFlag = { root: 1, leaf: 2, fixedSizes: 4 } as const;
const headSize = 56;
const infoSize = 40;
const maxDepth = 16;

interface Node {
  isLeaf: boolean;
  level: number;
  entries: readonly TreeEntry[];
}

/**
 * The records of all leaves of a B-tree of APFS (Apple File System Reference, "B-Trees"), in order.
 * `blockOf` finds the block of a node by what the node above calls it. Throws a `RangeError` on
 * damage and where levels do not go down one by one.
 */
export function* treeEntries(
  read: ReadBlock,
  root: bigint,
  blockOf: (name: bigint) => bigint,
): Generator<TreeEntry> {
  const node = readNode(read(root), null);
  if (node.level > maxDepth) throw new RangeError('the tree is too deep');
  yield* entriesUnder(read, node, blockOf);
}

function* entriesUnder(
  read: ReadBlock,
  node: Node,
  blockOf: (name: bigint) => bigint,
): Generator<TreeEntry> {
  if (node.isLeaf) {
    yield* node.entries;
    return;
  }
  for (const { value } of node.entries) {
    const child = readNode(read(blockOf(value.readBigUInt64LE(0))), node);
    if (child.level !== node.level - 1) throw new RangeError('the levels of a tree');
    yield* entriesUnder(read, child, blockOf);
  }
}

/** The sizes of fixed entries stand in the root alone, and are those of the object map. */
const fixedSizes = { key: 16, leafValue: 16, indexValue: 8 } as const;

function readNode(bytes: Buffer, above: Node | null): Node {
  const flags = bytes.readUInt16LE(32);
  const level = bytes.readUInt16LE(34);
  const isLeaf = (flags & nodeFlag.leaf) !== 0;
  if (isLeaf !== (level === 0) || (above === null) !== ((flags & nodeFlag.root) !== 0)) {
    throw new RangeError('no node');
  }
  const count = bytes.readUInt32LE(36);
  const tableAt = headSize + bytes.readUInt16LE(40);
  const keysAt = tableAt + bytes.readUInt16LE(42);
  const valuesEnd = above === null ? bytes.length - infoSize : bytes.length;
  const isFixed = (flags & nodeFlag.fixedSizes) !== 0;
  const step = isFixed ? 4 : 8;
  if (tableAt + count * step > keysAt || keysAt > valuesEnd) throw new RangeError('too many keys');
  const entries = Array.from({ length: count }, (_, index): TreeEntry => {
    const at = tableAt + index * step;
    const [keyAt, valueAt] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + (isFixed ? 2 : 4))];
    const keySize = isFixed ? fixedSizes.key : bytes.readUInt16LE(at + 2);
    const valueSize = isFixed
      ? fixedSizes[isLeaf ? 'leafValue' : 'indexValue']
      : bytes.readUInt16LE(at + 6);
    return {
      key: within(bytes, keysAt + keyAt, keySize, valuesEnd),
      value: within(bytes, valuesEnd - valueAt, valueSize, valuesEnd),
    };
  });
  return { isLeaf, level, entries };
}

function within(bytes: Buffer, start: number, size: number, end: number): Buffer {
  if (start < headSize || start + size > end) throw new RangeError('a record does not fit');
  return bytes.subarray(start, start + size);
}
