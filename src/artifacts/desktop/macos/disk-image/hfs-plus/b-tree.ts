import type { DiskBytes } from '../disk-bytes.js';

/** A record of a leaf: its key without the length in front, and what follows. */
export interface LeafRecord {
  key: Buffer;
  data: Buffer;
}

const headNodeSize = 512;
const descriptorSize = 14;
const leafKind = -1;
const nodeSizes = { min: 512, max: 32_768 };

/**
 * The records of all leaves of a B-tree of HFS+, in order (TN1150, "B-Trees"). Throws a `RangeError`
 * on damage and where the chain of leaves has more nodes than the tree, as one that leads back has.
 */
export function* leafRecords(tree: DiskBytes): Generator<LeafRecord> {
  const head = tree.read(0, headNodeSize);
  const nodeSize = head.readUInt16BE(descriptorSize + 18);
  const first = head.readUInt32BE(descriptorSize + 10);
  if (nodeSize < nodeSizes.min || nodeSize > nodeSizes.max || nodeSize % 512 !== 0) {
    throw new RangeError('the node size of a tree');
  }
  let left = Math.floor(tree.size / nodeSize);
  for (let number = first; number !== 0; left -= 1) {
    if (left === 0) throw new RangeError('leaves without an end');
    const node = tree.read(number * nodeSize, nodeSize);
    if (node.readInt8(8) !== leafKind) throw new RangeError('no leaf');
    yield* recordsOf(node);
    number = node.readUInt32BE(0);
  }
}

/** Their offsets stand at the end of the node, the last one first. */
function* recordsOf(node: Buffer): Generator<LeafRecord> {
  const count = node.readUInt16BE(10);
  if (descriptorSize + 2 * (count + 1) > node.length) throw new RangeError('too many records');
  const offset = (index: number) => node.readUInt16BE(node.length - 2 * (index + 1));
  for (let index = 0; index < count; index += 1) {
    const [start, end] = [offset(index), offset(index + 1)];
    if (start < descriptorSize || end > node.length || end < start + 2) {
      throw new RangeError('a record does not fit');
    }
    const record = node.subarray(start, end);
    const keyEnd = 2 + record.readUInt16BE(0);
    if (keyEnd > record.length) throw new RangeError('a key does not fit');
    yield { key: record.subarray(2, keyEnd), data: record.subarray(keyEnd + (keyEnd % 2)) };
  }
}
