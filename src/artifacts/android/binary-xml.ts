import { type Chunk, chunkAt, chunksIn, chunkType } from './chunks.js';
import { type ResourceValue, readValue } from './resource-value.js';
import { readStringPool, type StringPool } from './string-pool.js';

/** An element of a binary XML file, with the attributes Android would find on it. */
export interface XmlElement {
  name: string;
  children: XmlElement[];
  /** By resource id, as Android looks attributes up: their names are only decoration. */
  byId: ReadonlyMap<number, ResourceValue>;
  /** Attributes without a namespace and without a resource id, by name. */
  byName: ReadonlyMap<string, ResourceValue>;
}

const maxDepth = 64;
const noIndex = 0xffffffff;

/**
 * Reads the elements down to `depth` levels (the manifest needs two) of Android's binary XML.
 *
 * An own reader instead of app-info-parser's: that one keys attributes by bare name (an attribute
 * without namespace shadows `android:versionCode`), strips characters out of `versionName`, reads
 * string 0 as empty and loops for ever on a chunk of size 0. The tests hold both to one answer.
 */
export function readBinaryXml(bytes: Buffer, depth: number): XmlElement {
  const document = chunkAt(bytes, 0);
  if (document.type !== chunkType.xml) throw new RangeError('no binary XML');
  const reader = new Reader(depth);
  for (const chunk of chunksIn(document)) reader.take(chunk);
  if (reader.root === null) throw new RangeError('no root element');
  return reader.root;
}

class Reader {
  root: XmlElement | null = null;
  readonly #depth: number;
  readonly #open: (XmlElement | null)[] = [];
  #strings: StringPool = { get: () => null };
  #resourceIds: Buffer = Buffer.alloc(0);

  constructor(depth: number) {
    this.#depth = depth;
  }

  take(chunk: Chunk): void {
    if (chunk.type === chunkType.stringPool) this.#strings = readStringPool(chunk.bytes);
    else if (chunk.type === chunkType.xmlResourceMap) {
      this.#resourceIds = chunk.bytes.subarray(chunk.headerSize);
    } else if (chunk.type === chunkType.xmlStartElement) this.#start(chunk);
    else if (chunk.type === chunkType.xmlEndElement) this.#open.pop();
  }

  #start(chunk: Chunk): void {
    if (this.#open.length >= maxDepth) throw new RangeError('elements too deep');
    const element = this.#open.length < this.#depth ? this.#element(chunk) : null;
    const parent = this.#open.at(-1) ?? null;
    this.#open.push(element);
    if (element === null) return;
    if (parent !== null) parent.children.push(element);
    else this.root ??= element;
  }

  #element(chunk: Chunk): XmlElement {
    const at = chunk.headerSize;
    const name = this.#strings.get(chunk.bytes.readUInt32LE(at + 4)) ?? '';
    const size = chunk.bytes.readUInt16LE(at + 10);
    const count = chunk.bytes.readUInt16LE(at + 12);
    if (size < 20) throw new RangeError('attribute too short');
    const byId = new Map<number, ResourceValue>();
    const byName = new Map<string, ResourceValue>();
    for (let index = 0; index < count; index += 1) {
      const from = at + chunk.bytes.readUInt16LE(at + 8) + index * size;
      this.#attribute(chunk.bytes.subarray(from, from + size), byId, byName);
    }
    return { name, children: [], byId, byName };
  }

  #attribute(
    bytes: Buffer,
    byId: Map<number, ResourceValue>,
    byName: Map<string, ResourceValue>,
  ): void {
    const nameIndex = bytes.readUInt32LE(4);
    const value = readValue(bytes, 12, this.#strings);
    const id =
      nameIndex * 4 + 4 <= this.#resourceIds.length
        ? this.#resourceIds.readUInt32LE(nameIndex * 4)
        : 0;
    if (id !== 0) {
      if (!byId.has(id)) byId.set(id, value);
      return;
    }
    const name = this.#strings.get(nameIndex);
    const hasNamespace = bytes.readUInt32LE(0) !== noIndex;
    if (name !== null && !hasNamespace && !byName.has(name)) byName.set(name, value);
  }
}
