import { apfsBlockSize, block } from './apfs-block.js';

export interface ApfsRecord {
  key: Buffer;
  value: Buffer;
}

export interface ApfsTreeOptions {
  /** Object type of what the tree holds. */
  subtype: number;
  /** Keys and values of 16 bytes each, as an object map has them. */
  isFixed: boolean;
  /** How a node is called by the one above, and in its own header; asked once for each node. */
  nameNode(): bigint;
  /** Changes a node before its checksum is made. */
  change?(node: Buffer, index: number): void;
}

export interface ApfsNode {
  name: bigint;
  bytes: Buffer;
}

const headSize = 56;
const infoSize = 40;
const flag = { root: 1, leaf: 2, fixedSizes: 4 } as const;

/** The nodes of a B-tree of APFS over records that are in order, the root last. */
export function writeApfsTree(
  records: readonly ApfsRecord[],
  options: ApfsTreeOptions,
): ApfsNode[] {
  const nodes: ApfsNode[] = [];
  let level = [...records];
  for (let height = 0; ; height += 1) {
    const groups = grouped(level);
    const above: ApfsRecord[] = [];
    for (const group of groups) {
      const name = options.nameNode();
      const isRoot = groups.length === 1;
      const total = { keys: records.length, nodes: nodes.length + 1 };
      const bytes = writeNode(group, { height, name, isRoot, total }, options);
      options.change?.(bytes, nodes.length);
      nodes.push({ name, bytes: block(bytes) });
      above.push({ key: group[0]?.key ?? Buffer.alloc(0), value: numberOf(name) });
    }
    if (groups.length <= 1) return nodes;
    level = above;
  }
}

function grouped(records: readonly ApfsRecord[]): ApfsRecord[][] {
  const groups: ApfsRecord[][] = [[]];
  let left = apfsBlockSize - headSize - infoSize;
  for (const record of records) {
    const size = 8 + record.key.length + record.value.length;
    if (size > left) {
      groups.push([]);
      left = apfsBlockSize - headSize - infoSize;
    }
    groups.at(-1)?.push(record);
    left -= size;
  }
  return groups;
}

function writeNode(
  records: readonly ApfsRecord[],
  node: { height: number; name: bigint; isRoot: boolean; total: { keys: number; nodes: number } },
  { subtype, isFixed }: ApfsTreeOptions,
): Buffer {
  const bytes = Buffer.alloc(apfsBlockSize);
  const physical = isFixed ? 0x40000000 : 0;
  bytes.writeBigUInt64LE(node.name, 8);
  bytes.writeBigUInt64LE(1n, 16);
  bytes.writeUInt32LE((physical | (node.isRoot ? 2 : 3)) >>> 0, 24);
  bytes.writeUInt32LE(subtype, 28);
  const flags = (node.isRoot ? flag.root : 0) | (node.height === 0 ? flag.leaf : 0);
  bytes.writeUInt16LE(flags | (isFixed ? flag.fixedSizes : 0), 32);
  bytes.writeUInt16LE(node.height, 34);
  bytes.writeUInt32LE(records.length, 36);
  const step = isFixed ? 4 : 8;
  bytes.writeUInt16LE(records.length * step, 42);
  bytes.fill(0xff, 48, 50);
  bytes.fill(0xff, 52, 54);
  const keysAt = headSize + records.length * step;
  const end = node.isRoot ? apfsBlockSize - infoSize : apfsBlockSize;
  let [keyAt, valueAt] = [0, 0];
  for (const [index, { key, value }] of records.entries()) {
    valueAt += value.length;
    key.copy(bytes, keysAt + keyAt);
    value.copy(bytes, end - valueAt);
    const entry = isFixed ? [keyAt, valueAt] : [keyAt, key.length, valueAt, value.length];
    for (const [place, number] of entry.entries()) {
      bytes.writeUInt16LE(number, headSize + index * step + 2 * place);
    }
    keyAt += key.length;
  }
  bytes.writeUInt16LE(keyAt, 44);
  bytes.writeUInt16LE(Math.max(0, end - valueAt - keysAt - keyAt), 46);
  if (node.isRoot) writeInfo(bytes.subarray(end), records, isFixed, node.total);
  return bytes;
}

function writeInfo(
  info: Buffer,
  records: readonly ApfsRecord[],
  isFixed: boolean,
  total: { keys: number; nodes: number },
): void {
  info.writeUInt32LE(isFixed ? 0x10 : 0, 0);
  info.writeUInt32LE(apfsBlockSize, 4);
  info.writeUInt32LE(isFixed ? 16 : 0, 8);
  info.writeUInt32LE(isFixed ? 16 : 0, 12);
  info.writeUInt32LE(Math.max(0, ...records.map(({ key }) => key.length)), 16);
  info.writeUInt32LE(Math.max(0, ...records.map(({ value }) => value.length)), 20);
  info.writeBigUInt64LE(BigInt(total.keys), 24);
  info.writeBigUInt64LE(BigInt(total.nodes), 32);
}

function numberOf(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
