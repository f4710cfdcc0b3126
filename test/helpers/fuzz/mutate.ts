import type { ZipEntry } from '../artifacts/zip.js';
import type { Random } from './random.js';

const telling = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000,
  0xffffffff,
];
const mostEdits = 6;

type Edit = (bytes: Buffer, random: Random) => Buffer;

/** The bytes with one to six edits; of the same file and seed the same. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let mutant: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(mostEdits); left > 0; left -= 1) {
    if (mutant.length > 0) mutant = random.pick(edits)(mutant, random);
  }
  return mutant;
}

const edits: readonly Edit[] = [
  function flipBit(bytes, random) {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  function writeTellingNumber(bytes, random) {
    const width = random.pick([1, 2, 4]);
    if (bytes.length < width) return bytes;
    const at = random.below(bytes.length - width + 1);
    const value = random.pick(telling) % 2 ** (8 * width);
    if (random.isLucky(0.7)) bytes.writeUIntLE(value, at, width);
    else bytes.writeUIntBE(value, at, width);
    return bytes;
  },
  function overwrite(bytes, random) {
    random.bytes(1 + random.below(16)).copy(bytes, random.below(bytes.length));
    return bytes;
  },
  function remove(bytes, random) {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, random) {
    const [from, to] = range(bytes, random);
    const times = 1 + random.below(8);
    const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
  },
  function copyOver(bytes, random) {
    const [from, to] = range(bytes, random);
    bytes.copy(bytes, random.below(bytes.length), from, to);
    return bytes;
  },
  function cut(bytes, random) {
    return random.isLucky(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
  },
];

function range(bytes: Buffer, random: Random): [from: number, to: number] {
  const from = random.below(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + random.below(256))];
}

/** Entries a reader looks into, by the ends of their names. */
const readEntries =
  /(AndroidManifest\.xml|resources\.arsc|\.SF|\.MF|\.RSA|\.EC|\.DSA|Info\.plist|embedded\.mobileprovision|CodeResources|\.png|\.xml|\.strings|\.car|\.icns|\.p7x|\[Content_Types\]\.xml|\/[^./]+)$/;

/** The entries with one of them changed within, renamed, repeated or dropped. */
export function mutateEntries(entries: readonly ZipEntry[], random: Random): ZipEntry[] {
  const read = entries.filter(({ name }) => readEntries.test(name.toString()));
  const chosen = random.pick(read.length > 0 && random.isLucky(0.9) ? read : entries);
  const other = random.pick(entries);
  const change = random.below(20);
  if (change === 0) return entries.filter((entry) => entry !== chosen);
  if (change === 1) return [...entries, { ...chosen, data: mutateBytes(chosen.data, random) }];
  if (change === 2) return replaced(entries, chosen, { name: other.name });
  if (change === 3) return replaced(entries, chosen, { data: other.data });
  if (change === 4) return replaced(entries, chosen, { defects: { checksumMask: 1 } });
  if (change === 5) {
    const uncompressedSize = random.pick(telling);
    return replaced(entries, chosen, { defects: { uncompressedSize } });
  }
  return replaced(entries, chosen, { data: mutateBytes(chosen.data, random) });
}

function replaced(
  entries: readonly ZipEntry[],
  chosen: ZipEntry,
  change: Partial<ZipEntry>,
): ZipEntry[] {
  return entries.map((entry) => (entry === chosen ? { ...entry, ...change } : entry));
}
