export interface TreeRecord {
  /** Without the length in front. */
  key: Buffer;
  data: Buffer;
}

export const nodeSize = 4096;
const descriptorSize = 14;
const kinds = { leaf: 0xff, index: 0, header: 1 } as const;

/** A B-tree of HFS+ over records that are in order. */
export function writeBTree(
  records: readonly TreeRecord[],
  { maxKey, keyOrder }: { maxKey: number; keyOrder: number },
): Buffer {
  const nodes: Buffer[] = [];
  let level = records.length === 0 ? [] : writeLevel(records, nodes, 1);
  const leaves = nodes.length;
  let depth = leaves === 0 ? 0 : 1;
  while (level.length > 1) {
    depth += 1;
    level = writeLevel(level, nodes, depth);
  }
  const head = Buffer.alloc(nodeSize);
  head.writeUInt8(kinds.header, 8);
  head.writeUInt16BE(3, 10);
  head.writeUInt16BE(depth, descriptorSize);
  head.writeUInt32BE(nodes.length, descriptorSize + 2);
  head.writeUInt32BE(records.length, descriptorSize + 6);
  head.writeUInt32BE(leaves === 0 ? 0 : 1, descriptorSize + 10);
  head.writeUInt32BE(leaves, descriptorSize + 14);
  head.writeUInt16BE(nodeSize, descriptorSize + 18);
  head.writeUInt16BE(maxKey, descriptorSize + 20);
  head.writeUInt32BE(nodes.length + 1, descriptorSize + 22);
  head.writeUInt8(keyOrder, descriptorSize + 37);
  head.writeUInt32BE(6, descriptorSize + 38); // big keys, of various lengths
  head.fill(0xff, 248, 248 + Math.ceil((nodes.length + 1) / 8));
  for (const [index, offset] of [14, 120, 248, nodeSize - 8].entries()) {
    head.writeUInt16BE(offset, nodeSize - 2 * (index + 1));
  }
  return Buffer.concat([head, ...nodes]);
}

/** Writes one level of nodes and gives the records of the level above. */
function writeLevel(records: readonly TreeRecord[], nodes: Buffer[], height: number): TreeRecord[] {
  const above: TreeRecord[] = [];
  const first = nodes.length;
  let node = emptyNode(height);
  let end = descriptorSize;
  let count = 0;
  const close = () => {
    node.writeUInt16BE(count, 10);
    node.writeUInt16BE(end, nodeSize - 2 * (count + 1));
    nodes.push(node);
    node = emptyNode(height);
    end = descriptorSize;
    count = 0;
  };
  for (const { key, data } of records) {
    const record = Buffer.concat([lengthOf(key), key, Buffer.alloc(key.length % 2), data]);
    if (end + record.length + 2 * (count + 2) > nodeSize) close();
    if (count === 0) above.push({ key, data: numberOf(nodes.length + 1) });
    record.copy(node, end);
    node.writeUInt16BE(end, nodeSize - 2 * (count + 1));
    end += record.length;
    count += 1;
  }
  close();
  for (let index = first; index < nodes.length; index += 1) {
    nodes[index]?.writeUInt32BE(index + 1 < nodes.length ? index + 2 : 0, 0);
    nodes[index]?.writeUInt32BE(index > first ? index : 0, 4);
  }
  return above;
}

function emptyNode(height: number): Buffer {
  const node = Buffer.alloc(nodeSize);
  node.writeUInt8(height === 1 ? kinds.leaf : kinds.index, 8);
  node.writeUInt8(height, 9);
  return node;
}

function lengthOf(key: Buffer): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(key.length);
  return bytes;
}

function numberOf(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
