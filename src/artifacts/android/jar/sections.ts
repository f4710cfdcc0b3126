import { SignatureFault } from '../signature-fault.js';

/** One section of `MANIFEST.MF` or of a signature file. */
export interface JarSection {
  /** Where it stands in its file; the empty line that ends it is part of it. */
  start: number;
  end: number;
  /** Of the file it is about: the value of its first attribute, where that is `Name`. */
  name: string | null;
  /** The first value of an attribute; names are compared without regard to case. */
  get(name: string): string | null;
}

const maxAttributes = 1000;
/** No name in a ZIP archive comes near. */
const maxAttributeSize = 256 * 1024;
const [carriageReturn, lineFeed, space] = [0x0d, 0x0a, 0x20];

/**
 * The sections of a JAR manifest (JAR File Specification), as Android reads them: any line ending,
 * empty lines before a section skipped, name and value parted by the first `: `. Throws a
 * `SignatureFault` for a section with more than 1000 attributes or one of more than 256 KiB.
 */
export function* jarSections(bytes: Buffer): Generator<JarSection> {
  for (let at = afterBlanks(bytes, 0); at < bytes.length; ) {
    const section = sectionAt(bytes, at);
    yield section;
    at = afterBlanks(bytes, section.end);
  }
}

function afterBlanks(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at] === carriageReturn || bytes[at] === lineFeed) at += 1;
  return at;
}

/** The section that begins at `start`. */
export function sectionAt(bytes: Buffer, start: number): JarSection {
  const attributes = new Map<string, string>();
  let at = start;
  let count = 0;
  for (; at < bytes.length; count += 1) {
    const { text, end } = attributeAt(bytes, at);
    at = end;
    if (text === '') break;
    if (count === maxAttributes) throw tooLong();
    const colon = text.indexOf(': ');
    const name = (colon < 0 ? text : text.slice(0, colon)).toLowerCase();
    if (!attributes.has(name)) attributes.set(name, colon < 0 ? '' : text.slice(colon + 2));
  }
  const get = (name: string) => attributes.get(name.toLowerCase()) ?? null;
  const [first] = attributes.keys();
  return { start, end: at, name: first === 'name' ? get('Name') : null, get };
}

/** A line together with the lines that continue it after a space. */
function attributeAt(bytes: Buffer, start: number): { text: string; end: number } {
  let { line, end } = lineAt(bytes, start);
  if (line.length === 0) return { text: '', end };
  const parts = [line];
  while (bytes[end] === space) {
    ({ line, end } = lineAt(bytes, end));
    parts.push(line.subarray(1));
    if (end - start > maxAttributeSize) throw tooLong();
  }
  return { text: Buffer.concat(parts).toString('utf8'), end };
}

function tooLong(): SignatureFault {
  return new SignatureFault('a section of its manifest is too long');
}

function lineAt(bytes: Buffer, start: number): { line: Buffer; end: number } {
  let at = start;
  while (at < bytes.length && bytes[at] !== carriageReturn && bytes[at] !== lineFeed) at += 1;
  const isPair = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed;
  return { line: bytes.subarray(start, at), end: Math.min(bytes.length, at + (isPair ? 2 : 1)) };
}
