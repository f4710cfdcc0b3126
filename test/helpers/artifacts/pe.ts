import { drawIcon } from './png.js';
import { sampleApp } from './sample-app.js';
import { type VersionResourceOptions, versionResource } from './version-resource.js';
import { halfWords, words } from './words.js';

export interface PeOptions {
  /** Other texts, or `null` for no version resource. */
  version?: VersionResourceOptions | null;
  /** Images of the icon group by side; one PNG of 64 pixels where absent. */
  icons?: readonly { side: number; bits?: number; image: Buffer }[];
  /** The application manifest. */
  manifest?: string;
  /** Further resources by type and name. */
  resources?: readonly { type: number | string; name: number; data: Buffer }[];
  sectionNames?: readonly string[];
  /** 64 bit where absent. */
  is32Bit?: boolean;
  isLibrary?: boolean;
  /** What an installer carries behind its sections. */
  overlay?: Buffer;
}

/** Where the fields that signing changes stand in a program of this builder. */
export const peHeaderOffset = 128;
const headersSize = 1024;
const resourceAddress = 0x2000;
const alignment = 512;

/** A Windows program (PE/COFF) of one code section and one of resources, unsigned. */
export function writePe(options: PeOptions = {}): Buffer {
  const resources = pad(resourceSection(resourcesOf(options)));
  const names = ['.text', '.rsrc', ...(options.sectionNames ?? [])];
  const code = pad(Buffer.from('c3', 'hex'));
  const optional = optionalHeader(options.is32Bit ?? false, resources.length);
  const coff = Buffer.concat([
    Buffer.from('PE\0\0'),
    halfWords(options.is32Bit ? 0x14c : 0x8664, names.length),
    words(0, 0, 0),
    halfWords(optional.length, options.isLibrary ? 0x2022 : 0x22),
  ]);
  const headers = Buffer.alloc(headersSize);
  headers.write('MZ');
  headers.writeUInt32LE(peHeaderOffset, 60);
  const sections = [
    section('.text', 0x1000, code.length, headersSize),
    section('.rsrc', resourceAddress, resources.length, headersSize + code.length),
    ...names.slice(2).map((name, index) => section(name, 0x100000 + index * 0x1000, 0, 0)),
  ];
  Buffer.concat([coff, optional, ...sections]).copy(headers, peHeaderOffset);
  return Buffer.concat([headers, code, resources, options.overlay ?? Buffer.alloc(0)]);
}

/** The texts of a version resource of the sample app. */
export function sampleVersion(
  texts: Readonly<Record<string, string>> = {},
): VersionResourceOptions {
  const table = {
    CompanyName: sampleApp.organisation,
    FileVersion: '1.2.3.4',
    ProductName: sampleApp.name,
    ProductVersion: '1.2.3',
    ...texts,
  };
  return { tables: [[0x0409, table]] };
}

interface Resource {
  type: number | string;
  name: number;
  language: number;
  data: Buffer;
}

function resourcesOf(options: PeOptions): Resource[] {
  const { version = sampleVersion(), manifest } = options;
  const icons = options.icons ?? [{ side: 64, image: drawIcon({ size: 64 }) }];
  const language = 0x0409;
  const found: Resource[] = icons.map(({ image }, index) => ({
    type: 3,
    name: index + 1,
    language,
    data: image,
  }));
  if (icons.length > 0) found.push({ type: 14, name: 1, language, data: iconGroup(icons) });
  if (version !== null) found.push({ type: 16, name: 1, language, data: versionResource(version) });
  if (manifest !== undefined)
    found.push({ type: 24, name: 1, language, data: Buffer.from(manifest) });
  return [...found, ...(options.resources ?? []).map((resource) => ({ ...resource, language }))];
}

function iconGroup(icons: NonNullable<PeOptions['icons']>): Buffer {
  const entries = icons.map(({ side, bits = 32, image }, index) =>
    Buffer.concat([
      Buffer.from([side % 256, side % 256, 0, 0]),
      halfWords(1, bits),
      words(image.length),
      halfWords(index + 1),
    ]),
  );
  return Buffer.concat([halfWords(0, 1, icons.length), ...entries]);
}

/** The tree of three levels, then the names, the descriptions of the data, and the data. */
function resourceSection(resources: readonly Resource[]): Buffer {
  const types = [...new Set(resources.map(({ type }) => type))];
  const of = (type: number | string) => resources.filter((resource) => resource.type === type);
  const treeSize =
    16 + types.length * 8 + types.length * 16 + resources.length * 8 + resources.length * 24;
  const texts: Buffer[] = [];
  let textAt = treeSize + resources.length * 16;
  const idOf = (type: number | string): number => {
    if (typeof type === 'number') return type;
    const text = Buffer.concat([halfWords(type.length), Buffer.from(type, 'utf16le')]);
    texts.push(text);
    textAt += text.length;
    return 0x80000000 + textAt - text.length;
  };
  const root = types.map(idOf);
  const dataStart = Math.ceil(textAt / 8) * 8;
  let typeAt = 16 + types.length * 8;
  let nameAt = typeAt + types.length * 16 + resources.length * 8;
  let entryAt = treeSize;
  let dataAt = dataStart;
  const [typeLevel, nameLevel, entries]: Buffer[][] = [[], [], []];
  const rootEntries = types.map((type, index) => {
    const at = typeAt;
    typeLevel?.push(directory(of(type).length));
    for (const { name, language, data } of of(type)) {
      typeLevel?.push(words(name, 0x80000000 + nameAt));
      nameLevel?.push(directory(1), words(language, entryAt));
      entries?.push(words(resourceAddress + dataAt, data.length, 0, 0));
      nameAt += 24;
      entryAt += 16;
      dataAt += Math.ceil(data.length / 8) * 8;
    }
    typeAt += 16 + of(type).length * 8;
    return words(root[index] ?? 0, 0x80000000 + at);
  });
  const parts = [
    directory(types.length),
    ...rootEntries,
    ...(typeLevel ?? []),
    ...(nameLevel ?? []),
  ];
  const tree = Buffer.concat([...parts, ...(entries ?? []), ...texts]);
  const ordered = types.flatMap(of).map(({ data }) => pad(data, 8));
  return Buffer.concat([tree, Buffer.alloc(dataStart - tree.length), ...ordered]);
}

function directory(count: number): Buffer {
  return Buffer.concat([words(0, 0, 0), halfWords(0, count)]);
}

function optionalHeader(is32Bit: boolean, resourceSize: number): Buffer {
  const header = Buffer.alloc((is32Bit ? 96 : 112) + 16 * 8);
  header.writeUInt16LE(is32Bit ? 0x10b : 0x20b, 0);
  header.writeUInt32LE(0x1000, 16);
  header.writeUInt32LE(0x1000, 32);
  header.writeUInt32LE(alignment, 36);
  header.writeUInt16LE(6, 48);
  header.writeUInt32LE(0x4000, 56);
  header.writeUInt32LE(headersSize, 60);
  header.writeUInt16LE(2, 68);
  const table = is32Bit ? 96 : 112;
  header.writeUInt32LE(16, table - 4);
  header.writeUInt32LE(resourceAddress, table + 16);
  header.writeUInt32LE(resourceSize, table + 20);
  return header;
}

function section(name: string, address: number, size: number, offset: number): Buffer {
  const label = Buffer.alloc(8);
  label.write(name);
  return Buffer.concat([
    label,
    words(size, address, size, offset, 0, 0),
    halfWords(0, 0),
    words(0x60000020),
  ]);
}

function pad(bytes: Buffer, to = alignment): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}
