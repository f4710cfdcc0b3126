/** One element of DER (ITU X.690). `raw` is the element as it stands, header included. */
export interface DerElement {
  tag: number;
  raw: Buffer;
  content: Buffer;
}

/** Tags used here; the context tags are constructed unless named otherwise. */
export const derTag = {
  integer: 0x02,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context0Primitive: 0x80,
} as const;

const maxLengthBytes = 4;
const maxDepth = 32;
const constructed = 0x20;
const endOfContents = 2;

/**
 * Reads the element at `offset`. Raw slices are kept and nothing is re-encoded, because signatures
 * are over bytes. Indefinite lengths (BER), which some signers write around a message, are followed
 * to their end. Throws a `RangeError` where the element does not fit.
 */
export function readDer(bytes: Buffer, offset = 0, depth = 0): DerElement {
  const tag = bytes.readUInt8(offset);
  if ((tag & 0x1f) === 0x1f) throw new RangeError('long DER tag');
  const first = bytes.readUInt8(offset + 1);
  if (first === 0x80) return readIndefinite(bytes, offset, depth);
  const lengthBytes = first & 0x80 ? first & 0x7f : 0;
  if (lengthBytes > maxLengthBytes) throw new RangeError('DER length');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(offset + 2, lengthBytes);
  const start = offset + 2 + lengthBytes;
  if (start + length > bytes.length) throw new RangeError('DER element does not fit');
  return {
    tag,
    raw: bytes.subarray(offset, start + length),
    content: bytes.subarray(start, start + length),
  };
}

function readIndefinite(bytes: Buffer, offset: number, depth: number): DerElement {
  const tag = bytes.readUInt8(offset);
  if ((tag & constructed) === 0 || depth >= maxDepth) throw new RangeError('DER length');
  let at = offset + 2;
  while (bytes.readUInt16BE(at) !== 0) at += readDer(bytes, at, depth + 1).raw.length;
  return {
    tag,
    raw: bytes.subarray(offset, at + endOfContents),
    content: bytes.subarray(offset + 2, at),
  };
}

/** The bytes of an octet string, which BER may write in pieces. */
export function octetsOf(element: DerElement | undefined): Buffer {
  if (element?.tag !== (derTag.octetString | constructed))
    return expectTag(element, derTag.octetString).content;
  return Buffer.concat(
    childrenOf(element).map((piece) => expectTag(piece, derTag.octetString).content),
  );
}

/** The elements inside a constructed one. */
export function childrenOf(element: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let at = 0; at < element.content.length; ) {
    const child = readDer(element.content, at);
    children.push(child);
    at += child.raw.length;
  }
  return children;
}

/** The element if it is there and has this tag; throws a `RangeError` otherwise. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new RangeError(`DER tag ${tag} expected`);
  return element;
}

/** An object identifier in dotted form. */
export function oidOf(element: DerElement | undefined): string {
  const { content } = expectTag(element, derTag.objectIdentifier);
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const first = parts.shift() ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...parts].join('.');
}
