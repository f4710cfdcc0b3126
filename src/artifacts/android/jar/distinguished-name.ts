import { childrenOf, type DerElement, oidOf } from '../../der.js';

/** String types whose text is compared; all others are compared as bytes. */
const decoders: Readonly<Record<number, (content: Buffer) => string>> = {
  12: (content) => content.toString('utf8'),
  19: (content) => content.toString('latin1'),
  20: (content) => content.toString('latin1'),
  22: (content) => content.toString('latin1'),
  30: (content) =>
    Buffer.from(content.subarray(0, content.length & ~1))
      .swap16()
      .toString('utf16le'),
};

/**
 * A distinguished name in one form for all its encodings (RFC 5280 7.1): string types, case and
 * repeated spaces make no difference. Signing tools write the issuer of one certificate now as
 * PrintableString and now as UTF8String.
 */
export function canonicalName(name: DerElement): string {
  const parts = childrenOf(name).map((relative) => {
    const pairs = childrenOf(relative).map((pair) => {
      const [type, value] = childrenOf(pair);
      return [oidOf(type), value === undefined ? '' : canonicalText(value)];
    });
    return pairs.sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  });
  return JSON.stringify(parts);
}

function canonicalText({ tag, raw, content }: DerElement): string {
  const decode = decoders[tag];
  if (decode === undefined) return `#${raw.toString('hex')}`;
  return decode(content).normalize('NFKD').toLowerCase().trim().replace(/\s+/g, ' ');
}
