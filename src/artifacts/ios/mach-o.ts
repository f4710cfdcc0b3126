import type { ForwardReader } from '../forward-reader.js';

/** What one slice of an executable says of itself. */
export interface MachOSlice {
  isArm: boolean;
  /** `LC_BUILD_VERSION` platform; null where an older load command or none names it. */
  platform: number | null;
  minimumOs: string | null;
  isEncrypted: boolean;
  /** The code signature SuperBlob, null where there is none. */
  signature: Buffer | null;
}

export const machPlatform = { ios: 2, macCatalyst: 6 } as const;

const maxSlices = 16;
const maxCommandsSize = 1024 * 1024;
const maxSignatureSize = 16 * 1024 * 1024;
const magic = { thin32: 0xfeedface, thin64: 0xfeedfacf, fat32: 0xcafebabe, fat64: 0xcafebabf };
const arm = 12;

/** Reads the slices of a Mach-O executable (`mach-o/loader.h`, `mach-o/fat.h`) in one forward pass. */
export async function readMachO(reader: ForwardReader): Promise<MachOSlice[]> {
  const head = await reader.read(0, 4);
  const isFat = [magic.fat32, magic.fat64].includes(head.readUInt32BE(0));
  const offsets = isFat ? await fatOffsets(reader, head.readUInt32BE(0) === magic.fat64) : [0];
  const slices: MachOSlice[] = [];
  for (const offset of offsets) slices.push(await readSlice(reader, offset));
  return slices;
}

async function fatOffsets(reader: ForwardReader, is64: boolean): Promise<number[]> {
  const count = (await reader.read(0, 8)).readUInt32BE(4);
  if (count < 1 || count > maxSlices) throw new RangeError('too many slices');
  const size = is64 ? 32 : 20;
  const table = (await reader.read(0, 8 + count * size)).subarray(8);
  const offsets = Array.from({ length: count }, (_, index) =>
    is64 ? Number(table.readBigUInt64BE(index * size + 8)) : table.readUInt32BE(index * size + 8),
  );
  return offsets.sort((one, other) => one - other);
}

async function readSlice(reader: ForwardReader, offset: number): Promise<MachOSlice> {
  const head = await reader.read(offset, 28);
  const kind = head.readUInt32LE(0);
  if (kind !== magic.thin32 && kind !== magic.thin64) throw new RangeError('no Mach-O');
  const headerSize = kind === magic.thin64 ? 32 : 28;
  const commandsSize = head.readUInt32LE(20);
  if (commandsSize > maxCommandsSize) throw new RangeError('too many load commands');
  const whole = await reader.read(offset, headerSize + commandsSize);
  const commands = readCommands(Buffer.from(whole.subarray(headerSize)), head.readUInt32LE(16));
  const { signatureAt, ...facts } = commands;
  const signature =
    signatureAt === null ? null : await reader.read(offset + signatureAt.offset, signatureAt.size);
  return { ...facts, isArm: (head.readUInt32LE(4) & 0xffffff) === arm, signature };
}

interface Commands {
  platform: number | null;
  minimumOs: string | null;
  isEncrypted: boolean;
  signatureAt: { offset: number; size: number } | null;
}

function readCommands(bytes: Buffer, count: number): Commands {
  const found: Commands = {
    platform: null,
    minimumOs: null,
    isEncrypted: false,
    signatureAt: null,
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
      found.signatureAt = { offset: bytes.readUInt32LE(8), size: bytes.readUInt32LE(12) };
      if (found.signatureAt.size > maxSignatureSize)
        throw new RangeError('code signature too large');
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
