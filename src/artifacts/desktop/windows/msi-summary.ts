import type { CompoundFile } from './compound-file.js';

const maxSummarySize = 256 * 1024;
const template = 7;
const text = 30;
const architectures: Readonly<Record<string, string>> = {
  Intel: 'x86',
  x64: 'x64',
  AMD64: 'x64',
  Arm64: 'arm64',
};

/**
 * For which processor a Windows Installer database is, by the template of its summary (`x64;1033`;
 * MS-OLEPS 2.21 for the stream). Null where it does not say so.
 */
export function msiArchitecture(file: CompoundFile): string | null {
  const entry = file.root.children.find(({ name }) => name === '\u0005SummaryInformation');
  if (entry === undefined) return null;
  const bytes = file.read(entry, maxSummarySize);
  const section = bytes.subarray(bytes.readUInt32LE(44));
  const count = Math.min(section.readUInt32LE(4), 100);
  for (let index = 0; index < count; index += 1) {
    if (section.readUInt32LE(8 + index * 8) !== template) continue;
    const value = section.subarray(section.readUInt32LE(12 + index * 8));
    if (value.readUInt32LE(0) !== text) return null;
    const written = value.toString('latin1', 8, 8 + value.readUInt32LE(4)).split('\0')[0] ?? '';
    return architectures[written.split(';')[0] ?? ''] ?? null;
  }
  return null;
}
