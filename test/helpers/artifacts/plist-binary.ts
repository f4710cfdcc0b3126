import type { PlistValue } from 'plist';

/** A binary property list (`bplist00`), after CoreFoundation's CFBinaryPList.c. */
export function writeBinaryPlist(root: PlistValue): Buffer {
  const objects: Buffer[] = [];
  const referenceSize = 2;
  const add = (value: PlistValue): number => {
    const index = objects.push(Buffer.alloc(0)) - 1;
    objects[index] = encode(value, (each) => reference(add(each), referenceSize));
    return index;
  };
  add(root);
  let end = 8;
  const offsets = objects.map((object) => {
    const start = end;
    end += object.length;
    return reference(start, 4);
  });
  const trailer = Buffer.alloc(32);
  trailer.writeUInt8(4, 6);
  trailer.writeUInt8(referenceSize, 7);
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(end), 24);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, ...offsets, trailer]);
}

function encode(value: PlistValue, refer: (value: PlistValue) => Buffer): Buffer {
  if (value === null) return Buffer.from([0x00]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0x09 : 0x08]);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return encodeText(value);
  if (value instanceof Date) return encodeReal(0x33, value.getTime() / 1000 - secondsUntil2001);
  if (value instanceof Uint8Array) return Buffer.concat([marker(0x40, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([marker(0xa0, value.length), ...value.map(refer)]);
  const keys = Object.keys(value);
  const values = Object.values(value);
  return Buffer.concat([marker(0xd0, keys.length), ...keys.map(refer), ...values.map(refer)]);
}

const secondsUntil2001 = 978_307_200;

/** Integers as 8 bytes in two's complement, all else as double. */
function encodeNumber(value: number): Buffer {
  if (!Number.isInteger(value)) return encodeReal(0x23, value);
  const bytes = Buffer.alloc(9, 0x13);
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}

function encodeReal(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(9, type);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function encodeText(text: string): Buffer {
  const isAscii = [...text].every((letter) => letter <= '\x7f');
  if (isAscii) return Buffer.concat([marker(0x50, text.length), Buffer.from(text, 'latin1')]);
  return Buffer.concat([marker(0x60, text.length), Buffer.from(text, 'utf16le').swap16()]);
}

/** Type in the high half byte, the count in the low one, or as an integer behind it. */
function marker(type: number, count: number): Buffer {
  if (count < 15) return Buffer.from([type | count]);
  return Buffer.concat([Buffer.from([type | 15, 0x12]), reference(count, 4)]);
}

function reference(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
