/**
 * Unpacks LZVN, Apple's byte-oriented LZ77 (the format is set out in `lzvn_decode_base.c` of Apple's
 * lzfse project), into `target` from `start` on; matches reach back into what stands before. Gives
 * where it ended. Throws a `RangeError` on damage, and where the target is too small.
 */
export function unpackLzvn(source: Buffer, target: Buffer, start = 0): number {
  let at = 0;
  let end = start;
  let distance = 0;
  while (at < source.length) {
    const code = source.readUInt8(at);
    if (code === endOfStream) return end;
    const step = readStep(source, at, code, distance);
    at += step.size;
    distance = step.distance;
    if (at + step.literals > source.length) throw new RangeError('LZVN literals do not fit');
    if (end + step.literals + step.matches > target.length)
      throw new RangeError('LZVN is too long');
    source.copy(target, end, at, at + step.literals);
    at += step.literals;
    end = copyMatch(target, end + step.literals, distance, step.matches);
  }
  throw new RangeError('LZVN has no end');
}

/** Repeats what stands `distance` before, byte by byte: the stretches may overlap. Gives the new end. */
export function copyMatch(target: Buffer, start: number, distance: number, length: number): number {
  if (length === 0) return start;
  if (distance < 1 || distance > start) throw new RangeError('a match before the beginning');
  if (start + length > target.length) throw new RangeError('a match past the end');
  for (let at = start; at < start + length; at += 1) target[at] = target[at - distance] ?? 0;
  return start + length;
}

const endOfStream = 0x06;

interface Step {
  /** Of the instruction, without its literals. */
  size: number;
  literals: number;
  matches: number;
  distance: number;
}

function readStep(source: Buffer, at: number, code: number, distance: number): Step {
  if (code >= 0xe0) return readRun(source, at, code, distance);
  if ((code & 0xe0) === 0xa0) return readMedium(source, at, code);
  if (code === 0x0e || code === 0x16) return { size: 1, literals: 0, matches: 0, distance };
  const isUndefined = (code & 0xf0) === 0x70 || (code & 0xf0) === 0xd0 || (code & 0xc7) === 0x06;
  if (isUndefined) throw new RangeError('an unknown LZVN instruction');
  const counts = { literals: code >> 6, matches: ((code >> 3) & 7) + 3 };
  if ((code & 7) === 7) return { size: 3, ...counts, distance: source.readUInt16LE(at + 1) };
  if ((code & 7) === 6) return { size: 1, ...counts, distance };
  return { size: 2, ...counts, distance: ((code & 7) << 8) | source.readUInt8(at + 1) };
}

/** `1110LLLL` literals alone, `1111MMMM` a match at the distance before; 0 takes a length byte. */
function readRun(source: Buffer, at: number, code: number, distance: number): Step {
  const short = code & 0x0f;
  const length = short === 0 ? source.readUInt8(at + 1) + 16 : short;
  const isMatch = code >= 0xf0;
  return {
    size: short === 0 ? 2 : 1,
    literals: isMatch ? 0 : length,
    matches: isMatch ? length : 0,
    distance,
  };
}

/** `101LLMMM DDDDDDMM DDDDDDDD` */
function readMedium(source: Buffer, at: number, code: number): Step {
  const rest = source.readUInt16LE(at + 1);
  return {
    size: 3,
    literals: (code >> 3) & 3,
    matches: (((code & 7) << 2) | (rest & 3)) + 3,
    distance: rest >> 2,
  };
}
