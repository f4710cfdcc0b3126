import type { FileBytes } from '../../file-bytes.js';

/** Where a Windows program (Microsoft PE/COFF) keeps what is read here. */
export interface PeFile {
  file: FileBytes;
  isLibrary: boolean;
  sections: readonly PeSection[];
  /** Of the resource tree, by its address in memory. */
  resources: PePlace | null;
  /** Of the signatures, by its offset in the file. */
  signatures: PePlace | null;
  /** Offsets of the two fields that signing changes. */
  checksumOffset: number;
  signatureEntryOffset: number;
  /** Offset behind the last section: an installer's data begin here. */
  overlayOffset: number;
}

export interface PePlace {
  at: number;
  size: number;
}

export interface PeSection {
  name: string;
  address: number;
  offset: number;
  size: number;
}

const headerSize = 24;
const sectionSize = 40;
const maxSections = 96;
const libraryFlag = 0x2000;
const directory = { resources: 2, signatures: 4 } as const;

/** Reads the headers of a program. Throws a `RangeError` where they are damaged. */
export function readPe(file: FileBytes): PeFile {
  const start = file.read(0, 64).readUInt32LE(60);
  const header = file.read(start, headerSize);
  if (header.toString('latin1', 0, 4) !== 'PE\0\0') throw new RangeError('no PE header');
  const count = header.readUInt16LE(6);
  if (count < 1 || count > maxSections) throw new RangeError('sections');
  const optional = file.read(start + headerSize, header.readUInt16LE(20));
  const tableAt = directoryTable(optional);
  const sections = readSections(
    file.read(start + headerSize + optional.length, count * sectionSize),
  );
  return {
    file,
    isLibrary: (header.readUInt16LE(22) & libraryFlag) !== 0,
    sections,
    resources: entry(optional, tableAt, directory.resources),
    signatures: entry(optional, tableAt, directory.signatures),
    checksumOffset: start + headerSize + 64,
    signatureEntryOffset: start + headerSize + tableAt + directory.signatures * 8,
    overlayOffset: Math.max(...sections.map(({ offset, size }) => offset + size)),
  };
}

/** The bytes at an address in memory; throws a `RangeError` where no section holds them all. */
export function readAtAddress({ file, sections }: PeFile, address: number, size: number): Buffer {
  for (const section of sections) {
    const inside = address - section.address;
    if (inside >= 0 && inside + size <= section.size)
      return file.read(section.offset + inside, size);
  }
  throw new RangeError('an address outside the sections');
}

function directoryTable(optional: Buffer): number {
  const magic = optional.readUInt16LE(0);
  if (magic === 0x10b) return 96;
  if (magic === 0x20b) return 112;
  throw new RangeError('optional header');
}

function entry(optional: Buffer, tableAt: number, index: number): PePlace | null {
  if (optional.readUInt32LE(tableAt - 4) <= index) return null;
  const at = optional.readUInt32LE(tableAt + index * 8);
  const size = optional.readUInt32LE(tableAt + index * 8 + 4);
  return at === 0 || size === 0 ? null : { at, size };
}

function readSections(table: Buffer): PeSection[] {
  return Array.from({ length: table.length / sectionSize }, (_, index) => {
    const header = table.subarray(index * sectionSize, (index + 1) * sectionSize);
    return {
      name: header.toString('latin1', 0, 8).replace(/\0+$/, ''),
      address: header.readUInt32LE(12),
      size: header.readUInt32LE(16),
      offset: header.readUInt32LE(20),
    };
  });
}
