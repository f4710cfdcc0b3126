/** One state of a decoder: the symbol it stands for, and how to find the next state. */
interface FseState {
  symbol: number;
  bits: number;
  delta: number;
}

/**
 * The decoding states of one alphabet by its normalised frequencies (tabled asymmetric numeral
 * systems, as LZFSE uses them). Throws a `RangeError` unless the frequencies add up to `states`.
 */
export function fseTable(states: number, frequencies: readonly number[]): FseState[] {
  const table: FseState[] = [];
  for (const [symbol, frequency] of frequencies.entries()) {
    if (frequency === 0) continue;
    if (table.length + frequency > states) throw new RangeError('frequencies');
    const shift = Math.clz32(frequency) - Math.clz32(states);
    const wide = ((2 * states) >> shift) - frequency;
    for (let index = 0; index < frequency; index += 1) {
      const isWide = index < wide;
      const bits = isWide ? shift : shift - 1;
      const delta = isWide ? ((frequency + index) << shift) - states : (index - wide) << bits;
      table.push({ symbol, bits, delta });
    }
  }
  if (table.length !== states) throw new RangeError('frequencies');
  return table;
}

/** Reads bits from the end of a buffer to its beginning; `spare` of the last byte do not count. */
export class BackwardBits {
  readonly #bytes: Buffer;
  #position: number;

  constructor(bytes: Buffer, spare: number) {
    this.#bytes = bytes;
    this.#position = bytes.length * 8 - spare;
  }

  /** The next bits, 24 at most. */
  take(count: number): number {
    this.#position -= count;
    if (this.#position < 0) throw new RangeError('too few bits');
    const at = this.#position >> 3;
    let window = 0;
    for (let index = 3; index >= 0; index -= 1) {
      window = (window << 8) | (this.#bytes[at + index] ?? 0);
    }
    return (window >>> (this.#position & 7)) & ((1 << count) - 1);
  }
}

/** Follows the states of one alphabet through a stream of bits. */
export class FseReader {
  readonly #table: readonly FseState[];
  #state: number;

  constructor(table: readonly FseState[], state: number) {
    this.#table = table;
    this.#state = state;
  }

  /** The symbol of this state; moves on to the next. */
  next(bits: BackwardBits): number {
    const state = this.#table[this.#state];
    if (state === undefined) throw new RangeError('an unknown state');
    this.#state = state.delta + bits.take(state.bits);
    return state.symbol;
  }
}
