import { BitReader, readCodes, type SymbolReader } from './bzip2-codes.js';

const blockMagic = 0x314159265359;
const endMagic = 0x177245385090;
const levelStep = 100_000;
const symbolsPerTable = 50;

/**
 * Unpacks a bzip2 stream (as bzip2 1.0 writes it) to exactly `size` bytes. Its checksums are not
 * looked at. Throws a `RangeError` on damage and on randomised blocks, which none has written since
 * bzip2 0.9.5.
 */
export function unpackBzip2(source: Buffer, size: number): Buffer {
  const level = source.readUInt8(3) - 0x30;
  if (source.toString('latin1', 0, 3) !== 'BZh' || level < 1 || level > 9) {
    throw new RangeError('no bzip2');
  }
  const bits = new BitReader(source.subarray(4));
  const target = Buffer.alloc(size);
  const room = new Uint32Array(Math.min(level * levelStep, 2 * size + 1000));
  let end = 0;
  for (;;) {
    const magic = bits.take(24) * 2 ** 24 + bits.take(24);
    if (magic === endMagic) break;
    if (magic !== blockMagic) throw new RangeError('no bzip2 block');
    end = unpackBlock(bits, room, target, end);
  }
  if (end !== size) throw new RangeError('bzip2 of another size');
  return target;
}

function unpackBlock(bits: BitReader, room: Uint32Array, target: Buffer, start: number): number {
  bits.skip(32);
  if (bits.take(1) !== 0) throw new RangeError('a randomised block');
  const origin = bits.take(24);
  const alphabet = readAlphabet(bits);
  const next = readCodes(bits, alphabet.length + 2, symbolsPerTable);
  const count = readSymbols(next, alphabet, room);
  if (origin >= count) throw new RangeError('bzip2 origin');
  const first = sortBack(room, count, origin);
  return writeRuns(room, count, first, target, start);
}

/** The byte values of the block: a map of sixteen maps. */
function readAlphabet(bits: BitReader): number[] {
  const groups = bits.take(16);
  const values: number[] = [];
  for (let group = 0; group < 16; group += 1) {
    if (((groups >> (15 - group)) & 1) === 0) continue;
    const used = bits.take(16);
    for (let low = 0; low < 16; low += 1) {
      if ((used >> (15 - low)) & 1) values.push(group * 16 + low);
    }
  }
  if (values.length === 0) throw new RangeError('bzip2 alphabet');
  return values;
}

/** Undoes the move to front and the runs of its first place; gives how many bytes the block has. */
function readSymbols(next: SymbolReader, alphabet: number[], room: Uint32Array): number {
  const endSymbol = alphabet.length + 1;
  const order = Uint8Array.from(alphabet);
  let count = 0;
  let run = 0;
  let weight = 1;
  for (;;) {
    const symbol = next();
    if (symbol < 2) {
      run += weight << symbol;
      weight <<= 1;
      if (run > room.length) throw new RangeError('a run is too long');
      continue;
    }
    if (count + run + 1 > room.length) {
      if (symbol !== endSymbol || count + run > room.length) throw new RangeError('bzip2 block');
    }
    room.fill(order[0] ?? 0, count, count + run);
    count += run;
    run = 0;
    weight = 1;
    if (symbol === endSymbol) return count;
    const place = symbol - 1;
    const value = order[place] ?? 0;
    order.copyWithin(1, 0, place);
    order[0] = value;
    room[count] = value;
    count += 1;
  }
}

/** Undoes the Burrows-Wheeler transform: above its byte, each place holds that of the next one. */
function sortBack(room: Uint32Array, count: number, origin: number): number {
  const places = new Uint32Array(256);
  for (let index = 0; index < count; index += 1) {
    const value = (room[index] ?? 0) & 0xff;
    places[value] = (places[value] ?? 0) + 1;
  }
  let sum = 0;
  for (let value = 0; value < 256; value += 1) {
    const found = places[value] ?? 0;
    places[value] = sum;
    sum += found;
  }
  for (let index = 0; index < count; index += 1) {
    const value = (room[index] ?? 0) & 0xff;
    const place = places[value] ?? 0;
    places[value] = place + 1;
    room[place] = ((room[place] ?? 0) | (index << 8)) >>> 0;
  }
  return (room[origin] ?? 0) >>> 8;
}

/** Four equal bytes are followed by how often the byte comes again. */
function writeRuns(
  room: Uint32Array,
  count: number,
  first: number,
  target: Buffer,
  start: number,
): number {
  let end = start;
  let place = first;
  let last = -1;
  let equal = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = room[place] ?? 0;
    place = entry >>> 8;
    const value = entry & 0xff;
    const length = equal === 4 ? value : 1;
    if (end + length > target.length) throw new RangeError('bzip2 is too long');
    if (equal === 4) {
      target.fill(last, end, end + length);
      equal = 0;
      last = -1;
    } else {
      target[end] = value;
      equal = value === last ? equal + 1 : 1;
      last = value;
    }
    end += length;
  }
  return end;
}
