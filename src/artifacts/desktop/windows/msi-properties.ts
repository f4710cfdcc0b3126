import type { CompoundEntry, CompoundFile } from './compound-file.js';
import { msiStreamName } from './msi-names.js';

const maxStringsSize = 32 * 1024 * 1024;
const maxStrings = 500_000;
const maxRows = 20_000;
const longReferences = 0x8000;

/**
 * The rows of the Property table of a Windows Installer database. Tables are kept column by column
 * and refer to one pool of strings. Throws a `RangeError` on damage and where there is no table.
 */
export function readMsiProperties(file: CompoundFile): Map<string, string> {
  const strings = readStrings(file);
  const table = file.read(stream(file, '!Property'), maxRows * 6);
  const size = strings.referenceSize;
  const count = table.length / (2 * size);
  if (!Number.isInteger(count) || count > maxRows) throw new RangeError('property table');
  const properties = new Map<string, string>();
  for (let row = 0; row < count; row += 1) {
    const key = strings.at(table.readUIntLE(row * size, size));
    properties.set(key, strings.at(table.readUIntLE((count + row) * size, size)));
  }
  return properties;
}

function stream(file: CompoundFile, name: string): CompoundEntry {
  const found = file.root.children.find(
    (entry) => entry.isStream && msiStreamName(entry.name) === name,
  );
  if (found === undefined) throw new RangeError(`no stream ${name}`);
  return found;
}

interface Strings {
  referenceSize: 2 | 3;
  at(index: number): string;
}

/** `_StringPool` holds length and use count of each string; `_StringData` the strings themselves. */
function readStrings(file: CompoundFile): Strings {
  const pool = file.read(stream(file, '!_StringPool'), maxStringsSize);
  const data = file.read(stream(file, '!_StringData'), maxStringsSize);
  if (pool.length / 4 > maxStrings) throw new RangeError('too many strings');
  const decoder = new TextDecoder(encodingOf(pool.readUInt16LE(0)));
  const places: [start: number, end: number][] = [[0, 0]];
  let start = 0;
  for (let at = 4; at + 4 <= pool.length; at += 4) {
    let length = pool.readUInt16LE(at);
    const useCount = pool.readUInt16LE(at + 2);
    if (length === 0 && useCount !== 0 && at + 8 <= pool.length) {
      // longer than 16 bits tell: the length stands in the next entry, in 32
      at += 4;
      length = pool.readUInt32LE(at);
    }
    places.push([start, start + length]);
    start += length;
  }
  if (start > data.length) throw new RangeError('the strings end too early');
  return {
    referenceSize: (pool.readUInt16LE(2) & longReferences) === 0 ? 2 : 3,
    at: (index) => decoder.decode(data.subarray(...(places[index] ?? [0, 0]))),
  };
}

/** Windows code pages in which databases are written; 0 is neutral, that is ASCII. */
function encodingOf(codePage: number): string {
  const known: Readonly<Record<number, string>> = {
    932: 'shift_jis',
    936: 'gbk',
    949: 'euc-kr',
    950: 'big5',
    65001: 'utf-8',
  };
  if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`;
  return known[codePage] ?? 'utf-8';
}
