import { build, type PlistValue } from 'plist';
import { writeBinaryPlist } from './plist-binary.js';

export type PlistFormat = 'xml' | 'binary';

export function writePlist(value: PlistValue, format: PlistFormat = 'xml'): Buffer {
  return format === 'binary' ? writeBinaryPlist(value) : Buffer.from(`${build(value)}\n`);
}
