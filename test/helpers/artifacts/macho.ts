import {
  type CodeSignatureOptions,
  codeSignature,
  reservedSignatureSize,
} from './code-signature.js';
import { bigEndianWords, longWord, words } from './words.js';

export type ApplePlatform = 'ios' | 'ios-simulator' | 'tvos' | 'macos' | 'watchos';

export interface MachOOptions {
  minimumOsVersion: string;
  applePlatform?: ApplePlatform | undefined;
  /** How the minimum is told; `version-min` (LC_VERSION_MIN_IPHONEOS) is the older way. */
  versionCommand?: 'build-version' | 'version-min' | undefined;
  /** Not 0: encrypted by the App Store. */
  cryptId?: number | undefined;
  /** Slices; more than one makes a universal file. */
  architectures?: readonly Architecture[] | undefined;
  /** Bytes of code in each slice; a multiple of 16 KiB. */
  codeSize?: number | undefined;
  /** An executable where absent. */
  fileType?: 'executable' | 'library' | undefined;
  /** A property list in the code, as libraries without a folder have it. */
  embeddedInfoPlist?: Buffer | undefined;
  /** Absent for unsigned code. */
  signature?: CodeSignatureOptions | undefined;
}

export type Architecture = 'arm64' | 'arm64e' | 'armv7' | 'x86_64';

const cpus: Readonly<Record<Architecture, readonly [type: number, subtype: number]>> = {
  arm64: [0x0100000c, 0],
  arm64e: [0x0100000c, 0x80000002],
  armv7: [12, 9],
  x86_64: [0x01000007, 3],
};
const platforms: Readonly<Record<ApplePlatform, number>> = {
  macos: 1,
  ios: 2,
  tvos: 3,
  watchos: 4,
  'ios-simulator': 7,
};
const pageSize = 16_384;
/** Room at the end of the code for a property list. */
const embeddedSize = 4096;

/** A Mach-O executable with a code signature; thin, or universal for several architectures. */
export function writeMachO(options: MachOOptions): Buffer {
  const architectures = options.architectures ?? ['arm64'];
  const slices = architectures.map((architecture) => writeSlice(architecture, options));
  const [only] = slices;
  return slices.length === 1 && only ? only : writeUniversal(architectures, slices);
}

function writeSlice(architecture: Architecture, options: MachOOptions): Buffer {
  const codeSize = options.codeSize ?? pageSize;
  const commands = loadCommands(architecture, options, codeSize);
  const is64 = architecture !== 'armv7';
  const size = commands.reduce((total, command) => total + command.length, 0);
  const header = Buffer.concat([
    words(
      is64 ? 0xfeedfacf : 0xfeedface,
      ...cpus[architecture],
      options.fileType === 'library' ? 6 : 2,
      commands.length,
      size,
      0x200085,
    ),
    ...(is64 ? [words(0)] : []),
    ...commands,
  ]);
  // the nop of arm64
  const code = Buffer.alloc(codeSize, words(0xd503201f));
  header.copy(code);
  options.embeddedInfoPlist?.copy(code, codeSize - embeddedSize);
  if (!options.signature) return code;
  const reserved = Buffer.alloc(reservedSignatureSize(codeSize, options.signature));
  codeSignature(code, options.signature).copy(reserved);
  return Buffer.concat([code, reserved]);
}

function loadCommands(
  architecture: Architecture,
  options: MachOOptions,
  codeSize: number,
): Buffer[] {
  const is64 = architecture !== 'armv7';
  const signed = options.signature !== undefined;
  const signatureSize = options.signature ? reservedSignatureSize(codeSize, options.signature) : 0;
  const linkSize = Math.ceil(signatureSize / pageSize) * pageSize;
  return [
    segment(
      is64,
      '__TEXT',
      { address: is64 ? 2 ** 32 : 0x4000, size: codeSize },
      0,
      codeSize,
      options.embeddedInfoPlist
        ? [infoPlistSection(is64, codeSize - embeddedSize, options.embeddedInfoPlist.length)]
        : [],
    ),
    segment(
      is64,
      '__LINKEDIT',
      { address: (is64 ? 2 ** 32 : 0x4000) + codeSize, size: linkSize },
      codeSize,
      signatureSize,
    ),
    versionCommand(options),
    ...(options.cryptId === undefined ? [] : [encryptionInfo(is64, options.cryptId)]),
    ...(signed ? [words(0x1d, 16, codeSize, signatureSize)] : []),
  ];
}

/** LC_SEGMENT or LC_SEGMENT_64, readable. */
function segment(
  is64: boolean,
  name: string,
  memory: { address: number; size: number },
  offset: number,
  size: number,
  sections: readonly Buffer[] = [],
): Buffer {
  const label = Buffer.alloc(16);
  label.write(name);
  const fields = [memory.address, memory.size, offset, size];
  const place = is64 ? Buffer.concat(fields.map(longWord)) : words(...fields);
  const protection = name === '__TEXT' ? 5 : 1;
  const rest = Buffer.concat([words(protection, protection, sections.length, 0), ...sections]);
  const commandSize = 8 + label.length + place.length + rest.length;
  return Buffer.concat([words(is64 ? 0x19 : 0x1, commandSize), label, place, rest]);
}

/** The section `__TEXT,__info_plist`. */
function infoPlistSection(is64: boolean, offset: number, size: number): Buffer {
  const names = Buffer.alloc(32);
  names.write('__info_plist', 0);
  names.write('__TEXT', 16);
  const place = is64 ? Buffer.concat([longWord(offset), longWord(size)]) : words(offset, size);
  return Buffer.concat([names, place, words(offset, 0, 0, 0, 0, 0, 0), is64 ? words(0) : words()]);
}

function versionCommand(options: MachOOptions): Buffer {
  const version = packedVersion(options.minimumOsVersion);
  const sdk = packedVersion('17.0');
  if (options.versionCommand === 'version-min') return words(0x25, 16, version, sdk);
  return words(0x32, 24, platforms[options.applePlatform ?? 'ios'], version, sdk, 0);
}

function encryptionInfo(is64: boolean, cryptId: number): Buffer {
  return is64 ? words(0x2c, 24, 4096, 4096, cryptId, 0) : words(0x21, 20, 4096, 4096, cryptId);
}

function packedVersion(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return (major << 16) | (minor << 8) | patch;
}

/** fat_header and fat_arch, big-endian, each slice on a 16 KiB boundary. */
function writeUniversal(architectures: readonly Architecture[], slices: readonly Buffer[]): Buffer {
  const header = [0xcafebabe, slices.length];
  const parts: Buffer[] = [];
  let offset = pageSize;
  for (const [index, slice] of slices.entries()) {
    header.push(...cpus[architectures[index] ?? 'arm64'], offset, slice.length, 14);
    const padded = Buffer.alloc(Math.ceil(slice.length / pageSize) * pageSize);
    slice.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  const start = Buffer.alloc(pageSize);
  bigEndianWords(...header).copy(start);
  return Buffer.concat([start, ...parts]);
}
