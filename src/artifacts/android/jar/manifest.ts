import type { Archive } from '../../archive.js';
import { SignatureFault } from '../signature-fault.js';
import { type JarSection, jarSections, sectionAt } from './sections.js';

/** `META-INF/MANIFEST.MF`: only names and places are kept, sections are read again when needed. */
export interface JarManifest {
  bytes: Buffer;
  main: JarSection;
  /** Position of each entry's section among all sections. */
  positions: ReadonlyMap<string, number>;
  section(position: number): JarSection;
}

/**
 * Indexes the manifest. Throws a `SignatureFault` for a section without a name, a second section of
 * one name, and a name that is not in the archive.
 */
export function readJarManifest(bytes: Buffer, archive: Archive): JarManifest {
  const sections = jarSections(bytes);
  const main = sections.next();
  if (main.done) throw new SignatureFault('its manifest is empty');
  const positions = new Map<string, number>();
  const starts: number[] = [];
  for (const { name, start } of sections) {
    if (name === null) throw new SignatureFault('its manifest has a section without a name');
    const entry = archive.entries.get(name);
    if (entry === undefined || name.endsWith('/'))
      throw new SignatureFault('a file of its manifest is missing');
    if (positions.has(name)) throw new SignatureFault('its manifest names a file twice');
    positions.set(entry.name, starts.length);
    starts.push(start);
  }
  return {
    bytes,
    main: main.value,
    positions,
    section: (position) => sectionAt(bytes, starts[position] ?? bytes.length),
  };
}
