/** Reads what the APK signature schemes are made of: numbers, and runs after a 32-bit length. */
export class PrefixedReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  uint32(): number {
    const value = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  /** The run that begins here. Throws a `RangeError` where it does not fit. */
  run(): Buffer {
    const length = this.uint32();
    if (this.#at + length > this.#bytes.length) throw new RangeError('run does not fit');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Buffer {
    const rest = this.#bytes.subarray(this.#at);
    this.#at = this.#bytes.length;
    return rest;
  }
}

/** The runs of a sequence, one after the other. */
export function runsIn(bytes: Buffer): Buffer[] {
  const reader = new PrefixedReader(bytes);
  const runs: Buffer[] = [];
  while (!reader.isAtEnd) runs.push(reader.run());
  return runs;
}
