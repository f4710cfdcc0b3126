import { treeEntries } from './b-tree.js';
import type { ReadBlock } from './blocks.js';

/** Finds the block of an object by its number; throws a `RangeError` where it has none. */
export type ObjectMap = (number: bigint) => bigint;

const treeAt = 48;
const deletedFlag = 1;
const maxObjects = 200_000;

/**
 * Reads an object map (`omap_phys_t`): of every object the state of the last transaction up to
 * `transaction`.
 */
export function readObjectMap(read: ReadBlock, block: bigint, transaction: bigint): ObjectMap {
  const tree = read(block).readBigUInt64LE(treeAt);
  const found = new Map<bigint, { transaction: bigint; block: bigint | null }>();
  for (const { key, value } of treeEntries(read, tree, (name) => name)) {
    const number = key.readBigUInt64LE(0);
    const written = key.readBigUInt64LE(8);
    const known = found.get(number);
    if (written > transaction || (known !== undefined && known.transaction > written)) continue;
    const isDeleted = (value.readUInt32LE(0) & deletedFlag) !== 0;
    const at = isDeleted ? null : value.readBigUInt64LE(8);
    found.set(number, { transaction: written, block: at });
    if (found.size > maxObjects) throw new RangeError('too many objects');
  }
  return (number) => {
    const at = found.get(number)?.block ?? null;
    if (at === null) throw new RangeError('an object is missing');
    return at;
  };
}
