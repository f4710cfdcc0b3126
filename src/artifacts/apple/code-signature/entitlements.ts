import { childrenOf, type DerElement, readDer } from '../../der.js';
import type { PlistValue } from '../binary-plist.js';
import { isDictionary, type PlistDictionary, readPropertyList } from '../property-list.js';
import { signatureSlot } from './super-blob.js';

const headerSize = 8;
const maxDepth = 16;

/**
 * What the signature lets the code do, in each form it is written: a property list, and since
 * iOS 15 DER. A device reads one of them, so every form has to be allowed. Throws a `RangeError`
 * on damage.
 */
export function readEntitlements(blobs: ReadonlyMap<number, Buffer>): PlistDictionary[] {
  const xml = blobs.get(signatureSlot.entitlements);
  const der = blobs.get(signatureSlot.entitlementsDer);
  const forms = [
    ...(xml === undefined ? [] : [readPropertyList(xml.subarray(headerSize))]),
    ...(der === undefined ? [] : [readDerEntitlements(der.subarray(headerSize))]),
  ];
  return forms.map((form) => {
    if (!isDictionary(form)) throw new RangeError('entitlements');
    return form;
  });
}

/** The first entitlement that the profile does not grant, or null. */
export function notGranted(wanted: PlistDictionary, granted: PlistDictionary): string | null {
  const grants = new Map(Object.entries(granted));
  const [name] =
    Object.entries(wanted).find(([key, value]) => !grant(value, grants.get(key))) ?? [];
  return name ?? null;
}

/** What is false or empty asks for nothing. A grant may be a list, or text that ends in `*`. */
function grant(wanted: PlistValue, granted: PlistValue | undefined): boolean {
  if (wanted === false) return true;
  if (Array.isArray(wanted)) return wanted.every((each) => grant(each, granted));
  if (Array.isArray(granted)) return granted.some((each) => grant(wanted, each));
  if (typeof wanted === 'string' && typeof granted === 'string') {
    return matchesWildcard(wanted, granted);
  }
  if (isDictionary(wanted)) return isDictionary(granted) && notGranted(wanted, granted) === null;
  return typeof wanted !== 'object' && wanted === granted;
}

/** Whether an identifier is covered by one that may end in `*`, as profiles have it. */
function matchesWildcard(text: string, pattern: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

/** `[APPLICATION 16] { version, dictionary }`; the bare dictionary in the signers of 2020. */
function readDerEntitlements(bytes: Buffer): PlistValue {
  const outer = readDer(bytes);
  const body = outer.tag === tag.wrapper ? childrenOf(outer)[1] : outer;
  if (body === undefined) throw new RangeError('entitlements');
  return derValue(body, 0);
}

const tag = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  text: 0x0c,
  list: 0x30,
  set: 0x31,
  wrapper: 0x70,
  dictionary: 0xb0,
} as const;

function derValue(element: DerElement, depth: number): PlistValue {
  if (depth > maxDepth) throw new RangeError('entitlements are nested too deep');
  const { content } = element;
  switch (element.tag) {
    case tag.boolean:
      return content.readUInt8(0) !== 0;
    case tag.integer:
      return content.length > 6 ? Number.NaN : content.readIntBE(0, content.length);
    case tag.octets:
      return content;
    case tag.text:
      return content.toString('utf8');
    case tag.list:
      return childrenOf(element).map((each) => derValue(each, depth + 1));
    case tag.set:
    case tag.dictionary:
      return derDictionary(element, depth);
    default:
      throw new RangeError('entitlements');
  }
}

function derDictionary(element: DerElement, depth: number): PlistDictionary {
  const dictionary: PlistDictionary = Object.create(null);
  for (const pair of childrenOf(element)) {
    const [key, value] = childrenOf(pair);
    if (key?.tag !== tag.text || value === undefined) throw new RangeError('entitlements');
    dictionary[key.content.toString('utf8')] = derValue(value, depth + 1);
  }
  return dictionary;
}
