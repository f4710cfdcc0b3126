import type { Readable } from 'node:stream';

/** The files of a build by their names, wherever they are packed: an archive, a disk image. */
export interface PackedFiles {
  /** In the order of the container; a folder's name, where it stands there, ends in `/`. */
  readonly entries: ReadonlyMap<string, PackedFile>;
  /** One whole file: refused when larger than `limit` bytes, when cut, or when damaged. */
  read(file: PackedFile, limit: number): Promise<Buffer>;
  /** The unpacked bytes as they come; their number is checked. */
  stream(file: PackedFile): Promise<Readable>;
  /** The same for a reader that keeps nothing: each piece is valid until the next is asked for. */
  pieces(file: PackedFile): AsyncIterable<Buffer>;
}

export interface PackedFile {
  readonly name: string;
  /** Of the unpacked bytes. */
  readonly size: number;
  /** CRC-32 of the unpacked bytes, where the container keeps one. */
  readonly crc?: number;
  /** A symbolic link, whose bytes are the path it leads to. */
  readonly isLink: boolean;
}
