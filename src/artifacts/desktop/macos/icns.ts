import type { IconFacts } from '../../artifact.js';
import { imageFacts } from '../../image.js';

const headerSize = 8;
const maxMembers = 100;

/**
 * The largest PNG of an Apple icon file (`icns`: members of four letters and a length). Older members,
 * packed in Apple's own ways, are left out. Null where there is none, and for damage.
 */
export function largestIcon(bytes: Buffer): { facts: IconFacts; bytes: Buffer } | null {
  if (bytes.length < headerSize || bytes.toString('latin1', 0, 4) !== 'icns') return null;
  let best: { facts: IconFacts; bytes: Buffer } | null = null;
  let at = headerSize;
  for (let count = 0; count < maxMembers && at + headerSize <= bytes.length; count += 1) {
    const length = bytes.readUInt32BE(at + 4);
    if (length < headerSize || at + length > bytes.length) break;
    const member = bytes.subarray(at + headerSize, at + length);
    const facts = imageFacts(member);
    if (facts?.type === 'image/png' && facts.width > (best?.facts.width ?? 0)) {
      best = { facts, bytes: Buffer.from(member) };
    }
    at += length;
  }
  return best;
}
