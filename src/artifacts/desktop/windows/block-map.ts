import { createHash } from 'node:crypto';
import { xmlEvents } from '../../../xml/events.js';
import { decodeText } from '../../apple/property-list.js';
import type { Archive, ArchiveEntry } from '../../archive.js';
import { footprint, packageName } from './appx-names.js';

/** The hashes of each file of an MSIX, block by block. */
export interface BlockMap {
  hash: string;
  files: ReadonlyMap<string, { size: number; hashes: readonly string[] }>;
}

const blockSize = 64 * 1024;
const maxBlocks = 500_000;
const methods: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
]);

/** Reads `AppxBlockMap.xml` (package block map schema). Throws a `RangeError` where it is damaged. */
export function readBlockMap(bytes: Buffer): BlockMap {
  const files = new Map<string, { size: number; hashes: string[] }>();
  let hash: string | undefined;
  let current: string[] = [];
  let blocks = 0;
  for (const event of xmlEvents(decodeText(bytes))) {
    if (event.kind !== 'open') continue;
    const { name, attributes } = event;
    if (name === 'BlockMap') hash = methods.get(attributes.get('HashMethod') ?? '');
    if (name === 'File') current = addFile(files, attributes);
    if (name !== 'Block') continue;
    blocks += 1;
    if (blocks > maxBlocks) throw new RangeError('too many blocks');
    current.push(attributes.get('Hash') ?? '');
  }
  if (hash === undefined) throw new RangeError('no hash method');
  return { hash, files };
}

function addFile(
  files: Map<string, { size: number; hashes: string[] }>,
  attributes: ReadonlyMap<string, string>,
): string[] {
  const name = attributes.get('Name') ?? '';
  if (name === '' || files.has(name)) throw new RangeError('a file stands twice');
  const file = { size: Number(attributes.get('Size')), hashes: [] };
  files.set(name, file);
  return file.hashes;
}

/**
 * The first name by which archive and block map differ: a file that one of them lacks, or whose
 * content has another size or hash. Null where they agree. Reads every file once, as a stream.
 */
export async function firstDifference(archive: Archive, map: BlockMap): Promise<string | null> {
  const missing = new Set(map.files.keys());
  for (const entry of archive.entries.values()) {
    if (isFootprint(entry.name) || entry.name.endsWith('/')) continue;
    const name = packageName(entry.name);
    const file = map.files.get(name);
    missing.delete(name);
    if (file === undefined || file.size !== entry.size) return name;
    const hashes = await blockHashes(archive, entry, map.hash);
    if (hashes.length !== file.hashes.length) return name;
    if (hashes.some((hash, index) => hash !== file.hashes[index])) return name;
  }
  const [lost] = missing;
  return lost ?? null;
}

function isFootprint(name: string): boolean {
  return Object.values<string>(footprint).includes(name);
}

async function blockHashes(archive: Archive, entry: ArchiveEntry, hash: string): Promise<string[]> {
  const hashes: string[] = [];
  let digest = createHash(hash);
  let filled = 0;
  for await (const chunk of (await archive.stream(entry)) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + blockSize - filled);
      digest.update(piece);
      at += piece.length;
      filled += piece.length;
      if (filled < blockSize) continue;
      hashes.push(digest.digest('base64'));
      digest = createHash(hash);
      filled = 0;
    }
  }
  if (filled > 0) hashes.push(digest.digest('base64'));
  return hashes;
}
