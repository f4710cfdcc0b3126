import { crc32, deflateSync } from 'node:zlib';

export type ChunkPacking =
  | 'stored'
  | 'zlib'
  | 'adc'
  | 'lzfse'
  | ((bytes: Buffer) => [type: number, packed: Buffer]);

export interface UdifOptions {
  packing?: ChunkPacking;
  /** Sectors packed at once. */
  chunkSectors?: number;
  /** Further tables begin at these sectors, each at the start of a chunk: one for each partition. */
  tableStarts?: readonly number[];
  /** Makes the bytes between the tables and the trailer of what stands before and of the trailer. */
  sign?(covered: Buffer, trailer: Buffer): Buffer;
  defects?: UdifDefects;
}

export interface UdifDefects {
  /** Changes a chunk's record of 40 bytes. */
  record?(record: Buffer, index: number): void;
  /** In place of the property list. */
  tables?: string;
  /** Changes the trailer. */
  trailer?(trailer: Buffer): void;
  /** Exclusive-or to the checksum of the packed content. */
  checksumMask?: number;
}

const sector = 512;
const types = {
  zeros: 0,
  stored: 1,
  adc: 0x80000004,
  zlib: 0x80000005,
  lzfse: 0x80000007,
};

/** A disk image of Apple's (UDIF) around a disk of whole sectors. */
export function writeUdif(disk: Buffer, options: UdifOptions = {}): Buffer {
  const { defects = {} } = options;
  const { data, records } = packChunks(disk, options);
  const all = tables(records, disk, options);
  const xml = Buffer.from(defects.tables ?? propertyList(all));
  const sums = Buffer.concat(all.map((table) => table.subarray(72, 76)));
  const covered = Buffer.concat([data, xml]);
  const trailer = Buffer.alloc(512);
  trailer.write('koly');
  trailer.writeUInt32BE(4, 4);
  trailer.writeUInt32BE(512, 8);
  trailer.writeUInt32BE(1, 12);
  trailer.writeBigUInt64BE(BigInt(data.length), 32);
  trailer.writeUInt32BE(1, 56);
  trailer.writeUInt32BE(1, 60);
  checksum((crc32(data) ^ (defects.checksumMask ?? 0)) >>> 0).copy(trailer, 80);
  trailer.writeBigUInt64BE(BigInt(data.length), 216);
  trailer.writeBigUInt64BE(BigInt(xml.length), 224);
  checksum(crc32(sums)).copy(trailer, 352);
  trailer.writeUInt32BE(1, 488);
  trailer.writeBigUInt64BE(BigInt(disk.length / sector), 492);
  defects.trailer?.(trailer);
  if (options.sign === undefined) return Buffer.concat([covered, trailer]);
  trailer.writeBigUInt64BE(BigInt(covered.length), 296);
  const signature = options.sign(covered, trailer);
  trailer.writeBigUInt64BE(BigInt(signature.length), 304);
  return Buffer.concat([covered, signature, trailer]);
}

function packChunks(disk: Buffer, { packing = 'zlib', chunkSectors = 512 }: UdifOptions) {
  const packed: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (let at = 0; at < disk.length; at += chunkSectors * sector) {
    const bytes = disk.subarray(at, at + chunkSectors * sector);
    const [type, chunk] = bytes.every((byte) => byte === 0)
      ? ([types.zeros, Buffer.alloc(0)] as const)
      : pack(bytes, packing);
    records.push(record(type, at / sector, bytes.length / sector, offset, chunk.length));
    packed.push(chunk);
    offset += chunk.length;
  }
  return { data: Buffer.concat(packed), records };
}

function pack(bytes: Buffer, packing: ChunkPacking): readonly [type: number, packed: Buffer] {
  if (typeof packing === 'function') return packing(bytes);
  switch (packing) {
    case 'stored':
      return [types.stored, bytes];
    case 'zlib':
      return [types.zlib, deflateSync(bytes)];
    case 'adc':
      return [types.adc, adc(bytes)];
    case 'lzfse':
      return [types.lzfse, lzfse(bytes)];
  }
}

/** Literals alone, but for the zeros at the end, which are one zero copied over and over. */
function adc(bytes: Buffer): Buffer {
  let used = bytes.length;
  while (used > 1 && bytes[used - 1] === 0 && bytes[used - 2] === 0) used -= 1;
  const parts: Buffer[] = [];
  for (let at = 0; at < used; at += 128) {
    const part = bytes.subarray(at, Math.min(used, at + 128));
    parts.push(Buffer.from([0x80 | (part.length - 1)]), part);
  }
  for (let left = bytes.length - used; left > 0; ) {
    const length = Math.min(left, 67);
    if (length >= 4) parts.push(Buffer.from([0x40 | (length - 4), 0, 0]));
    else parts.push(Buffer.from([0x80 | (length - 1), ...Buffer.alloc(length)]));
    left -= length;
  }
  return Buffer.concat(parts);
}

/** Blocks that are kept as they are. */
function lzfse(bytes: Buffer): Buffer {
  const head = Buffer.from('bvx-....');
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes, Buffer.from('bvx$')]);
}

function record(type: number, start: number, count: number, offset: number, size: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.writeUInt32BE(type, 0);
  for (const [index, value] of [start, count, offset, size].entries()) {
    bytes.writeBigUInt64BE(BigInt(value), 8 + 8 * index);
  }
  return bytes;
}

/** One table for each partition; its chunks count sectors from its own start. */
function tables(records: readonly Buffer[], disk: Buffer, options: UdifOptions): Buffer[] {
  const starts = [0, ...(options.tableStarts ?? [])];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? disk.length / sector;
    const own = records.filter((each) => {
      const at = Number(each.readBigUInt64BE(8));
      return at >= start && at < end;
    });
    const moved = own.map((each): Buffer => {
      const copy = Buffer.from(each);
      copy.writeBigUInt64BE(each.readBigUInt64BE(8) - BigInt(start), 8);
      return copy;
    });
    const packedEnd = own.at(-1)?.readBigUInt64BE(24) ?? 0n;
    moved.push(record(0xffffffff, end - start, 0, Number(packedEnd), 0));
    for (const [at, each] of moved.entries()) options.defects?.record?.(each, at);
    return table(moved, disk.subarray(start * sector, end * sector), start);
  });
}

function table(records: readonly Buffer[], part: Buffer, start: number): Buffer {
  const head = Buffer.alloc(204);
  head.write('mish');
  head.writeUInt32BE(1, 4);
  head.writeBigUInt64BE(BigInt(start), 8);
  head.writeBigUInt64BE(BigInt(part.length / sector), 16);
  head.writeUInt32BE(0x208, 32);
  checksum(crc32(part)).copy(head, 64);
  head.writeUInt32BE(records.length, 200);
  return Buffer.concat([head, ...records]);
}

/** CRC-32, of 32 bits. */
function checksum(value: number): Buffer {
  const bytes = Buffer.alloc(136);
  bytes.writeUInt32BE(2, 0);
  bytes.writeUInt32BE(32, 4);
  bytes.writeUInt32BE(value, 8);
  return bytes;
}

function propertyList(all: readonly Buffer[]): string {
  const dictionaries = all.map(
    (bytes, index) => `      <dict>
        <key>Attributes</key><string>0x0050</string>
        <key>CFName</key><string>whole disk (Apple_HFS : ${index})</string>
        <key>Data</key><data>
          ${bytes.toString('base64').replace(/.{60}/g, '$&\n          ')}
        </data>
        <key>ID</key><string>${index}</string>
        <key>Name</key><string>whole disk (Apple_HFS : ${index})</string>
      </dict>
`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>resource-fork</key>
  <dict>
    <key>blkx</key>
    <array>
${dictionaries.join('')}    </array>
  </dict>
</dict>
</plist>
`;
}
