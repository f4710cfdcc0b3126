import { crc32 } from 'node:zlib';

const sector = 512;

/** A disk with a GUID partition map (UEFI 2.10, 5.3) and the volume in its second partition. */
export function withGuidMap(volume: Buffer): Buffer {
  const first = 64;
  const count = 128;
  const head = Buffer.alloc(first * sector);
  head.writeUInt16BE(0x55aa, 510);
  head.write('EFI PART', sector, 'latin1');
  head.writeUInt32LE(0x10000, sector + 8);
  head.writeUInt32LE(92, sector + 12);
  head.writeBigUInt64LE(2n, sector + 72);
  head.writeUInt32LE(count, sector + 80);
  head.writeUInt32LE(128, sector + 84);
  entry(head.subarray(2 * sector), 40, 63);
  entry(head.subarray(2 * sector + 128), first, first + volume.length / sector - 1);
  head.writeBigUInt64LE(1n, sector + 24);
  head.writeBigUInt64LE(BigInt(first + volume.length / sector), sector + 32);
  head.writeBigUInt64LE(34n, sector + 40);
  head.writeBigUInt64LE(BigInt(first + volume.length / sector - 1), sector + 48);
  head.writeUInt32LE(crc32(head.subarray(2 * sector, 2 * sector + count * 128)), sector + 88);
  head.writeUInt32LE(crc32(head.subarray(sector, sector + 92)), sector + 16);
  return Buffer.concat([head, volume]);
}

function entry(bytes: Buffer, first: number, last: number): void {
  bytes.fill(0xaa, 0, 16);
  bytes.writeBigUInt64LE(BigInt(first), 32);
  bytes.writeBigUInt64LE(BigInt(last), 40);
}

/** A disk with an Apple partition map: the map itself, then the volume. */
export function withAppleMap(volume: Buffer): Buffer {
  const head = Buffer.alloc(64 * sector);
  head.write('ER');
  head.writeUInt16BE(sector, 2);
  head.writeUInt32BE(64 + volume.length / sector, 4);
  const places = [
    [1, 63],
    [64, volume.length / sector],
  ] as const;
  for (const [index, [start, count]] of places.entries()) {
    const at = (index + 1) * sector;
    head.write('PM', at);
    head.writeUInt32BE(places.length, at + 4);
    head.writeUInt32BE(start, at + 8);
    head.writeUInt32BE(count, at + 12);
    head.write(index === 0 ? 'Apple_partition_map' : 'Apple_HFS', at + 48);
  }
  return Buffer.concat([head, volume]);
}
