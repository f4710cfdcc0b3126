/** A value of a property list. Dictionaries have no prototype: any key is only a key. */
export type PlistValue =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | null
  | PlistValue[]
  | { [key: string]: PlistValue };

const trailerSize = 32;
const maxObjects = 100_000;
/** Objects may be shared, so a few bytes may unfold for ever: what the whole tree holds is bounded. */
const maxVisits = 200_000;
const maxDepth = 64;
const appleEpoch = Date.UTC(2001, 0, 1);

/** Whether the bytes begin as a binary property list does. */
export function isBinaryPlist(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 8) === 'bplist00';
}

/**
 * Reads a binary property list (CoreFoundation `CFBinaryPList.c`). Throws a `RangeError` on damage
 * and on a list that unfolds beyond its bounds: known readers hang on shared references.
 */
export function readBinaryPlist(bytes: Buffer): PlistValue {
  if (!isBinaryPlist(bytes) || bytes.length < 8 + trailerSize)
    throw new RangeError('no binary plist');
  return new Reader(bytes).top();
}

class Reader {
  readonly #bytes: Buffer;
  readonly #offsetSize: number;
  readonly #referenceSize: number;
  readonly #count: number;
  readonly #top: number;
  readonly #tableOffset: number;
  /** Texts by where they stand: one that is shared is made once. */
  readonly #texts = new Map<number, string>();
  /** Texts that do not overlap are no longer than the file. */
  #room: number;
  #visits = 0;

  constructor(bytes: Buffer) {
    const trailer = bytes.subarray(bytes.length - trailerSize);
    this.#bytes = bytes;
    this.#room = bytes.length;
    this.#offsetSize = trailer.readUInt8(6);
    this.#referenceSize = trailer.readUInt8(7);
    this.#count = Number(trailer.readBigUInt64BE(8));
    this.#top = Number(trailer.readBigUInt64BE(16));
    this.#tableOffset = Number(trailer.readBigUInt64BE(24));
    if (this.#count > maxObjects) throw new RangeError('too many objects');
  }

  top(): PlistValue {
    return this.#object(this.#top, 0);
  }

  #object(index: number, depth: number): PlistValue {
    this.#visits += 1;
    if (this.#visits > maxVisits || depth > maxDepth || index >= this.#count) {
      throw new RangeError('the plist unfolds beyond its bounds');
    }
    const at = this.#number(this.#tableOffset + index * this.#offsetSize, this.#offsetSize);
    const marker = this.#bytes.readUInt8(at);
    const low = marker & 0x0f;
    switch (marker >> 4) {
      case 0x0:
        return low === 0x8 ? false : low === 0x9 ? true : null;
      case 0x1:
        return this.#integer(at + 1, 1 << low);
      case 0x2:
        return low === 2 ? this.#bytes.readFloatBE(at + 1) : this.#bytes.readDoubleBE(at + 1);
      case 0x3:
        return new Date(appleEpoch + this.#bytes.readDoubleBE(at + 1) * 1000);
      case 0x8:
        return this.#number(at + 1, low + 1);
      default:
        return this.#sized(marker >> 4, at, depth);
    }
  }

  #sized(kind: number, at: number, depth: number): PlistValue {
    const { count, start } = this.#countAt(at);
    switch (kind) {
      case 0x4:
        return this.#run(start, count);
      case 0x5:
        return this.#text(at, start, count, (run) => run.toString('latin1'));
      case 0x6:
        return this.#text(at, start, count * 2, (run) =>
          Buffer.from(run).swap16().toString('utf16le'),
        );
      case 0x7:
        return this.#text(at, start, count, (run) => run.toString('utf8'));
      case 0xa:
      case 0xc:
        return this.#references(start, count).map((index) => this.#object(index, depth + 1));
      case 0xd:
        return this.#dictionary(start, count, depth);
      default:
        throw new RangeError('unknown plist object');
    }
  }

  #text(at: number, start: number, length: number, decode: (run: Buffer) => string): string {
    const known = this.#texts.get(at);
    if (known !== undefined) return known;
    this.#room -= length;
    if (this.#room < 0) throw new RangeError('the texts of the plist overlap');
    const text = decode(this.#run(start, length));
    this.#texts.set(at, text);
    return text;
  }

  #dictionary(start: number, count: number, depth: number): PlistValue {
    const keys = this.#references(start, count);
    const values = this.#references(start + count * this.#referenceSize, count);
    const dictionary: { [key: string]: PlistValue } = Object.create(null);
    for (const [position, keyIndex] of keys.entries()) {
      const key = this.#object(keyIndex, depth + 1);
      if (typeof key !== 'string') throw new RangeError('a key is no string');
      dictionary[key] = this.#object(values[position] ?? this.#count, depth + 1);
    }
    return dictionary;
  }

  /** A count stands in the low half of the marker, or as an integer object after it. */
  #countAt(at: number): { count: number; start: number } {
    const low = this.#bytes.readUInt8(at) & 0x0f;
    if (low !== 0x0f) return { count: low, start: at + 1 };
    const size = 1 << (this.#bytes.readUInt8(at + 1) & 0x0f);
    return { count: this.#number(at + 2, size), start: at + 2 + size };
  }

  #references(start: number, count: number): number[] {
    this.#run(start, count * this.#referenceSize);
    return Array.from({ length: count }, (_, position) =>
      this.#number(start + position * this.#referenceSize, this.#referenceSize),
    );
  }

  #run(start: number, length: number): Buffer {
    if (start + length > this.#bytes.length) throw new RangeError('plist object does not fit');
    return this.#bytes.subarray(start, start + length);
  }

  #integer(at: number, size: number): number {
    if (size < 8) return this.#number(at, size);
    return Number(this.#bytes.readBigInt64BE(at + size - 8));
  }

  #number(at: number, size: number): number {
    if (size === 8) return Number(this.#bytes.readBigUInt64BE(at));
    return this.#bytes.readUIntBE(at, size);
  }
}
