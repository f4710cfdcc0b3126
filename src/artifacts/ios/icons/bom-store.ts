/** Apple's "bill of materials" store, big-endian: numbered blocks, some of them known by name. */
export interface BomStore {
  /** A named block; null where there is none. */
  block(name: string): Buffer | null;
  /** Keys and values of a named tree; none where there is no such tree. */
  tree(name: string): { key: Buffer; value: Buffer }[];
}

const maxNames = 100;
const maxEntries = 50_000;
const maxDepth = 8;
const treeHeader = 12;

/**
 * Opens a store (after the format as the bomutils project sets it out). Throws a
 * `RangeError` on damage; a tree that runs in circles ends at a bound.
 */
export function openBomStore(bytes: Buffer): BomStore {
  if (bytes.toString('latin1', 0, 8) !== 'BOMStore') throw new RangeError('no BOM store');
  const indexOffset = bytes.readUInt32BE(16);
  const count = bytes.readUInt32BE(indexOffset);
  const numbered = (number: number): Buffer => {
    if (number >= count) throw new RangeError('a block is missing');
    const offset = bytes.readUInt32BE(indexOffset + 4 + number * 8);
    const length = bytes.readUInt32BE(indexOffset + 8 + number * 8);
    if (offset + length > bytes.length) throw new RangeError('a block does not fit');
    return bytes.subarray(offset, offset + length);
  };
  const names = readNames(bytes, bytes.readUInt32BE(24));
  const block = (name: string): Buffer | null => {
    const number = names.get(name);
    return number === undefined ? null : numbered(number);
  };
  return {
    block,
    tree: (name) => {
      const root = block(name);
      return root === null ? [] : readTree(root, numbered);
    },
  };
}

function readNames(bytes: Buffer, offset: number): Map<string, number> {
  const count = bytes.readUInt32BE(offset);
  if (count > maxNames) throw new RangeError('too many names');
  const names = new Map<string, number>();
  for (let at = offset + 4; names.size < count; ) {
    const length = bytes.readUInt8(at + 4);
    const name = bytes.toString('latin1', at + 5, at + 5 + length);
    if (names.has(name)) throw new RangeError('a name stands twice');
    names.set(name, bytes.readUInt32BE(at));
    at += 5 + length;
  }
  return names;
}

function readTree(root: Buffer, numbered: (number: number) => Buffer) {
  if (root.toString('latin1', 0, 4) !== 'tree') throw new RangeError('no tree');
  let node = numbered(root.readUInt32BE(8));
  for (let depth = 0; node.readUInt16BE(0) === 0; depth += 1) {
    if (depth > maxDepth) throw new RangeError('the tree is too deep');
    node = numbered(node.readUInt32BE(treeHeader));
  }
  const entries: { key: Buffer; value: Buffer }[] = [];
  for (let nodes = 0; nodes < maxEntries; nodes += 1) {
    for (let index = 0; index < node.readUInt16BE(2); index += 1) {
      if (entries.length >= maxEntries) throw new RangeError('the tree is too large');
      const at = treeHeader + index * 8;
      entries.push({
        value: numbered(node.readUInt32BE(at)),
        key: numbered(node.readUInt32BE(at + 4)),
      });
    }
    const next = node.readUInt32BE(4);
    if (next === 0) return entries;
    node = numbered(next);
  }
  throw new RangeError('the tree is too large');
}
