import type { IconFacts } from './artifact.js';

const maxSide = 2048;

/**
 * Type and dimensions of an image by its own bytes: PNG (W3C PNG 11.2.2), WebP (RFC 9649) or JPEG
 * (ITU T.81 B.2.2). Null for anything else, and for a side of 0 or above 2048 pixels.
 */
export function imageFacts(bytes: Buffer): IconFacts | null {
  const facts = png(bytes) ?? webp(bytes) ?? jpeg(bytes);
  if (facts === null || Math.min(facts.width, facts.height) < 1) return null;
  return Math.max(facts.width, facts.height) > maxSide ? null : facts;
}

function png(bytes: Buffer): IconFacts | null {
  if (bytes.length < 33 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function webp(bytes: Buffer): IconFacts | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return null;
  const form = bytes.toString('latin1', 8, 16);
  const sides = webpSides(bytes, form);
  return sides === null ? null : { type: 'image/webp', width: sides[0], height: sides[1] };
}

function webpSides(bytes: Buffer, form: string): readonly [number, number] | null {
  if (form === 'WEBPVP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  if (form === 'WEBPVP8L') {
    const packed = bytes.readUInt32LE(21);
    return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1];
  }
  if (form === 'WEBPVP8 ')
    return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  return null;
}

function jpeg(bytes: Buffer): IconFacts | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) return null;
    if (isStartOfFrame(bytes[at + 1] ?? 0)) {
      return {
        type: 'image/jpeg',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      };
    }
  }
  return null;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
