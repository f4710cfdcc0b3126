import type { ForwardReader } from '../forward-reader.js';
import { embeddedInfoPlist, type FilePart } from './mach-o-section.js';

/** What one slice of an executable says of itself. */
export interface MachOSlice {
  isArm: boolean;
  /** `LC_BUILD_VERSION` platform; null where an older load command or none names it. */
  platform: number | null;
  minimumOs: string | null;
  isEncrypted: boolean;
  /** `MH_EXECUTE`, `MH_DYLIB` … */
  fileType: number;
  /** Where the slice begins in its file. */
  offset: number;
  /** Its length as the header of a universal file tells it; null where the slice is the file. */
  size: number | null;
  /** Where in the slice the code signature stands; null where there is none. */
  signaturePart: FilePart | null;
  /** The code signature SuperBlob, null where there is none. */
  signature: Buffer | null;
  /** The property list in the code itself (`__TEXT,__info_plist`), as libraries have it. */
  infoPlist: Buffer | null;
}

export const machPlatform = { ios: 2, macCatalyst: 6 } as const;
/** File types that a device loads as code; others (objects, symbols) are data to it. */
export const loadedFileTypes: readonly number[] = [2, 6, 8];

const maxSlices = 16;
const maxCommandsSize = 1024 * 1024;
/** Of all slices together: two hashes for each page of a GiB of code take 14 MB. */
const maxSignatureSize = 32 * 1024 * 1024;
const maxInfoSize = 1024 * 1024;
const magic = { thin32: 0xfeedface, thin64: 0xfeedfacf, fat32: 0xcafebabe, fat64: 0xcafebabf };
const arm = 12;

/** Whether a file that begins with these bytes may be Mach-O, thin or universal. */
export function isMachO(head: Buffer): boolean {
  if (head.length < 4) return false;
  const [big, little] = [head.readUInt32BE(0), head.readUInt32LE(0)];
  return [magic.fat32, magic.fat64].includes(big) || [magic.thin32, magic.thin64].includes(little);
}

/** Reads the slices of a Mach-O executable (`mach-o/loader.h`, `mach-o/fat.h`) in one forward pass. */
export async function readMachO(reader: ForwardReader): Promise<MachOSlice[]> {
  const head = await reader.read(0, 4);
  const isFat = [magic.fat32, magic.fat64].includes(head.readUInt32BE(0));
  const places = isFat
    ? await fatPlaces(reader, head.readUInt32BE(0) === magic.fat64)
    : [{ offset: 0, size: null, cpu: null }];
  const slices: MachOSlice[] = [];
  let room = maxSignatureSize;
  for (const place of places) {
    const slice = await readSlice(reader, place, room);
    room -= slice.signature?.length ?? 0;
    slices.push(slice);
  }
  return slices;
}

interface SlicePlace {
  offset: number;
  size: number | null;
  cpu: number | null;
}

async function fatPlaces(reader: ForwardReader, is64: boolean): Promise<SlicePlace[]> {
  const count = (await reader.read(0, 8)).readUInt32BE(4);
  if (count < 1 || count > maxSlices) throw new RangeError('too many slices');
  const step = is64 ? 32 : 20;
  const table = (await reader.read(0, 8 + count * step)).subarray(8);
  const number = (at: number) =>
    is64 ? Number(table.readBigUInt64BE(at)) : table.readUInt32BE(at);
  const places = Array.from({ length: count }, (_, index) => ({
    cpu: table.readUInt32BE(index * step),
    offset: number(index * step + 8),
    size: number(index * step + (is64 ? 16 : 12)),
  }));
  return places.sort((one, other) => one.offset - other.offset);
}

async function readSlice(
  reader: ForwardReader,
  { offset, size, cpu }: SlicePlace,
  room: number,
): Promise<MachOSlice> {
  const head = await reader.read(offset, 28);
  const kind = head.readUInt32LE(0);
  if (kind !== magic.thin32 && kind !== magic.thin64) throw new RangeError('no Mach-O');
  const ownCpu = head.readUInt32LE(4);
  if (cpu !== null && cpu !== ownCpu) throw new RangeError('two kinds of processor');
  const fileType = head.readUInt32LE(12);
  const headerSize = kind === magic.thin64 ? 32 : 28;
  const commandsSize = head.readUInt32LE(20);
  if (commandsSize > maxCommandsSize) throw new RangeError('too many load commands');
  const whole = await reader.read(offset, headerSize + commandsSize);
  const commands = readCommands(Buffer.from(whole.subarray(headerSize)), head.readUInt32LE(16));
  const { signaturePart, infoPart, ...facts } = commands;
  const part = async (place: FilePart | null, limit: number) => {
    if (place !== null && place.size > limit) throw new RangeError('a part is too large');
    return place && Buffer.from(await reader.read(offset + place.offset, place.size));
  };
  const infoPlist = await part(infoPart, maxInfoSize);
  const signature = await part(signaturePart, room);
  const isArm = (ownCpu & 0xffffff) === arm;
  return { ...facts, fileType, offset, size, isArm, infoPlist, signaturePart, signature };
}

interface Commands {
  platform: number | null;
  minimumOs: string | null;
  isEncrypted: boolean;
  signaturePart: FilePart | null;
  infoPart: FilePart | null;
}

function readCommands(bytes: Buffer, count: number): Commands {
  const found: Commands = {
    platform: null,
    minimumOs: null,
    isEncrypted: false,
    signaturePart: null,
    infoPart: null,
  };
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const size = bytes.readUInt32LE(at + 4);
    if (size < 8 || at + size > bytes.length) throw new RangeError('load command does not fit');
    takeCommand(found, bytes.readUInt32LE(at), bytes.subarray(at, at + size));
    at += size;
  }
  return found;
}

function takeCommand(found: Commands, command: number, bytes: Buffer): void {
  switch (command) {
    case 0x1d: // LC_CODE_SIGNATURE
      if (found.signaturePart !== null) throw new RangeError('two code signatures');
      found.signaturePart = { offset: bytes.readUInt32LE(8), size: bytes.readUInt32LE(12) };
      break;
    case 0x1: // LC_SEGMENT
    case 0x19: // LC_SEGMENT_64
      found.infoPart ??= embeddedInfoPlist(bytes, command === 0x19);
      break;
    case 0x21: // LC_ENCRYPTION_INFO
    case 0x2c: // LC_ENCRYPTION_INFO_64
      found.isEncrypted ||= bytes.readUInt32LE(16) !== 0;
      break;
    case 0x25: // LC_VERSION_MIN_IPHONEOS
      found.minimumOs = versionText(bytes.readUInt32LE(8));
      break;
    case 0x32: // LC_BUILD_VERSION
      found.platform = bytes.readUInt32LE(8);
      found.minimumOs = versionText(bytes.readUInt32LE(12));
      break;
  }
}

/** Packed as xxxx.yy.zz; a patch of zero is left out, as in `MinimumOSVersion`. */
function versionText(packed: number): string {
  const [major, minor, patch] = [packed >>> 16, (packed >>> 8) & 0xff, packed & 0xff];
  return patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}
