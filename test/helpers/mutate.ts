/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const extremes = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

/** A copy with one to four random injuries: flipped bits, extreme numbers, cuts, bytes moved. */
export function mutate(bytes: Buffer, random: () => number): Buffer {
  let copy = Buffer.from(bytes);
  const pick = (limit: number) => Math.floor(random() * limit);
  /** Headers stand at the front and the back: half of the injuries go there. */
  const place = () => {
    const near = Math.min(copy.length, 4096);
    const where = random();
    if (where < 0.25) return pick(near);
    return where < 0.5 ? copy.length - 1 - pick(near) : pick(copy.length);
  };
  for (let count = 1 + pick(4); count > 0 && copy.length > 8; count -= 1) {
    const at = place();
    const kind = pick(8);
    if (kind < 3) copy[at] = (copy[at] ?? 0) ^ (1 << pick(8));
    else if (kind < 6)
      copy.writeUInt32LE(extremes[pick(extremes.length)] ?? 0, Math.min(at, copy.length - 4));
    else if (kind === 6) copy = copy.subarray(0, at);
    else copy.copyWithin(at, place(), Math.min(copy.length, place() + 64));
  }
  return copy;
}
