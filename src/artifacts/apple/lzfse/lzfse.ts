import { BackwardBits, FseReader, fseTable } from './finite-state-entropy.js';
import { type LzfseHeader, readLzfseHeader } from './lzfse-header.js';
import { copyMatch, unpackLzvn } from './lzvn.js';

const magic = { end: 'bvx$', raw: 'bvx-', lzfse: 'bvx2', lzvn: 'bvxn' } as const;

/**
 * Unpacks a stream of Apple's LZFSE (after the format in `lzfse_internal.h` of Apple's lzfse project)
 * to exactly `size` bytes. Throws a `RangeError` on damage, on another size, and on blocks of the
 * form `bvx1`, which no encoder writes.
 */
export function unpackLzfse(source: Buffer, size: number): Buffer {
  const bytes = unpackLzfseUpTo(source, size);
  if (bytes.length !== size) throw new RangeError('LZFSE of another size');
  return bytes;
}

/** The same for a stream that is known to hold no more than `limit` bytes. */
export function unpackLzfseUpTo(source: Buffer, limit: number): Buffer {
  const target = Buffer.alloc(limit);
  let end = 0;
  for (let at = 0; ; ) {
    const kind = source.toString('latin1', at, at + 4);
    if (kind === magic.end) break;
    const block = readBlock(source.subarray(at), kind, target, end);
    at += block.size;
    end = block.end;
  }
  return target.subarray(0, end);
}

function readBlock(source: Buffer, kind: string, target: Buffer, start: number) {
  const rawSize = source.readUInt32LE(4);
  if (start + rawSize > target.length) throw new RangeError('LZFSE is too long');
  const block = unpackBlock(source, kind, target.subarray(0, start + rawSize), start);
  if (block.end !== start + rawSize) throw new RangeError('an LZFSE block of another size');
  return block;
}

function unpackBlock(source: Buffer, kind: string, target: Buffer, start: number) {
  if (kind === magic.raw) {
    const count = source.copy(target, start, 8);
    return { size: 8 + count, end: start + count };
  }
  if (kind === magic.lzvn) {
    const size = 12 + source.readUInt32LE(8);
    return { size, end: unpackLzvn(part(source, 12, size - 12), target, start) };
  }
  if (kind !== magic.lzfse) throw new RangeError('an unknown block');
  const header = readLzfseHeader(source);
  const literalsEnd = header.size + header.literals.payload;
  const literals = readLiterals(part(source, header.size, header.literals.payload), header);
  const triples = part(source, literalsEnd, header.triples.payload);
  const end = unpackTriples(triples, header, literals, target, start);
  return { size: literalsEnd + header.triples.payload, end };
}

function part(source: Buffer, offset: number, length: number): Buffer {
  if (offset + length > source.length) throw new RangeError('an LZFSE block does not fit');
  return source.subarray(offset, offset + length);
}

/** Four interleaved streams of literals. */
function readLiterals(payload: Buffer, { literals, frequencies }: LzfseHeader): Buffer {
  const table = fseTable(1024, frequencies.literal);
  const readers = literals.states.map((state) => new FseReader(table, state));
  const bits = new BackwardBits(payload, literals.spareBits);
  const bytes = Buffer.alloc(literals.count);
  for (let at = 0; at < bytes.length; at += readers.length) {
    for (const [index, reader] of readers.entries()) bytes[at + index] = reader.next(bits);
  }
  return bytes;
}

/** Extra bits of the values of length, match and distance; what a symbol begins at follows from them. */
const lengthBits = [...Array<number>(16).fill(0), 2, 3, 5, 8];
const matchBits = [...Array<number>(16).fill(0), 3, 5, 8, 11];
const distanceBits = Array.from({ length: 64 }, (_, symbol) => symbol >> 2);

/** Each triple: so many literals, then so many bytes from a distance before; 0 repeats the last one. */
function unpackTriples(
  payload: Buffer,
  { triples, frequencies }: LzfseHeader,
  literals: Buffer,
  target: Buffer,
  start: number,
): number {
  const [lengthState = 0, matchState = 0, distanceState = 0] = triples.states;
  const bits = new BackwardBits(payload, triples.spareBits);
  const lengths = valueReader(fseTable(64, frequencies.length), lengthState, lengthBits, bits);
  const matches = valueReader(fseTable(64, frequencies.match), matchState, matchBits, bits);
  const distances = valueReader(
    fseTable(256, frequencies.distance),
    distanceState,
    distanceBits,
    bits,
  );
  let end = start;
  let used = 0;
  let distance = 0;
  for (let index = 0; index < triples.count; index += 1) {
    const [length, match] = [lengths(), matches()];
    distance = distances() || distance;
    if (used + length > literals.length || end + length > target.length) {
      throw new RangeError('LZFSE literals do not fit');
    }
    literals.copy(target, end, used, used + length);
    used += length;
    end = copyMatch(target, end + length, distance, match);
  }
  return end;
}

function valueReader(
  table: ReturnType<typeof fseTable>,
  state: number,
  extraBits: readonly number[],
  bits: BackwardBits,
): () => number {
  const bases: number[] = [];
  let base = 0;
  for (const count of extraBits) {
    bases.push(base);
    base += 1 << count;
  }
  const reader = new FseReader(table, state);
  return () => {
    const symbol = reader.next(bits);
    return (bases[symbol] ?? 0) + bits.take(extraBits[symbol] ?? 0);
  };
}
