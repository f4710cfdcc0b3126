import { halfWords, words } from './words.js';

/** Chunks of Android's compiled resources, after `ResourceTypes.h` of the platform's androidfw. */
export const chunkType = {
  stringPool: 0x0001,
  table: 0x0002,
  xml: 0x0003,
  xmlStartNamespace: 0x0100,
  xmlEndNamespace: 0x0101,
  xmlStartElement: 0x0102,
  xmlEndElement: 0x0103,
  xmlResourceMap: 0x0180,
  tablePackage: 0x0200,
  tableType: 0x0201,
  tableTypeSpec: 0x0202,
} as const;

export const valueType = {
  reference: 0x01,
  string: 0x03,
  float: 0x04,
  decimal: 0x10,
  hexadecimal: 0x11,
  boolean: 0x12,
  color: 0x1c,
} as const;

/** One chunk: type, header size, whole size, the rest of the header, the body. */
export function chunk(type: number, header: Buffer, ...body: readonly Buffer[]): Buffer {
  const prefix = Buffer.alloc(8);
  prefix.writeUInt16LE(type, 0);
  prefix.writeUInt16LE(8 + header.length, 2);
  const whole = Buffer.concat([prefix, header, ...body]);
  whole.writeUInt32LE(whole.length, 4);
  return whole;
}

/** Res_value: one typed value. */
export function typedValue(type: number, data: number): Buffer {
  return Buffer.concat([halfWords(8, type << 8), words(data)]);
}

export type StringEncoding = 'utf-8' | 'utf-16';

/** ResStringPool without styles. */
export function stringPool(strings: readonly string[], encoding: StringEncoding): Buffer {
  const encoded = strings.map(encoding === 'utf-8' ? encodeUtf8 : encodeUtf16);
  let offset = 0;
  const offsets = encoded.map((bytes) => {
    const start = offset;
    offset += bytes.length;
    return start;
  });
  const padding = Buffer.alloc((4 - (offset % 4)) % 4);
  const header = words(
    strings.length,
    0,
    encoding === 'utf-8' ? 0x100 : 0,
    28 + strings.length * 4,
    0,
  );
  return chunk(chunkType.stringPool, header, words(...offsets), ...encoded, padding);
}

function encodeUtf8(text: string): Buffer {
  const bytes = Buffer.from(text);
  const lengths = [text.length, bytes.length].flatMap((length) =>
    length < 0x80 ? [length] : [0x80 | (length >> 8), length & 0xff],
  );
  return Buffer.concat([Buffer.from(lengths), bytes, Buffer.alloc(1)]);
}

function encodeUtf16(text: string): Buffer {
  const { length } = text;
  const prefix =
    length < 0x8000 ? halfWords(length) : halfWords(0x8000 | (length >> 16), length & 0xffff);
  return Buffer.concat([prefix, Buffer.from(text, 'utf16le'), Buffer.alloc(2)]);
}
