import { gunzipSync } from 'node:zlib';
import { unpackLzfse } from '../../apple/lzfse/lzfse.js';
import { unpackLzvn } from '../../apple/lzfse/lzvn.js';
import { pngFromBgra } from './bgra-png.js';
import { unpackPalette } from './palette-image.js';
import { unpackRuns } from './run-length.js';

/** One picture of an asset catalogue, still packed. */
export interface AssetImage {
  width: number;
  height: number;
  pixelFormat: 'ARGB' | 'JPEG';
  bytesPerRow: number;
  data: Buffer;
}

const headerSize = 184;
const maxSide = 2048;
const bytesPerRowTag = 1007;
/** Not unpacked here: 6 blurred, 7 ASTC, 9 HEVC, 10 deepmap, 11 deepmap2, 12 DXTC. */
const compression = {
  none: 0,
  runs: 1,
  gzip: 2,
  lzvn: 3,
  lzfse: 4,
  jpegAndAlpha: 5,
  palette: 8,
} as const;

/** Reads the head of a rendition (`CTSI`); null for what is no picture of pixels, and for large ones. */
export function readImage(rendition: Buffer): AssetImage | null {
  if (rendition.toString('latin1', 0, 4) !== 'ISTC') return null;
  const [width, height] = [rendition.readUInt32LE(12), rendition.readUInt32LE(16)];
  const pixelFormat = reversed(rendition.subarray(24, 28));
  if (Math.min(width, height) < 1 || Math.max(width, height) > maxSide) return null;
  if (pixelFormat !== 'ARGB' && pixelFormat !== 'JPEG') return null;
  const tagsEnd = headerSize + rendition.readUInt32LE(168);
  const bytesPerRow =
    tagValue(rendition.subarray(headerSize, tagsEnd), bytesPerRowTag) ?? width * 4;
  if (bytesPerRow < width * 4 || bytesPerRow > maxSide * 8) return null;
  return { width, height, pixelFormat, bytesPerRow, data: rendition.subarray(tagsEnd) };
}

function reversed(letters: Buffer): string {
  return Buffer.from(letters).reverse().toString('latin1');
}

function tagValue(tags: Buffer, wanted: number): number | null {
  for (let at = 0; at + 8 <= tags.length; at += 8 + tags.readUInt32LE(at + 4)) {
    if (tags.readUInt32LE(at) === wanted) return tags.readUInt32LE(at + 8);
  }
  return null;
}

/** A PNG or JPEG of the picture; null where it is packed in a way not known here, or damaged. */
export function decodeImage(image: AssetImage): Buffer | null {
  try {
    return image.pixelFormat === 'JPEG' ? wrappedFile(image.data) : decodePixels(image);
  } catch {
    return null;
  }
}

/** `RAWD`: a whole file, here a JPEG. */
function wrappedFile(data: Buffer): Buffer | null {
  if (reversed(data.subarray(0, 4)) !== 'RAWD') return null;
  return data.subarray(12, 12 + data.readUInt32LE(8));
}

/** `CELM`: pixels, packed whole or in pieces of some rows. */
function decodePixels(image: AssetImage): Buffer | null {
  const { data, width, height, bytesPerRow } = image;
  if (reversed(data.subarray(0, 4)) !== 'CELM') return null;
  const method = data.readUInt32LE(8);
  const body = data.subarray(16, 16 + data.readUInt32LE(12));
  const isInPieces = (data.readUInt32LE(4) & 1) !== 0;
  const size = height * bytesPerRow;
  switch (method) {
    case compression.runs:
      return toPng(image, unpackRuns(body, width, height), width * 4);
    case compression.palette:
      return toPng(image, unpackPalette(body, width, height), width * 4);
    case compression.jpegAndAlpha:
      return opaqueJpeg(data.subarray(16), height);
    default: {
      const rows = isInPieces
        ? unpackPieces(data, method, size, bytesPerRow)
        : unpack(body, method, size);
      return toPng(image, rows, bytesPerRow);
    }
  }
}

function toPng({ width, height }: AssetImage, rows: Buffer, bytesPerRow: number): Buffer {
  const pixels = Buffer.alloc((width * 4 + 1) * height);
  for (let row = 0; row < height; row += 1) {
    const start = row * bytesPerRow;
    rows.copy(pixels, row * (width * 4 + 1) + 1, start, start + width * 4);
  }
  return pngFromBgra(width, height, pixels);
}

/** Colours as a JPEG and alpha apart: the JPEG, where all of it is opaque; else null. */
function opaqueJpeg(body: Buffer, height: number): Buffer | null {
  const [alphaLength, alphaRow] = [body.readUInt32LE(8), body.readUInt32LE(12)];
  if (alphaRow > maxSide * 2) return null;
  const start = 20 + alphaLength;
  const alpha = unpackLzfse(body.subarray(20, start), height * alphaRow);
  return alpha.every((value) => value === 0xff)
    ? body.subarray(start, start + body.readUInt32LE(16))
    : null;
}

/** `KCBC`: number of rows, length, packed bytes. */
function unpackPieces(data: Buffer, method: number, size: number, bytesPerRow: number): Buffer {
  const rows = Buffer.alloc(size);
  const count = data.readUInt32LE(12);
  let at = 16;
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    if (data.toString('latin1', at, at + 4) !== 'KCBC') throw new RangeError('no piece');
    const pieceSize = data.readUInt32LE(at + 12) * bytesPerRow;
    const length = data.readUInt32LE(at + 16);
    if (pieceSize < 1 || end + pieceSize > size) throw new RangeError('a piece does not fit');
    unpack(data.subarray(at + 20, at + 20 + length), method, pieceSize).copy(rows, end);
    end += pieceSize;
    at += 20 + length;
  }
  if (end !== size) throw new RangeError('rows are missing');
  return rows;
}

function unpack(packed: Buffer, method: number, size: number): Buffer {
  const rows = unpackBy(packed, method, size);
  if (rows.length !== size) throw new RangeError('pixels are missing');
  return rows;
}

function unpackBy(packed: Buffer, method: number, size: number): Buffer {
  switch (method) {
    case compression.none:
      return packed;
    case compression.gzip:
      return gunzipSync(packed, { maxOutputLength: size });
    case compression.lzvn: {
      const target = Buffer.alloc(size);
      return target.subarray(0, unpackLzvn(packed, target));
    }
    case compression.lzfse:
      return unpackLzfse(packed, size);
    default:
      throw new RangeError('an unknown compression');
  }
}
