import {
  chunk,
  chunkType,
  type StringEncoding,
  stringPool,
  typedValue,
  valueType,
} from './res-chunk.js';
import { halfWords, words } from './words.js';

export interface ResourceType {
  /** `string`, `mipmap`, … */
  name: string;
  entries: readonly ResourceEntry[];
}

export interface ResourceEntry {
  name: string;
  values: readonly ResourceValue[];
}

/** A string, or the path of a file in the archive, under one configuration. */
export interface ResourceValue {
  text: string;
  /** Points at another resource instead of holding the text. */
  reference?: number;
  /** BCP 47 tag such as `zh`, `zh-CN`, `zh-Hant-TW`. */
  locale?: string;
  /** Dots per inch; 0xfffe is `anydpi`. */
  density?: number;
  /** Of the platform from which it holds. */
  sdkVersion?: number;
}

const noEntry = 0xffffffff;
const configurationSize = 64;

/** Id of the given entry of the given type; both count from 0 in the order of the table. */
export const resourceId = (type: number, entry: number): number =>
  ((0x7f << 24) | ((type + 1) << 16) | entry) >>> 0;

/** A `resources.arsc` with one package. */
export function writeResourceTable(
  packageName: string,
  types: readonly ResourceType[],
  encoding: StringEncoding = 'utf-8',
): Buffer {
  const texts = new Set<string>();
  for (const value of types.flatMap((type) => type.entries).flatMap((entry) => entry.values)) {
    texts.add(value.text);
  }
  const pool = [...texts];
  return chunk(
    chunkType.table,
    words(1),
    stringPool(pool, encoding),
    packageChunk(packageName, types, (text) => pool.indexOf(text)),
  );
}

function packageChunk(
  packageName: string,
  types: readonly ResourceType[],
  index: (text: string) => number,
): Buffer {
  const typeNames = stringPool(
    types.map((type) => type.name),
    'utf-8',
  );
  const keys = types.flatMap((type) => type.entries.map((entry) => entry.name));
  const name = Buffer.alloc(256);
  name.write(packageName.slice(0, 127), 'utf16le');
  const headerSize = 288;
  const header = Buffer.concat([
    words(0x7f),
    name,
    words(headerSize, types.length, headerSize + typeNames.length, keys.length, 0),
  ]);
  let firstKey = 0;
  const chunks = types.flatMap((type, number) => {
    const made = typeChunks(type, number + 1, firstKey, index);
    firstKey += type.entries.length;
    return made;
  });
  return chunk(chunkType.tablePackage, header, typeNames, stringPool(keys, 'utf-8'), ...chunks);
}

/** The type's specification, then one chunk per configuration in which an entry has a value. */
function typeChunks(
  type: ResourceType,
  number: number,
  firstKey: number,
  index: (text: string) => number,
): Buffer[] {
  const configurations = new Map<string, Buffer>();
  for (const value of type.entries.flatMap((entry) => entry.values)) {
    const configuration = encodeConfiguration(value);
    configurations.set(configuration.toString('hex'), configuration);
  }
  const idAndZeros = words(number);
  const specification = chunk(
    chunkType.tableTypeSpec,
    Buffer.concat([idAndZeros, words(type.entries.length)]),
    words(...type.entries.map((entry) => variesBy(entry))),
  );
  const valueChunks = [...configurations.values()].map((configuration) =>
    typeChunk(type.entries, configuration, { idAndZeros, firstKey, index }),
  );
  return [specification, ...valueChunks];
}

interface TypeContext {
  idAndZeros: Buffer;
  firstKey: number;
  index: (text: string) => number;
}

function typeChunk(
  entries: readonly ResourceEntry[],
  configuration: Buffer,
  { idAndZeros, firstKey, index }: TypeContext,
): Buffer {
  const offsets: number[] = [];
  const bodies: Buffer[] = [];
  for (const [position, entry] of entries.entries()) {
    const value = entry.values.find((each) => encodeConfiguration(each).equals(configuration));
    offsets.push(value === undefined ? noEntry : bodies.length * 16);
    if (value === undefined) continue;
    bodies.push(
      Buffer.concat([
        halfWords(8, 0),
        words(firstKey + position),
        value.reference === undefined
          ? typedValue(valueType.string, index(value.text))
          : typedValue(valueType.reference, value.reference),
      ]),
    );
  }
  const entriesStart = 20 + configurationSize + entries.length * 4;
  return chunk(
    chunkType.tableType,
    Buffer.concat([idAndZeros, words(entries.length, entriesStart), configuration]),
    words(...offsets),
    ...bodies,
  );
}

/** ResTable_config with the fields used here. */
function encodeConfiguration(value: ResourceValue): Buffer {
  const bytes = Buffer.alloc(configurationSize);
  bytes.writeUInt32LE(configurationSize, 0);
  const [language, ...subtags] = (value.locale ?? '').split('-');
  bytes.write(language ?? '', 8, 'latin1');
  for (const subtag of subtags) bytes.write(subtag, subtag.length === 4 ? 36 : 10, 'latin1');
  bytes.writeUInt16LE(value.density ?? 0, 14);
  bytes.writeUInt16LE(value.sdkVersion ?? 0, 24);
  return bytes;
}

/** Which dimensions matter to an entry (ACONFIGURATION_LOCALE, _DENSITY, _VERSION). */
function variesBy(entry: ResourceEntry): number {
  return (
    (entry.values.some((value) => value.locale) ? 0x0004 : 0) |
    (entry.values.some((value) => value.density) ? 0x0100 : 0) |
    (entry.values.some((value) => value.sdkVersion) ? 0x0400 : 0)
  );
}
