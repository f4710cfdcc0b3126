import { createHash } from 'node:crypto';
import { type AuthenticodeOptions, authenticode } from './authenticode.js';
import { type CompoundStream, writeCompoundFile } from './compound-file.js';
import { drawIcon } from './png.js';
import { sampleApp } from './sample-app.js';
import { halfWords, words } from './words.js';

export interface MsiOptions {
  /** Rows of the Property table, beside or in place of the sample's; `undefined` leaves one out. */
  properties?: Readonly<Record<string, string | undefined>>;
  /** What the installer carries. */
  cabinet?: Buffer;
  /** Names, sizes and times are signed as well. */
  hasMetadataHash?: boolean;
  /** `null` leaves the database unsigned. */
  signature?: AuthenticodeOptions | null;
  /** Changes the streams after they were signed. */
  change?(streams: CompoundStream[]): void;
}

export const sampleUpgradeCode = 'AB12CD34-0000-4000-8000-0123456789AB';
const sampleCabinet = Buffer.concat([Buffer.from('MSCF'), Buffer.alloc(20_000, 'cabinet')]);
const rootClass = Buffer.from('84100c0000000000c000000000000046', 'hex');
const signatureName = '\u0005DigitalSignature';
const metadataName = '\u0005MsiDigitalSignatureEx';

/** A Windows Installer database with a Property table, an icon and a cabinet, signed. */
export function buildMsi(options: MsiOptions = {}): Buffer {
  const streams: CompoundStream[] = [
    ...propertyTable(options),
    { name: packedName('Icon.Campus.ico'), data: ico(drawIcon({ size: 48 })) },
    { name: '\u0005SummaryInformation', data: summary('x64;1033') },
    { name: 'Campus.cab', data: options.cabinet ?? sampleCabinet },
  ];
  const metadata = options.hasMetadataHash ? metadataHash(streams) : null;
  if (metadata !== null) streams.push({ name: metadataName, data: metadata });
  if (options.signature !== null) {
    const data = authenticode(digestOf(streams, metadata), 'package', options.signature);
    streams.push({ name: signatureName, data });
  }
  options.change?.(streams);
  return writeCompoundFile({ streams, rootClass });
}

/** Streams in the order of their names' bytes, without what holds the signature. */
function inOrder(streams: readonly CompoundStream[]): CompoundStream[] {
  const bytes = ({ name }: CompoundStream) => Buffer.from(`${name}\0`, 'utf16le');
  return streams
    .filter(({ name }) => name !== metadataName && name !== signatureName)
    .sort((one, other) => Buffer.compare(bytes(one), bytes(other)));
}

function digestOf(streams: readonly CompoundStream[], metadata: Buffer | null): Buffer {
  const digest = createHash('sha256').update(metadata ?? Buffer.alloc(0));
  for (const { data } of inOrder(streams)) digest.update(data);
  return digest.update(rootClass).digest();
}

/** The root's class and state; of each stream its name, size, state and two times. */
function metadataHash(streams: readonly CompoundStream[]): Buffer {
  const digest = createHash('sha256').update(rootClass).update(Buffer.alloc(4));
  for (const { name, data } of inOrder(streams)) {
    digest.update(Buffer.from(name, 'utf16le')).update(words(data.length)).update(Buffer.alloc(20));
  }
  return digest.digest();
}

function propertyTable({ properties = {} }: MsiOptions): CompoundStream[] {
  const rows: Record<string, string | undefined> = {
    ProductName: sampleApp.name,
    ProductVersion: '1.2.3',
    ProductCode: '{11111111-2222-3333-4444-555555555555}',
    UpgradeCode: `{${sampleUpgradeCode}}`,
    Manufacturer: sampleApp.organisation,
    ARPPRODUCTICON: 'Campus.ico',
    ...properties,
  };
  const kept = Object.entries(rows).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const strings = kept.flat().map((text) => Buffer.from(text));
  const utf8 = 65_001;
  const pool = strings.map(({ length }) =>
    length > 0xffff ? Buffer.concat([halfWords(0, 1), words(length)]) : halfWords(length, 1),
  );
  return [
    { name: packedName('!_StringPool'), data: Buffer.concat([halfWords(utf8, 0), ...pool]) },
    { name: packedName('!_StringData'), data: Buffer.concat(strings) },
    {
      name: packedName('!Property'),
      data: Buffer.concat([
        halfWords(...kept.map((_, index) => index * 2 + 1)),
        halfWords(...kept.map((_, index) => index * 2 + 2)),
      ]),
    },
  ];
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._';

/** A stream's name as Windows Installer writes it; `!` marks a table. */
export function packedName(name: string): string {
  const isTable = name.startsWith('!');
  const codes = [...(isTable ? name.slice(1) : name)].map((character) =>
    alphabet.indexOf(character),
  );
  let packed = isTable ? '\u4840' : '';
  for (let at = 0; at < codes.length; at += 2) {
    const [first = 0, second] = [codes[at], codes[at + 1]];
    packed += String.fromCharCode(
      second === undefined ? 0x4800 + first : 0x3800 + first + (second << 6),
    );
  }
  return packed;
}

/** A property set with the template alone. */
function summary(template: string): Buffer {
  const text = Buffer.from(`${template}\0`);
  const head = Buffer.alloc(48);
  head.writeUInt32LE(48, 44);
  return Buffer.concat([head, words(0, 1, 7, 16, 30, text.length), text]);
}

function ico(image: Buffer): Buffer {
  const entry = Buffer.concat([
    Buffer.from([48, 48, 0, 0]),
    halfWords(1, 32),
    words(image.length, 22),
  ]);
  return Buffer.concat([halfWords(0, 1, 1), entry, image]);
}
