import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

export interface IconOptions {
  /** Pixels per side; 192 where absent. */
  size?: number;
  /** Red, green, blue of the ground. */
  colour?: readonly [number, number, number];
  /** Written as Xcode writes it into an IPA: Apple's CgBI variant, which no browser shows. */
  crushed?: boolean;
  /** IHDR's width and height, where they shall lie. */
  claimedSize?: number;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const paper = [255, 255, 255] as const;

const drawn = new Map<string, Buffer>();

/** A PNG app icon: a rounded square with a paper boat. The same options give the same bytes, drawn once. */
export function drawIcon(options: IconOptions = {}): Buffer {
  const key = JSON.stringify(options);
  const icon = drawn.get(key) ?? encodePng(options);
  drawn.set(key, icon);
  return icon;
}

function encodePng(options: IconOptions): Buffer {
  const { size = 192, colour = [14, 107, 95], crushed = false } = options;
  const pixels = paint(size, colour);
  const rows = filterRows(crushed ? premultiplied(pixels) : pixels, size);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(options.claimedSize ?? size, 0);
  header.writeUInt32BE(options.claimedSize ?? size, 4);
  header.set([8, 6], 8);
  return Buffer.concat([
    signature,
    ...(crushed ? [pngChunk('CgBI', Buffer.from('50002002', 'hex'))] : []),
    pngChunk('IHDR', header),
    pngChunk('IDAT', crushed ? deflateRawSync(rows) : deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** RGBA, not premultiplied. */
function paint(size: number, colour: readonly [number, number, number]): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const u = ((x + 0.5) / size) * 2 - 1;
      const v = ((y + 0.5) / size) * 2 - 1;
      const inside = coverage(roundedSquare(u, v), size);
      const boat = coverage(paperBoat(u, v), size);
      const light = 1 - 0.14 * (v + 1);
      const at = (y * size + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const ground = (colour[channel] ?? 0) * light;
        pixels[at + channel] = Math.round(ground + ((paper[channel] ?? 0) - ground) * boat);
      }
      pixels[at + 3] = Math.round(inside * 255);
    }
  }
  return pixels;
}

/** Share of a pixel that lies inside, by the signed distance of its centre. */
function coverage(distance: number, size: number): number {
  return Math.min(1, Math.max(0, 0.5 - (distance * size) / 2));
}

function roundedSquare(u: number, v: number): number {
  const radius = 0.44;
  const dx = Math.max(0, Math.abs(u) - 1 + radius);
  const dy = Math.max(0, Math.abs(v) - 1 + radius);
  return Math.hypot(dx, dy) - radius;
}

/** A hull below, a sail above. */
function paperBoat(u: number, v: number): number {
  const hull = Math.max(0.16 - v, v - 0.5, (Math.abs(u) - 0.78 + (v - 0.16) * 0.95) * 0.72);
  const sail = Math.max(v - 0.06, -0.56 - v + Math.abs(u) * 1.5);
  return Math.min(hull, sail);
}

/** BGRA with colours scaled by alpha, as CgBI stores them. */
function premultiplied(pixels: Buffer): Buffer {
  const result = Buffer.alloc(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      result[at + 2 - channel] = Math.round(((pixels[at + channel] ?? 0) * alpha) / 255);
    }
    result[at + 3] = alpha;
  }
  return result;
}

/** PNG's five row filters in turn (specification section 9), so that a reader meets each of them. */
function filterRows(pixels: Buffer, size: number): Buffer {
  const stride = size * 4;
  const rows = Buffer.alloc(size * (stride + 1));
  for (let y = 0; y < size; y++) {
    const filter = y % 5;
    rows[y * (stride + 1)] = filter;
    for (let i = 0; i < stride; i++) {
      const at = y * stride + i;
      const left = i < 4 ? 0 : (pixels[at - 4] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = i < 4 || y === 0 ? 0 : (pixels[at - stride - 4] ?? 0);
      const predicted = predict(filter, left, up, corner);
      rows[y * (stride + 1) + 1 + i] = (pixels[at] ?? 0) - predicted;
    }
  }
  return rows;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter === 0) return 0;
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(estimate - value));
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}
