import { evenChances, type RangeDecoder } from './range-decoder.js';

/** How many bits of the byte before, of the position in literals and in matches choose the chances. */
export interface LzmaProperties {
  lc: number;
  lp: number;
  pb: number;
}

/** Where bytes go, and from where on earlier ones may be copied. */
export interface LzmaWindow {
  target: Buffer;
  start: number;
}

const states = 12;
const shortestMatch = 2;
const lengthTrees = { positions: 16, low: 3, middle: 3, high: 8 } as const;
const alignBits = 4;
const directSlots = 4;
const treeSlots = 14;

/**
 * Decodes LZMA (after the specification in the LZMA SDK): its state and chances outlive one chunk
 * of LZMA2. Throws a `RangeError` on damage.
 */
export class LzmaDecoder {
  readonly #properties: LzmaProperties;
  readonly #literals: Uint16Array;
  readonly #isMatch = evenChances(states << 4);
  readonly #isRepeat = evenChances(states);
  readonly #isNotFirst = evenChances(states);
  readonly #isNotSecond = evenChances(states);
  readonly #isNotThird = evenChances(states);
  readonly #isLongFirst = evenChances(states << 4);
  readonly #slots = evenChances(4 << 6);
  readonly #distances = evenChances(128);
  readonly #align = evenChances(1 << alignBits);
  readonly #lengths = lengthChances();
  readonly #repeatLengths = lengthChances();
  #state = 0;
  #last: [number, number, number, number] = [0, 0, 0, 0];

  constructor(properties: LzmaProperties) {
    this.#properties = properties;
    this.#literals = evenChances(0x300 << (properties.lc + properties.lp));
  }

  /** Fills the window's target from `at` to exactly `end`. */
  decode(range: RangeDecoder, window: LzmaWindow, at: number, end: number): void {
    const positionMask = (1 << this.#properties.pb) - 1;
    for (let position = at; position < end; ) {
      const place = (position - window.start) & positionMask;
      if (range.bit(this.#isMatch, (this.#state << 4) + place) === 0) {
        this.#literal(range, window, position);
        position += 1;
        continue;
      }
      const length = this.#match(range, place);
      const distance = this.#last[0] + 1;
      if (distance > position - window.start || position + length > end) {
        throw new RangeError('LZMA does not fit');
      }
      copy(window.target, position, distance, length);
      position += length;
    }
  }

  #literal(range: RangeDecoder, { target, start }: LzmaWindow, position: number): void {
    const { lc, lp } = this.#properties;
    const before = position > start ? (target[position - 1] ?? 0) : 0;
    const low = (position - start) & ((1 << lp) - 1);
    const from = 0x300 * ((low << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (this.#state >= 7) {
      if (this.#last[0] >= position - start) throw new RangeError('LZMA does not fit');
      let match = target[position - this.#last[0] - 1] ?? 0;
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = range.bit(this.#literals, from + ((1 + matchBit) << 8) + symbol);
        symbol = symbol * 2 + bit;
        if (bit !== matchBit) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + range.bit(this.#literals, from + symbol);
    target[position] = symbol & 0xff;
    this.#state = this.#state < 4 ? 0 : this.#state - (this.#state < 10 ? 3 : 6);
  }

  /** Puts the distance first among the last ones and gives the length. */
  #match(range: RangeDecoder, place: number): number {
    if (range.bit(this.#isRepeat, this.#state) === 1) return this.#repeat(range, place);
    const length = readLength(range, this.#lengths, place);
    this.#last = [this.#distance(range, length), this.#last[0], this.#last[1], this.#last[2]];
    this.#state = this.#state < 7 ? 7 : 10;
    return length;
  }

  #repeat(range: RangeDecoder, place: number): number {
    const [first, second, third, fourth] = this.#last;
    if (range.bit(this.#isNotFirst, this.#state) === 0) {
      if (range.bit(this.#isLongFirst, (this.#state << 4) + place) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        return 1;
      }
    } else if (range.bit(this.#isNotSecond, this.#state) === 0) {
      this.#last = [second, first, third, fourth];
    } else if (range.bit(this.#isNotThird, this.#state) === 0) {
      this.#last = [third, first, second, fourth];
    } else {
      this.#last = [fourth, first, second, third];
    }
    const length = readLength(range, this.#repeatLengths, place);
    this.#state = this.#state < 7 ? 8 : 11;
    return length;
  }

  #distance(range: RangeDecoder, length: number): number {
    const tree = Math.min(length - shortestMatch, 3);
    const slot = range.tree(this.#slots, tree << 6, 6);
    if (slot < directSlots) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < treeSlots) return base + range.reverseTree(this.#distances, base - slot, bits);
    const high = range.direct(bits - alignBits) * 2 ** alignBits;
    return base + high + range.reverseTree(this.#align, 0, alignBits);
  }
}

interface LengthChances {
  choices: Uint16Array;
  low: Uint16Array;
  middle: Uint16Array;
  high: Uint16Array;
}

function lengthChances(): LengthChances {
  const { positions, low, middle, high } = lengthTrees;
  return {
    choices: evenChances(2),
    low: evenChances(positions << low),
    middle: evenChances(positions << middle),
    high: evenChances(1 << high),
  };
}

function readLength(range: RangeDecoder, chances: LengthChances, place: number): number {
  const { low, middle, high } = lengthTrees;
  if (range.bit(chances.choices, 0) === 0) {
    return shortestMatch + range.tree(chances.low, place << low, low);
  }
  if (range.bit(chances.choices, 1) === 0) {
    return shortestMatch + 8 + range.tree(chances.middle, place << middle, middle);
  }
  return shortestMatch + 16 + range.tree(chances.high, 0, high);
}

function copy(target: Buffer, at: number, distance: number, length: number): void {
  if (distance >= length) target.copyWithin(at, at - distance, at - distance + length);
  else
    for (let index = at; index < at + length; index += 1) {
      target[index] = target[index - distance] ?? 0;
    }
}
