import type { Chunk } from './chunks.js';
import { type ResourceConfig, readConfig } from './resource-config.js';
import { makeValue, type ResourceValue, readValue } from './resource-value.js';
import type { StringPool } from './string-pool.js';

/** One type chunk of resources.arsc: the values of one resource type in one configuration. */
export interface ResourceType {
  /** Package and type: the upper half of the ids of its resources. */
  key: number;
  config: ResourceConfig;
  chunk: Chunk;
}

const flag = { sparse: 0x01, offset16: 0x02 };
const entryFlag = { complex: 0x0001, compact: 0x0008 };
const configOffset = 20;
const noEntry = 0xffffffff;

/** Reads the head of a `ResTable_type`; its entries are looked up by `entryValue`. */
export function readType(chunk: Chunk, packageId: number): ResourceType {
  const { bytes } = chunk;
  const key = packageId * 0x100 + bytes.readUInt8(8);
  return { key, config: readConfig(bytes.subarray(configOffset)), chunk };
}

/** The value of entry `index`; null where this configuration has none or it is no single value. */
export function entryValue(
  type: ResourceType,
  index: number,
  strings: StringPool,
): ResourceValue | null {
  const { bytes } = type.chunk;
  const offset = entryOffset(type.chunk, index);
  if (offset === null) return null;
  const at = bytes.readUInt32LE(16) + offset;
  const flags = bytes.readUInt16LE(at + 2);
  if (flags & entryFlag.compact) return makeValue(flags >> 8, bytes.readUInt32LE(at + 4), strings);
  if (flags & entryFlag.complex) return null;
  return readValue(bytes, at + bytes.readUInt16LE(at), strings);
}

/** Offsets come as 32-bit numbers, as 16-bit multiples of four, or as a sparse list of pairs. */
function entryOffset(chunk: Chunk, index: number): number | null {
  const { bytes, headerSize } = chunk;
  const flags = bytes.readUInt8(9);
  const count = bytes.readUInt32LE(12);
  if (flags & flag.sparse) return sparseOffset(bytes, headerSize, count, index);
  if (index >= count) return null;
  if (flags & flag.offset16) {
    const offset = bytes.readUInt16LE(headerSize + index * 2);
    return offset === 0xffff ? null : offset * 4;
  }
  const offset = bytes.readUInt32LE(headerSize + index * 4);
  return offset === noEntry ? null : offset;
}

function sparseOffset(bytes: Buffer, start: number, count: number, index: number): number | null {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = bytes.readUInt16LE(start + middle * 4);
    if (found === index) return bytes.readUInt16LE(start + middle * 4 + 2) * 4;
    if (found < index) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
