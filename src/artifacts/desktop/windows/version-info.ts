/** What a version resource says of a program. */
export interface VersionInfo {
  /** `1.2.3.4`; null where there is no fixed part. */
  fileVersion: string | null;
  productVersion: string | null;
  /** The texts per language, the language that the resource names first. */
  tables: readonly VersionTexts[];
}

export interface VersionTexts {
  /** A Windows LANGID. */
  language: number;
  texts: ReadonlyMap<string, string>;
}

interface Block {
  key: string;
  /** What stands behind the key; `valueLength` says how much of it is the value. */
  body: Buffer;
  valueLength: number;
}

const headerSize = 6;
const fixedSize = 52;
const fixedMagic = 0xfeef04bd;
const maxTextLength = 500;

/** Reads VS_VERSIONINFO (Win32). Throws a `RangeError` on damage. */
export function readVersionInfo(bytes: Buffer): VersionInfo {
  const root = blockAt(bytes, 0).block;
  if (root.key !== 'VS_VERSION_INFO') throw new RangeError('no version resource');
  const children = blocks(root.body.subarray(aligned(root.valueLength)));
  const tables = children
    .filter(({ key }) => key === 'StringFileInfo')
    .flatMap(({ body }) => blocks(body))
    .map(readTable);
  const first = firstLanguage(children);
  return {
    ...fixedVersions(root.body.subarray(0, root.valueLength)),
    tables: tables.sort(
      (one, other) => Number(other.language === first) - Number(one.language === first),
    ),
  };
}

function fixedVersions(fixed: Buffer): Pick<VersionInfo, 'fileVersion' | 'productVersion'> {
  if (fixed.length < fixedSize || fixed.readUInt32LE(0) !== fixedMagic) {
    return { fileVersion: null, productVersion: null };
  }
  const quad = (at: number) =>
    [at + 2, at, at + 6, at + 4].map((part) => fixed.readUInt16LE(part)).join('.');
  return { fileVersion: quad(8), productVersion: quad(16) };
}

function readTable({ key, body }: Block): VersionTexts {
  const language = Number.parseInt(key.slice(0, 4), 16) || 0;
  return { language, texts: new Map(blocks(body).map((block) => [block.key, textOf(block)])) };
}

/** Up to the first NUL: compilers do not agree whether the length counts characters or bytes. */
function textOf({ body }: Block): string {
  const text = body.subarray(0, body.length - (body.length % 2)).toString('utf16le');
  return (text.split('\0')[0] ?? '').slice(0, maxTextLength).trim();
}

function firstLanguage(children: readonly Block[]): number | null {
  const translation = children
    .filter(({ key }) => key === 'VarFileInfo')
    .flatMap(({ body }) => blocks(body))
    .find(({ key, valueLength }) => key === 'Translation' && valueLength >= 4);
  return translation === undefined ? null : translation.body.readUInt16LE(0);
}

/** The blocks that stand one behind the other; each is at least as long as its own header. */
function blocks(bytes: Buffer): Block[] {
  const found: Block[] = [];
  for (let at = 0; at + headerSize <= bytes.length; ) {
    const { block, length } = blockAt(bytes, at);
    found.push(block);
    at += aligned(length);
  }
  return found;
}

function blockAt(bytes: Buffer, at: number): { block: Block; length: number } {
  const length = bytes.readUInt16LE(at);
  if (length < headerSize + 2 || at + length > bytes.length) {
    throw new RangeError('a block of the version resource does not fit');
  }
  const whole = bytes.subarray(at, at + length);
  let end = headerSize;
  while (whole.readUInt16LE(end) !== 0) end += 2;
  const key = whole.toString('utf16le', headerSize, end);
  const body = whole.subarray(Math.min(length, aligned(end + 2)));
  const valueLength = Math.min(whole.readUInt16LE(2), body.length);
  return { block: { key, body, valueLength }, length };
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}
