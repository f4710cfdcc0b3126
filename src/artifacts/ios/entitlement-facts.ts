import type { PlistValue } from '../apple/binary-plist.js';
import { readEntitlements } from '../apple/code-signature/entitlements.js';
import { readSuperBlob } from '../apple/code-signature/super-blob.js';
import type { MachOSlice } from '../apple/mach-o.js';
import { isDictionary } from '../apple/property-list.js';

const mostNames = 200;
const longestName = 200;
const longestValue = 2000;

/** What the executable may do, by the names of its entitlements; the values as JSON, text as it is. */
export function entitlementFacts(slices: readonly MachOSlice[]): Readonly<Record<string, string>> {
  for (const { signature } of slices) {
    const [form] = signature === null ? [] : formsIn(signature);
    if (form === undefined) continue;
    const pairs = Object.entries(form).slice(0, mostNames).sort();
    return Object.fromEntries(
      pairs.map(([name, value]) => [name.slice(0, longestName), shown(value)]),
    );
  }
  return {};
}

/** What cannot be read is refused where it is judged. */
function formsIn(signature: Buffer) {
  try {
    return readEntitlements(readSuperBlob(signature));
  } catch {
    return [];
  }
}

function shown(value: PlistValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(plain(value));
  return text.slice(0, longestValue);
}

function plain(value: PlistValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (!isDictionary(value)) return value;
  const pairs = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, inner]) => [key, plain(inner)]));
}
