import type { StringPool } from './string-pool.js';

/** A `Res_value`: its type, its 32 bits, and its text where it is a string. */
export interface ResourceValue {
  type: number;
  data: number;
  text: string | null;
}

const valueType = {
  reference: 0x01,
  string: 0x03,
  dynamicReference: 0x07,
  firstInt: 0x10,
  boolean: 0x12,
  lastInt: 0x1f,
};

/** The value at `at`; `strings` are those of the file the value stands in. */
export function readValue(bytes: Buffer, at: number, strings: StringPool): ResourceValue {
  return makeValue(bytes.readUInt8(at + 3), bytes.readUInt32LE(at + 4), strings);
}

/** A value of its parts. */
export function makeValue(type: number, data: number, strings: StringPool): ResourceValue {
  return { type, data, text: type === valueType.string ? strings.get(data) : null };
}

/** The resource it refers to, or null where it is no reference. */
export function referenceOf(value: ResourceValue): number | null {
  const isReference =
    value.type === valueType.reference || value.type === valueType.dynamicReference;
  return isReference && value.data !== 0 ? value.data : null;
}

/** A string or a number as text (a number signed, in decimal); null for all else. */
export function textOf(value: ResourceValue): string | null {
  if (value.type === valueType.string) return value.text;
  return isInteger(value) ? String(value.data | 0) : null;
}

/** Its 32 bits without sign, or null where it is no number. */
export function integerOf(value: ResourceValue): number | null {
  if (isInteger(value)) return value.data;
  const text = value.text ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** Whether it is a boolean or a number other than zero. */
export function isTrue(value: ResourceValue | null): boolean {
  return value !== null && (isInteger(value) ? value.data !== 0 : value.text === 'true');
}

function isInteger(value: ResourceValue): boolean {
  return value.type >= valueType.firstInt && value.type <= valueType.lastInt;
}
