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
  checkTags(text);
  return parse(text);
}

const maxDepth = 64;

/**
 * Throws a `RangeError` for markup that keeps the parser of XML busy for minutes, as tags that do not
 * end and elements nested without end do.
 */
function checkTags(text: string): void {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const mark = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![', at) ? ']]>' : '>';
    const end = text.indexOf(mark, at);
    const tag = mark === '>' ? text.slice(at, end) : '<!';
    if (end < 0 || !/^<[A-Za-z/!?][^<]*$/.test(tag)) throw new RangeError('a tag does not end');
    if (tag[1] === '/') depth -= 1;
    else if (tag[1] !== '!' && tag[1] !== '?' && !tag.endsWith('/')) depth += 1;
    if (depth > maxDepth) throw new RangeError('elements too deep');
    at = end + mark.length;
  }
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
