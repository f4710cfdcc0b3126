import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { elementAt, elementsOf, type XmlElement } from '../../../xml/tree.js';
import { type HeapPlace, placeOf, readHeap, type Xar, type XarHash } from './xar.js';

/** One file of a xar archive. Folders and links have no content and are left out. */
export interface XarFile {
  path: string;
  place: HeapPlace;
  encoding: string;
  /** Of the bytes as they stand in the heap, hex. */
  checksum: { hash: XarHash; hex: string };
}

const hashes: ReadonlyMap<string, XarHash> = new Map([
  ['sha1', 'sha1'],
  ['sha256', 'sha256'],
  ['sha512', 'sha512'],
]);
const pieceSize = 1024 * 1024;

/**
 * The files by their paths. Throws a `RangeError` where one stands twice or has no checksum: it
 * would not be signed.
 */
export function xarFiles(xar: Xar): Map<string, XarFile> {
  const files = new Map<string, XarFile>();
  const take = (folder: XmlElement, prefix: string): void => {
    for (const element of elementsOf(folder, 'file')) {
      const path = `${prefix}${elementAt(element, 'name')?.text ?? ''}`;
      const data = elementAt(element, 'data');
      if (files.has(path)) throw new RangeError('a file stands twice');
      if (data !== undefined) files.set(path, { path, ...contentOf(data) });
      take(element, `${path}/`);
    }
  };
  take(xar.contents, '');
  return files;
}

function contentOf(data: XmlElement): Omit<XarFile, 'path'> {
  const sum = elementAt(data, 'archived-checksum');
  const hash = hashes.get(sum?.attributes.get('style')?.toLowerCase() ?? '');
  if (sum === undefined || hash === undefined) throw new RangeError('a file has no checksum');
  return {
    place: placeOf(data, 'length'),
    encoding: elementAt(data, 'encoding')?.attributes.get('style') ?? '',
    checksum: { hash, hex: sum.text.trim().toLowerCase() },
  };
}

/**
 * The path of the first file whose bytes are not those of its checksum; null where all are. Reads
 * each byte of the archive at most once: throws a `RangeError` where the files are longer than it.
 */
export function firstChangedFile(xar: Xar, files: Iterable<XarFile>): string | null {
  const all = [...files];
  const total = all.reduce((sum, { place }) => sum + place.size, 0);
  if (total > xar.file.size) throw new RangeError('files overlap');
  for (const { path, place, checksum } of all) {
    const digest = createHash(checksum.hash);
    for (let done = 0; done < place.size; done += pieceSize) {
      const size = Math.min(pieceSize, place.size - done);
      digest.update(readHeap(xar, { offset: place.offset + done, size }, pieceSize));
    }
    if (digest.digest('hex') !== checksum.hex) return path;
  }
  return null;
}

/** A small file unpacked; throws a `RangeError` or a zlib error on damage and above `limit` bytes. */
export function readXarFile(xar: Xar, { place, encoding }: XarFile, limit: number): Buffer {
  const bytes = readHeap(xar, place, limit);
  if (encoding === '' || encoding === 'application/octet-stream') return bytes;
  if (encoding !== 'application/x-gzip') throw new RangeError(`encoding ${encoding}`);
  return inflateSync(bytes, { maxOutputLength: limit });
}
