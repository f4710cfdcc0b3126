/** The header of an LZFSE block of the form `bvx2`. */
export interface LzfseHeader {
  size: number;
  literals: LzfseStream;
  /** Of literal length, match length and distance. */
  triples: LzfseStream;
  frequencies: Readonly<Record<'length' | 'match' | 'distance' | 'literal', readonly number[]>>;
}

export interface LzfseStream {
  count: number;
  /** Bytes of the stream. */
  payload: number;
  /** Bits of its last byte that do not count. */
  spareBits: number;
  states: readonly number[];
}

const maxCount = 40_000;
const fixedSize = 32;
const alphabets = { length: 20, match: 20, distance: 64, literal: 256 } as const;

/** Reads a block's header. Throws a `RangeError` on damage. */
export function readLzfseHeader(bytes: Buffer): LzfseHeader {
  const [first, second, third] = [8, 16, 24].map((at) => bytes.readBigUInt64LE(at));
  const field = (word: bigint | undefined, offset: number, count: number) =>
    Number(BigInt.asUintN(count, (word ?? 0n) >> BigInt(offset)));
  const size = field(third, 0, 32);
  if (size < fixedSize || size > bytes.length) throw new RangeError('an LZFSE header');
  const literals = {
    count: field(first, 0, 20),
    payload: field(first, 20, 20),
    spareBits: 7 - field(first, 60, 3),
    states: [0, 10, 20, 30].map((offset) => field(second, offset, 10)),
  };
  const triples = {
    count: field(first, 40, 20),
    payload: field(second, 40, 20),
    spareBits: 7 - field(second, 60, 3),
    states: [32, 42, 52].map((offset) => field(third, offset, 10)),
  };
  if (literals.count > maxCount || literals.count % 4 !== 0 || triples.count > maxCount) {
    throw new RangeError('an LZFSE header');
  }
  return { size, literals, triples, frequencies: readFrequencies(bytes.subarray(fixedSize, size)) };
}

function readFrequencies(bytes: Buffer): LzfseHeader['frequencies'] {
  let position = 0;
  const read = (count: number): number[] =>
    Array.from({ length: count }, () => {
      const { value, bits } = frequencyAt(bytes, position);
      position += bits;
      return value;
    });
  const { length, match, distance, literal } = alphabets;
  return {
    length: read(length),
    match: read(match),
    distance: read(distance),
    literal: read(literal),
  };
}

/** A prefix code of 2, 3, 5, 8 or 14 bits, lowest bit first. */
function frequencyAt(bytes: Buffer, position: number): { value: number; bits: number } {
  let window = 0;
  for (let index = 2; index >= 0; index -= 1) {
    window = (window << 8) | (bytes[(position >> 3) + index] ?? 0);
  }
  window >>>= position & 7;
  const low = window & 31;
  if ((low & 3) === 0) return { value: 0, bits: 2 };
  if ((low & 3) === 2) return { value: 1, bits: 2 };
  if ((low & 7) === 1) return { value: 2, bits: 3 };
  if ((low & 7) === 5) return { value: 3, bits: 3 };
  if ((low & 7) === 3) return { value: 4 + (low >> 3), bits: 5 };
  if (low >> 3 === 0 || low >> 3 === 2) return { value: 8 + ((window >> 4) & 0xf), bits: 8 };
  return { value: 24 + ((window >> 4) & 0x3ff), bits: 14 };
}
