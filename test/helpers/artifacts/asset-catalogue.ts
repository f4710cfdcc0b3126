import { gzipSync } from 'node:zlib';
import { bigEndianWords, halfWords, words } from './words.js';

export interface CataloguePicture {
  name: string;
  /** Pixels per side. */
  size: number;
  /** Blue, green, red, alpha, the colours multiplied by alpha; or a whole JPEG. */
  data: Buffer;
  packing: keyof typeof methods;
  /** Written in pieces of so many rows. */
  rowsOfPiece?: number;
  /** Bytes at the end of each row that are no pixels. */
  rowPadding?: number;
  /** Of all pixels, where it stands beside a JPEG. */
  alpha?: number;
  /** Not 0 for the variants of dark screens. */
  appearance?: number;
}

const attributes = [7, 12, 17] as const;
const methods = {
  none: 0,
  runs: 1,
  gzip: 2,
  lzvn: 3,
  lzfse: 4,
  'jpeg and alpha': 5,
  palette: 8,
  unknown: 11,
  jpeg: 0,
} as const;

/** A compiled asset catalogue (`Assets.car`) as `actool` lays it out, with these pictures. */
export function assetCatalogue(pictures: readonly CataloguePicture[]): Buffer {
  const names = [...new Set(pictures.map(({ name }) => name))];
  const store = new Store();
  const format = Buffer.concat([Buffer.from('tmfk'), words(0, attributes.length, ...attributes)]);
  store.name('KEYFORMAT', store.add(format));
  const facets = names.map((name, index): [Buffer, Buffer] => [
    Buffer.from(name),
    halfWords(0, 0, 1, 17, index + 100),
  ]);
  const renditions = pictures.map((picture): [Buffer, Buffer] => [
    halfWords(picture.appearance ?? 0, 1, names.indexOf(picture.name) + 100),
    rendition(picture),
  ]);
  store.name('FACETKEYS', store.tree(facets));
  store.name('RENDITIONS', store.tree(renditions));
  return store.write();
}

/** The blocks of a BOM store, numbered from 1. */
class Store {
  readonly #blocks: Buffer[] = [Buffer.alloc(0)];
  readonly #names: [string, number][] = [];

  add(block: Buffer): number {
    return this.#blocks.push(block) - 1;
  }

  name(name: string, number: number): void {
    this.#names.push([name, number]);
  }

  /** A tree of one inner node over leaves of two entries, so that a reader has to walk. */
  tree(entries: readonly [key: Buffer, value: Buffer][]): number {
    const places = entries.map(([key, value]) => [this.add(value), this.add(key)] as const);
    const first = this.#blocks.length;
    for (let at = 0; at < places.length; at += 2) {
      const leaf = places.slice(at, at + 2);
      const next = at + 2 < places.length ? this.#blocks.length + 1 : 0;
      const head = Buffer.concat([halfWords(0x0100, leaf.length << 8), bigEndianWords(next, 0)]);
      this.add(Buffer.concat([head, bigEndianWords(...leaf.flat())]));
    }
    const inner = this.add(Buffer.concat([halfWords(0, 0x0100), bigEndianWords(0, 0, first, 0)]));
    return this.add(
      Buffer.concat([Buffer.from('tree'), bigEndianWords(1, inner, 4096, entries.length)]),
    );
  }

  write(): Buffer {
    const index: number[] = [this.#blocks.length];
    let offset = 32;
    for (const block of this.#blocks) {
      index.push(offset, block.length);
      offset += block.length;
    }
    const table = bigEndianWords(...index);
    const names = this.#names.map(([name, number]) =>
      Buffer.concat([bigEndianWords(number), Buffer.from([name.length]), Buffer.from(name)]),
    );
    const vars = Buffer.concat([bigEndianWords(names.length), ...names]);
    const places = bigEndianWords(
      1,
      this.#blocks.length,
      offset,
      table.length,
      offset + table.length,
      vars.length,
    );
    return Buffer.concat([Buffer.from('BOMStore'), places, ...this.#blocks, table, vars]);
  }
}

function rendition(picture: CataloguePicture): Buffer {
  const { size, packing } = picture;
  const format = packing === 'jpeg' ? 'GEPJ' : 'BGRA';
  const tags = words(1007, 4, size * 4 + (picture.rowPadding ?? 0));
  const body =
    packing === 'jpeg'
      ? Buffer.concat([Buffer.from('DWAR'), words(0, picture.data.length), picture.data])
      : packedPixels(picture);
  return Buffer.concat([
    Buffer.from('ISTC'),
    words(1, 0, size, size, 100),
    Buffer.from(format),
    words(1, 0),
    halfWords(12, 0),
    Buffer.alloc(128),
    words(tags.length, 1, 0, body.length),
    tags,
    body,
  ]);
}

function packedPixels(picture: CataloguePicture): Buffer {
  const { size, packing, rowPadding = 0, rowsOfPiece } = picture;
  const whole = wholePictures[packing]?.(picture);
  if (whole !== undefined)
    return Buffer.concat([Buffer.from('MLEC'), words(0, methods[packing], whole.length), whole]);
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([
      picture.data.subarray(row * size * 4, (row + 1) * size * 4),
      Buffer.alloc(rowPadding),
    ]),
  );
  if (rowsOfPiece === undefined) {
    const packed = pack(Buffer.concat(rows), packing);
    return Buffer.concat([Buffer.from('MLEC'), words(0, methods[packing], packed.length), packed]);
  }
  const pieces: Buffer[] = [];
  for (let at = 0; at < size; at += rowsOfPiece) {
    const part = rows.slice(at, at + rowsOfPiece);
    const packed = pack(Buffer.concat(part), packing);
    pieces.push(
      Buffer.concat([Buffer.from('KCBC'), words(0, 0, part.length, packed.length), packed]),
    );
  }
  return Buffer.concat([Buffer.from('MLEC'), words(1, methods[packing], pieces.length), ...pieces]);
}

const wholePictures: Partial<
  Record<CataloguePicture['packing'], (picture: CataloguePicture) => Buffer>
> = {
  runs: ({ data, size }) => runs(data, size),
  palette: ({ data, size }) => palette(data, size),
  'jpeg and alpha': ({ data, size, alpha = 255 }) => {
    const packed = lzfse(Buffer.alloc(size * size, alpha));
    return Buffer.concat([words(1, 0, packed.length, size, data.length), packed, data]);
  },
};

/** Depth, size, an offset for each row; rows that are alike stand there once. */
function runs(data: Buffer, size: number): Buffer {
  const known = new Map<string, number>();
  const offsets: number[] = [];
  const parts: Buffer[] = [];
  let end = 12 + size * 4;
  for (let row = 0; row < size; row += 1) {
    const packed = runsOfRow(data.subarray(row * size * 4, (row + 1) * size * 4));
    const key = packed.toString('latin1');
    const at = known.get(key) ?? end;
    offsets.push(at);
    if (known.has(key)) continue;
    known.set(key, at);
    parts.push(packed);
    end += packed.length;
  }
  return Buffer.concat([words(3, size, size, ...offsets), ...parts]);
}

function runsOfRow(row: Buffer): Buffer {
  const parts: Buffer[] = [];
  const pixel = (at: number) => row.subarray(at, at + 4);
  for (let at = 0; at < row.length; ) {
    let end = at + 4;
    while (end < row.length && pixel(end).equals(pixel(at))) end += 4;
    const count = (end - at) / 4;
    parts.push(words(count > 1 ? 0x80000000 + count : 1), pixel(at));
    at = end;
  }
  return Buffer.concat(parts);
}

/** Magic number, version, colours, and rows of indexes as narrow as their number allows. */
function palette(data: Buffer, size: number): Buffer {
  const colours: number[] = [];
  const indexes = Array.from({ length: size * size }, (_, at) => {
    const colour = data.readUInt32BE(at * 4);
    const known = colours.indexOf(colour);
    return known >= 0 ? known : colours.push(colour) - 1;
  });
  const bits = [1, 2, 4, 8, 16].find((each) => 2 ** each >= colours.length) ?? 16;
  const wordsOfRow = Math.ceil((size * bits) / 16);
  const rows = Buffer.alloc(size * wordsOfRow * 2);
  for (const [at, index] of indexes.entries()) {
    const bit = (at % size) * bits;
    const place = (Math.floor(at / size) * wordsOfRow + (bit >> 4)) * 2;
    rows.writeUInt16LE(rows.readUInt16LE(place) | (index << (16 - bits - (bit & 15))), place);
  }
  const head = Buffer.concat([words(0xcafef00d, 1), halfWords(colours.length), words(...colours)]);
  return lzfse(Buffer.concat([head, rows]));
}

function pack(bytes: Buffer, packing: CataloguePicture['packing']): Buffer {
  if (packing === 'gzip') return gzipSync(bytes);
  if (packing === 'lzvn') return lzvn(bytes);
  return packing === 'lzfse' ? lzfse(bytes) : bytes;
}

function lzfse(bytes: Buffer): Buffer {
  const half = bytes.length >> 1;
  const packed = lzvn(bytes.subarray(half));
  return Buffer.concat([
    Buffer.from('bvx-'),
    words(half),
    bytes.subarray(0, half),
    Buffer.from('bvxn'),
    words(bytes.length - half, packed.length),
    packed,
    Buffer.from('bvx$'),
  ]);
}

/** Runs of one pixel become a pixel and a match at distance 4; all else is literals. */
function lzvn(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const pixel = bytes.subarray(at, at + 4);
    let run = 1;
    while (run < 15 && bytes.subarray(at + run * 4, at + run * 4 + 4).equals(pixel)) run += 1;
    parts.push(Buffer.from([0xe0 | pixel.length]), pixel);
    // the first three bytes of the match give its distance, a long one the rest
    if (run > 1) parts.push(Buffer.from([0x00, 0x04]));
    if (run > 1 && run * 4 - 7 > 0) parts.push(longMatch(run * 4 - 7));
    at += pixel.length + (run > 1 ? run * 4 - 4 : 0);
  }
  return Buffer.concat([...parts, Buffer.from([0x06, 0, 0, 0, 0, 0, 0, 0])]);
}

function longMatch(length: number): Buffer {
  return length < 16 ? Buffer.from([0xf0 | length]) : Buffer.from([0xf0, length - 16]);
}
