import { halfWords, words } from './words.js';

export interface VersionResourceOptions {
  /** Four numbers; `1.2.3.4` where absent. */
  fileVersion?: string;
  productVersion?: string;
  /** Texts per LANGID; the first is the one that the resource names. */
  tables: readonly (readonly [language: number, texts: Readonly<Record<string, string>>])[];
}

/** VS_VERSIONINFO as resource compilers write it. */
export function versionResource(options: VersionResourceOptions): Buffer {
  const { fileVersion = '1.2.3.4', productVersion = fileVersion, tables } = options;
  const fixed = words(
    0xfeef04bd,
    0x10000,
    ...packed(fileVersion),
    ...packed(productVersion),
    0x3f,
    0,
    0x40004,
    1,
    0,
    0,
    0,
  );
  const languages = tables.map(([language]) => language);
  const texts = tables.map(([language, values]) =>
    block(
      `${language.toString(16).padStart(4, '0')}04b0`,
      Buffer.alloc(0),
      Object.entries(values).map(([key, text]) =>
        block(key, Buffer.from(`${text}\0`, 'utf16le'), [], text.length + 1),
      ),
    ),
  );
  const translation = Buffer.concat(languages.map((language) => halfWords(language, 0x4b0)));
  return block('VS_VERSION_INFO', fixed, [
    block('StringFileInfo', Buffer.alloc(0), texts),
    block('VarFileInfo', Buffer.alloc(0), [block('Translation', translation, [])]),
  ]);
}

function packed(version: string): [high: number, low: number] {
  const [a = 0, b = 0, c = 0, d = 0] = version.split('.').map(Number);
  return [a * 65_536 + b, c * 65_536 + d];
}

function block(
  key: string,
  value: Buffer,
  children: readonly Buffer[],
  textLength?: number,
): Buffer {
  const name = Buffer.from(`${key}\0`, 'utf16le');
  const head = padded(Buffer.concat([Buffer.alloc(6), name]));
  const body = children.reduce<Buffer>(
    (before, child) => Buffer.concat([padded(before), child]),
    Buffer.concat([head, value]),
  );
  body.writeUInt16LE(body.length, 0);
  body.writeUInt16LE(textLength ?? value.length, 2);
  body.writeUInt16LE(textLength === undefined ? 0 : 1, 4);
  return body;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
