import { parse } from 'plist';
import { isBinaryPlist, type PlistValue, readBinaryPlist } from './binary-plist.js';

/**
 * Reads a property list, binary or XML, by its content. Throws on anything else. The size is the
 * caller's to bound; XML entities are not expanded and `__proto__` keys are refused by `plist`.
 */
export function readPropertyList(bytes: Buffer): PlistValue {
  if (isBinaryPlist(bytes)) return readBinaryPlist(bytes);
  const text = decodeText(bytes);
  if (!/^\s*<(\?xml|!DOCTYPE|!--|plist)/.test(text.slice(0, 1000)))
    throw new RangeError('no property list');
  return parse(text);
}

/** A dictionary of a property list. */
export type PlistDictionary = { [key: string]: PlistValue };

/** Whether a value is a dictionary, and no list, date or data. */
export function isDictionary(value: unknown): value is PlistDictionary {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Uint8Array);
}

/** Text by its byte order mark; UTF-8 without one. */
export function decodeText(bytes: Buffer): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe) return bytes.toString('utf16le', 2);
  if (mark === 0xfeff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
