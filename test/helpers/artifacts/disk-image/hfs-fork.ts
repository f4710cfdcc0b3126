export interface BlockExtent {
  start: number;
  count: number;
}

/** `HFSPlusForkData` with the first eight extents. */
export function fork(size: number, extents: readonly BlockExtent[]): Buffer {
  const bytes = Buffer.alloc(80);
  bytes.writeBigUInt64BE(BigInt(size), 0);
  bytes.writeUInt32BE(
    extents.reduce((sum, { count }) => sum + count, 0),
    12,
  );
  extentRecord(extents.slice(0, 8)).copy(bytes, 16);
  return bytes;
}

export function extentRecord(extents: readonly BlockExtent[]): Buffer {
  const bytes = Buffer.alloc(64);
  for (const [index, { start, count }] of extents.entries()) {
    bytes.writeUInt32BE(start, index * 8);
    bytes.writeUInt32BE(count, index * 8 + 4);
  }
  return bytes;
}
