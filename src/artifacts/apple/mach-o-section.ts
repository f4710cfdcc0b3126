/** A stretch of a slice, counted from the slice's beginning. */
export interface FilePart {
  offset: number;
  size: number;
}

const layouts = {
  32: { count: 48, sections: 56, step: 68, size: 36, offset: 40 },
  64: { count: 64, sections: 72, step: 80, size: 40, offset: 48 },
} as const;

/**
 * Where the section `__TEXT,__info_plist` stands, if this `LC_SEGMENT` (or `LC_SEGMENT_64`) holds
 * it; else null. A library without a folder of its own signs this in place of an Info.plist.
 */
export function embeddedInfoPlist(command: Buffer, is64: boolean): FilePart | null {
  const layout = layouts[is64 ? 64 : 32];
  const count = command.readUInt32LE(layout.count);
  for (let index = 0; index < count; index += 1) {
    const section = command.subarray(layout.sections + index * layout.step);
    if (section.length < layout.step) throw new RangeError('sections do not fit');
    if (nameAt(section, 0) !== '__info_plist' || nameAt(section, 16) !== '__TEXT') continue;
    const size = is64 ? Number(section.readBigUInt64LE(layout.size)) : section.readUInt32LE(36);
    return { offset: section.readUInt32LE(layout.offset), size };
  }
  return null;
}

function nameAt(section: Buffer, offset: number): string {
  return section.toString('latin1', offset, offset + 16).replace(/\0+$/, '');
}
