/** Gives the next symbol of a block. */
export type SymbolReader = () => number;

const maxLength = 20;

/** Bits from the highest of each byte on; throws a `RangeError` past the end. */
export class BitReader {
  readonly #bytes: Buffer;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Up to 24 bits as a number. */
  take(count: number): number {
    this.#load(count);
    if (this.#count < count) throw new RangeError('bzip2 ends too early');
    this.#count -= count;
    return (this.#held >>> this.#count) & ((1 << count) - 1);
  }

  /** The same without taking them; behind the end are zeros. */
  peek(count: number): number {
    this.#load(count);
    const lack = count - this.#count;
    const bits = lack > 0 ? this.#held << lack : this.#held >>> -lack;
    return bits & ((1 << count) - 1);
  }

  skip(count: number): void {
    for (let left = count; left > 0; left -= 16) this.take(Math.min(16, left));
  }

  #load(count: number): void {
    while (this.#count < count && this.#at < this.#bytes.length) {
      this.#held = (this.#held << 8) | (this.#bytes[this.#at] ?? 0);
      this.#at += 1;
      this.#count += 8;
    }
  }
}

/**
 * Reads a block's tables of codes and which of them each group of symbols uses. Throws a
 * `RangeError` on damage.
 */
export function readCodes(bits: BitReader, alphabetSize: number, groupSize: number): SymbolReader {
  const tableCount = bits.take(3);
  const selectors = readSelectors(bits, tableCount);
  const tables = Array.from({ length: tableCount }, () =>
    codeTable(readLengths(bits, alphabetSize)),
  );
  let group = 0;
  let left = 0;
  let table: CodeTable | undefined;
  return () => {
    if (left === 0) {
      table = tables[selectors[group] ?? -1];
      group += 1;
      left = groupSize;
    }
    if (table === undefined) throw new RangeError('bzip2 selector');
    left -= 1;
    return readSymbol(bits, table);
  };
}

function readSelectors(bits: BitReader, tableCount: number): Uint8Array {
  const selectors = new Uint8Array(bits.take(15));
  if (tableCount < 2 || tableCount > 6 || selectors.length === 0)
    throw new RangeError('bzip2 tables');
  const order = [0, 1, 2, 3, 4, 5];
  for (let index = 0; index < selectors.length; index += 1) {
    let place = 0;
    while (bits.take(1) === 1) place += 1;
    if (place >= tableCount) throw new RangeError('bzip2 selector');
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    selectors[index] = table;
  }
  return selectors;
}

function readLengths(bits: BitReader, count: number): number[] {
  const lengths: number[] = [];
  let length = bits.take(5);
  while (lengths.length < count) {
    while (bits.take(1) === 1) {
      length += bits.take(1) === 0 ? 1 : -1;
      if (length < 1 || length > maxLength) throw new RangeError('bzip2 code length');
    }
    if (length < 1 || length > maxLength) throw new RangeError('bzip2 code length');
    lengths.push(length);
  }
  return lengths;
}

/** Canonical codes: by length, the first code, how many there are, and their symbols in order. */
interface CodeTable {
  /** For the next bits: a symbol and, in the lowest five bits, its length; 0 where that is longer. */
  quick: Uint16Array;
  first: Int32Array;
  count: Int32Array;
  symbols: Uint16Array;
}

function codeTable(lengths: readonly number[]): CodeTable {
  const count = new Int32Array(maxLength + 1);
  for (const length of lengths) count[length] = (count[length] ?? 0) + 1;
  const first = new Int32Array(maxLength + 1);
  let code = 0;
  for (let length = 1; length <= maxLength; length += 1) {
    first[length] = code;
    code = (code + (count[length] ?? 0)) << 1;
  }
  const order = lengths.map((_, symbol) => symbol);
  order.sort((one, other) => (lengths[one] ?? 0) - (lengths[other] ?? 0) || one - other);
  return { quick: quickTable(order, lengths), first, count, symbols: Uint16Array.from(order) };
}

const quickBits = 10;

function quickTable(order: readonly number[], lengths: readonly number[]): Uint16Array {
  const quick = new Uint16Array(1 << quickBits);
  let at = 0;
  for (const symbol of order) {
    const length = lengths[symbol] ?? 0;
    if (length > quickBits) break;
    const end = at + (1 << (quickBits - length));
    quick.fill((symbol << 5) | length, at, end);
    at = end;
  }
  return quick;
}

function readSymbol(bits: BitReader, { quick, first, count, symbols }: CodeTable): number {
  const known = quick[bits.peek(quickBits)] ?? 0;
  if (known !== 0) {
    bits.take(known & 0x1f);
    return known >> 5;
  }
  let code = 0;
  let before = 0;
  for (let length = 1; length <= maxLength; length += 1) {
    code = (code << 1) | bits.take(1);
    const index = code - (first[length] ?? 0);
    const found = count[length] ?? 0;
    if (index < found) return symbols[before + index] ?? 0;
    before += found;
  }
  throw new RangeError('bzip2 code');
}
