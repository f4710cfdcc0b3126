const initial = 1024;
const moveBits = 5;
const smallest = 2 ** 24;
const startSize = 5;

/** Probabilities of bits, each an even chance. */
export function evenChances(count: number): Uint16Array {
  return new Uint16Array(count).fill(initial);
}

/** The range decoder of LZMA (after the specification in the LZMA SDK). Reads throw a `RangeError` past the end. */
export class RangeDecoder {
  readonly #bytes: Buffer;
  #at = startSize;
  #range = 0xffffffff;
  #code: number;

  constructor(bytes: Buffer) {
    if (bytes.readUInt8(0) !== 0) throw new RangeError('no LZMA');
    this.#bytes = bytes;
    this.#code = bytes.readUInt32BE(1);
  }

  /** A bit by its probability, which moves. */
  bit(chances: Uint16Array, index: number): 0 | 1 {
    const chance = chances[index] ?? initial;
    const bound = (this.#range >>> 11) * chance;
    if (this.#code < bound) {
      this.#range = bound;
      chances[index] = chance + ((2048 - chance) >> moveBits);
      this.#fill();
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    chances[index] = chance - (chance >> moveBits);
    this.#fill();
    return 1;
  }

  /** Bits of even chances, the highest first. */
  direct(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      value = value * 2 + (isOne ? 1 : 0);
      this.#fill();
    }
    return value;
  }

  /** A number of `bits` bits, the highest first; their chances stand in a tree from `start` on. */
  tree(chances: Uint16Array, start: number, bits: number): number {
    let node = 1;
    for (let index = 0; index < bits; index += 1) node = node * 2 + this.bit(chances, start + node);
    return node - (1 << bits);
  }

  /** The same, the lowest first. */
  reverseTree(chances: Uint16Array, start: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let index = 0; index < bits; index += 1) {
      const bit = this.bit(chances, start + node);
      node = node * 2 + bit;
      value |= bit << index;
    }
    return value;
  }

  #fill(): void {
    if (this.#range >= smallest) return;
    const next = this.#bytes[this.#at];
    if (next === undefined) throw new RangeError('LZMA ends too early');
    this.#at += 1;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | next) >>> 0;
  }
}
