/** One chunk of Android's binary resource format; `bytes` is the whole chunk, header included. */
export interface Chunk {
  type: number;
  headerSize: number;
  bytes: Buffer;
}

/** Chunk types of AOSP `ResourceTypes.h`. */
export const chunkType = {
  stringPool: 0x0001,
  table: 0x0002,
  xml: 0x0003,
  xmlStartElement: 0x0102,
  xmlEndElement: 0x0103,
  xmlResourceMap: 0x0180,
  package: 0x0200,
  typeSpec: 0x0202,
  type: 0x0201,
} as const;

/** The chunk that begins at `at`. A header or size that does not fit throws a `RangeError`. */
export function chunkAt(bytes: Buffer, at: number): Chunk {
  const headerSize = bytes.readUInt16LE(at + 2);
  const size = bytes.readUInt32LE(at + 4);
  if (headerSize < 8 || size < headerSize || at + size > bytes.length) {
    throw new RangeError('chunk does not fit');
  }
  return { type: bytes.readUInt16LE(at), headerSize, bytes: bytes.subarray(at, at + size) };
}

/** The chunks inside `parent`, one after the other; each is at least 8 bytes, so the walk ends. */
export function* chunksIn(parent: Chunk): Generator<Chunk> {
  for (let at = parent.headerSize; at + 8 <= parent.bytes.length; ) {
    const chunk = chunkAt(parent.bytes, at);
    yield chunk;
    at += chunk.bytes.length;
  }
}
