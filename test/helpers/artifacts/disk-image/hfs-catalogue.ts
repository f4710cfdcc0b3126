import type { TreeRecord } from './b-tree.js';
import { type BlockExtent, extentRecord, fork } from './hfs-fork.js';

export interface HfsEntry {
  /** A name of its own for a further name of the content of another path. */
  path: string;
  /** Absent for a folder. */
  data?: Buffer;
  isLink?: boolean;
  /** Into how many pieces the content is split. */
  pieces?: number;
  /** APFS: pieces of zeros were never written. */
  isSparse?: boolean;
  /** Flagged as packed by the file system. */
  isCompressed?: boolean;
  /** In place of content: the number of the file in the folder of shared contents. */
  hardLinkTo?: number;
}

export type PlacedEntry = HfsEntry & { extents: readonly BlockExtent[] };

export const privateFolder = '\0\0\0\0HFS+ Private Data';
const firstNumber = 16;
const rootFolder = 2;

interface Node {
  name: string;
  parent: number;
  number: number;
  entry: PlacedEntry | null;
}

/** Folder, file and thread records in the order of the catalogue. */
export function catalogueRecords(
  entries: readonly PlacedEntry[],
  isCaseSensitive: boolean,
): TreeRecord[] {
  const nodes = numbered(entries);
  const fold = (name: string) => (isCaseSensitive ? name : name.toLowerCase());
  const keyed = nodes.flatMap((node) => [
    {
      parent: node.parent,
      name: node.name,
      data: node.entry ? file(node, node.entry) : folder(node.number),
    },
    { parent: node.number, name: '', data: thread(node) },
  ]);
  keyed.sort(
    (one, other) =>
      one.parent - other.parent || Buffer.compare(utf16(fold(one.name)), utf16(fold(other.name))),
  );
  return keyed.map(({ parent, name, data }) => ({ key: keyOf(parent, name), data }));
}

/** The ninth and further extents of every file. */
export function extentsRecords(entries: readonly PlacedEntry[]): TreeRecord[] {
  return numbered(entries).flatMap(({ number, entry }) => {
    const records: TreeRecord[] = [];
    let blocks = 0;
    for (const [index, extent] of (entry?.extents ?? []).entries()) {
      if (index > 0 && index % 8 === 0) {
        const key = Buffer.alloc(10);
        key.writeUInt32BE(number, 2);
        key.writeUInt32BE(blocks, 6);
        records.push({ key, data: extentRecord(entry?.extents.slice(index, index + 8) ?? []) });
      }
      blocks += extent.count;
    }
    return records;
  });
}

/** How many of each are on the volume, the root left out. */
export function countEntries(entries: readonly PlacedEntry[]): { files: number; folders: number } {
  const nodes = numbered(entries);
  const files = nodes.filter(({ entry }) => entry !== null).length;
  return { files, folders: nodes.length - files - 1 };
}

function numbered(entries: readonly PlacedEntry[]): Node[] {
  const root = { name: 'Campus', parent: 1, number: rootFolder, entry: null };
  const folders = new Map<string, Node>([['', root]]);
  const nodes: Node[] = [root];
  const add = (path: string, entry: PlacedEntry | null): Node => {
    const cut = path.lastIndexOf('/');
    const parent = folderAt(path.slice(0, Math.max(0, cut))).number;
    const node = { name: path.slice(cut + 1), parent, number: firstNumber + nodes.length, entry };
    nodes.push(node);
    return node;
  };
  const folderAt = (path: string): Node => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const made = add(path, null);
    folders.set(path, made);
    return made;
  };
  for (const entry of entries) {
    if (entry.path.endsWith('/')) folderAt(entry.path.slice(0, -1));
    else add(entry.path, entry);
  }
  return nodes;
}

function keyOf(parent: number, name: string): Buffer {
  const key = Buffer.alloc(6);
  key.writeUInt32BE(parent, 0);
  key.writeUInt16BE(name.length, 4);
  return Buffer.concat([key, utf16(name)]);
}

function utf16(name: string): Buffer {
  return Buffer.from(name, 'utf16le').swap16();
}

function folder(number: number): Buffer {
  const bytes = Buffer.alloc(88);
  bytes.writeUInt16BE(1, 0);
  bytes.writeUInt32BE(number, 8);
  bytes.writeUInt16BE(0o40755, 42);
  return bytes;
}

function file({ number }: Node, entry: PlacedEntry): Buffer {
  const bytes = Buffer.alloc(248);
  bytes.writeUInt16BE(2, 0);
  bytes.writeUInt16BE(2, 2); // has a thread
  bytes.writeUInt32BE(number, 8);
  if (entry.isCompressed) bytes.writeUInt8(0x20, 41);
  bytes.writeUInt16BE(entry.isLink ? 0o120755 : 0o100755, 42);
  bytes.writeUInt32BE(entry.hardLinkTo ?? 1, 44);
  if (entry.isLink) bytes.write('slnkrhap', 48);
  if (entry.hardLinkTo !== undefined) bytes.write('hlnkhfs+', 48);
  fork(entry.data?.length ?? 0, entry.extents).copy(bytes, 88);
  return bytes;
}

function thread({ parent, name, entry }: Node): Buffer {
  const bytes = Buffer.alloc(10);
  bytes.writeUInt16BE(entry ? 4 : 3, 0);
  bytes.writeUInt32BE(parent, 4);
  bytes.writeUInt16BE(name.length, 8);
  return Buffer.concat([bytes, utf16(name)]);
}
