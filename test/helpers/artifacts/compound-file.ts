import { words } from './words.js';

export interface CompoundStream {
  name: string;
  data: Buffer;
}

export interface CompoundOptions {
  streams: readonly CompoundStream[];
  /** Class of the root storage; zeros where absent. */
  rootClass?: Buffer;
}

const sectorSize = 512;
const miniSize = 64;
const cutoff = 4096;
const endOfChain = 0xfffffffe;
const fatSector = 0xfffffffd;
const free = 0xffffffff;

/** A compound file (MS-CFB, version 3) of streams in one storage, the smaller ones in the mini stream. */
export function writeCompoundFile({ streams, rootClass }: CompoundOptions): Buffer {
  const chains: number[] = [];
  const sectors: Buffer[] = [];
  const store = (data: Buffer): number => append(sectors, chains, data, sectorSize);
  const miniChains: number[] = [];
  const miniSectors: Buffer[] = [];
  const places = streams.map(({ data }) => {
    if (data.length === 0) return endOfChain;
    return data.length < cutoff ? append(miniSectors, miniChains, data, miniSize) : store(data);
  });
  const mini = Buffer.concat(miniSectors);
  const miniStart = mini.length === 0 ? endOfChain : store(mini);
  const miniFat = words(...padTo(miniChains, sectorSize / 4));
  const miniFatStart = mini.length === 0 ? endOfChain : store(miniFat);
  const entries = streams.map(({ name, data }, index) =>
    directoryEntry(
      name,
      2,
      places[index] ?? endOfChain,
      data.length,
      free,
      siblingOf(index, streams),
    ),
  );
  const root = directoryEntry(
    'Root Entry',
    5,
    miniStart,
    mini.length,
    streams.length > 0 ? 1 : free,
    free,
  );
  rootClass?.copy(root, 80);
  const directoryStart = store(Buffer.concat([root, ...entries]));
  const fatCount = Math.ceil((chains.length + 4) / (sectorSize / 4 - 1));
  const fatStart = chains.length;
  for (let index = 0; index < fatCount; index += 1) chains.push(fatSector);
  const fat = words(...padTo(chains, (sectorSize / 4) * fatCount));
  const header = Buffer.alloc(sectorSize, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.fill(0, 8, 76);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(fatCount, 44);
  header.writeUInt32LE(directoryStart, 48);
  header.writeUInt32LE(cutoff, 56);
  header.writeUInt32LE(miniFatStart, 60);
  header.writeUInt32LE(mini.length === 0 ? 0 : miniFat.length / sectorSize, 64);
  header.writeUInt32LE(endOfChain, 68);
  for (let index = 0; index < fatCount; index += 1) {
    header.writeUInt32LE(fatStart + index, 76 + index * 4);
  }
  return Buffer.concat([header, ...sectors, fat]);
}

/** Streams hang one right of the other: a tree without balance, which readers must take. */
function siblingOf(index: number, streams: readonly CompoundStream[]): number {
  return index + 1 < streams.length ? index + 2 : free;
}

function append(sectors: Buffer[], chains: number[], data: Buffer, size: number): number {
  const start = chains.length;
  const count = Math.ceil(data.length / size);
  for (let index = 0; index < count; index += 1) {
    const sector = Buffer.alloc(size);
    data.subarray(index * size, (index + 1) * size).copy(sector);
    sectors.push(sector);
    chains.push(index + 1 < count ? start + index + 1 : endOfChain);
  }
  return start;
}

function padTo(values: readonly number[], multiple: number): number[] {
  const rest = (multiple - (values.length % multiple)) % multiple;
  return [...values, ...Array.from({ length: rest }, () => free)];
}

function directoryEntry(
  name: string,
  type: number,
  start: number,
  size: number,
  child: number,
  right: number,
): Buffer {
  const entry = Buffer.alloc(128);
  const text = Buffer.from(`${name}\0`, 'utf16le');
  text.copy(entry);
  entry.writeUInt16LE(text.length, 64);
  entry.writeUInt8(type, 66);
  entry.writeUInt8(1, 67);
  entry.writeUInt32LE(free, 68);
  entry.writeUInt32LE(right, 72);
  entry.writeUInt32LE(child, 76);
  entry.writeUInt32LE(start, 116);
  entry.writeUInt32LE(size, 120);
  return entry;
}
