import { type AndroidManifestOptions, androidManifest } from './android-manifest.js';
import {
  type BlockScheme,
  contentDigest,
  type SignatureDefects,
  sectionDigests,
  signingBlock,
} from './apk-signing.js';
import { type ResourceType, type ResourceValue, writeResourceTable } from './arsc.js';
import { android, element, writeBinaryXml } from './axml.js';
import type { SignatureAlgorithm } from './block-algorithms.js';
import { type JarSigningOptions, jarSignature } from './jar-signing.js';
import { drawIcon } from './png.js';
import { sampleApp } from './sample-app.js';
import { defaultAndroidSigner, type Signer } from './signers.js';
import { endOfDirectory, flipBit, flipBitOf, joinZip, layOutZip, type ZipEntry } from './zip.js';

export type ApkScheme = 'v1' | BlockScheme;

export interface ApkOptions extends AndroidManifestOptions {
  /** The default label; `null` for an app without one. */
  label?: string | null;
  /** Further labels by locale (`zh`, `zh-CN`, `zh-Hant-TW`). */
  labels?: Readonly<Record<string, string>>;
  /** Further string resources; the first one has the id `resourceId(0, 1)`. */
  strings?: readonly ResourceValue[];
  abis?: readonly string[];
  /** Files of the icon by density (160 is `mdpi`), or one for all densities; `null` for none. */
  icon?: Buffer | Readonly<Record<number, Buffer>> | null;
  /** Ending of the icon's files; `png` where absent. */
  iconExtension?: string;
  /** Adds an XML icon for `anydpi`, as tool chains of today do; with `icon: {}` it is the only one. */
  adaptiveIcon?: boolean;
  /** Put behind the app's own entries, before signing. */
  extraEntries?: readonly ZipEntry[];
  /** Last look at the entries before they are signed: to change, add, repeat or drop some. */
  beforeSigning?: (entries: ZipEntry[]) => ZipEntry[];
  /** What an attacker does: the entries change, the block of v2 and v3 stays, the archive is sound. */
  afterSigning?: (entries: ZipEntry[]) => ZipEntry[];
  schemes?: readonly ApkScheme[];
  signer?: Signer;
  /** Signs v1 in the first signer's place: an attacker's or a tool's mistake. */
  jarSigner?: Signer;
  /** Signers beside the first. */
  otherSigners?: readonly Signer[];
  /** Whose keys were used before the signer's, oldest first: v1 and v2 stay with the oldest. */
  pastSigners?: readonly Signer[];
  /** Where v3.1 takes over with the new key; 33 where absent. */
  rotationMinSdk?: number;
  algorithm?: SignatureAlgorithm;
  v1?: Omit<JarSigningOptions, 'signedBlocks'>;
  v3SdkRange?: readonly [number, number];
  /** Bytes before the first entry, counted in by all offsets: Janus. */
  prefix?: Buffer;
  /** Adds a stored entry so that the file is at least this long. */
  padToBytes?: number;
  defects?: ApkDefects;
}

export interface ApkDefects extends SignatureDefects {
  /** After signing, flips one bit of this entry's packed bytes. */
  flipByteIn?: string;
  /** After signing, flips one bit of the directory (the time of its first entry). */
  flipByteInDirectory?: boolean;
}

const densities = [160, 240, 320, 480, 640];

/** An APK, signed with v1, v2 and v3 unless told otherwise. */
export function buildApk(options: ApkOptions = {}): Buffer {
  const entries = apkEntries(options);
  const signer = options.signer ?? defaultAndroidSigner();
  const schemes = options.schemes ?? ['v1', 'v2', 'v3'];
  const blockSchemes = schemes.filter((scheme) => scheme !== 'v1');
  if (schemes.includes('v1')) {
    const signedBlocks = blockSchemes
      .filter((scheme) => scheme !== 'v3.1')
      .map((scheme) => Number(scheme.slice(1)));
    const jarSigner = options.jarSigner ?? options.pastSigners?.[0] ?? signer;
    entries.push(...jarSignature(entries, jarSigner, { signedBlocks, ...options.v1 }));
  }
  const parts = layOutZip(entries, options.prefix);
  const digestFor = (hash: string) =>
    contentDigest(
      [
        parts.entries,
        parts.directory,
        // with the offset the directory has without the block
        endOfDirectory(parts, parts.entries.length),
      ].flatMap((section) => sectionDigests(section, hash)),
      hash,
    );
  const block =
    blockSchemes.length === 0
      ? undefined
      : signingBlock(blockSchemes, digestFor, {
          ...options,
          signers: [signer, ...(options.otherSigners ?? [])],
        });
  const written = options.afterSigning
    ? layOutZip(options.afterSigning(entries), options.prefix)
    : parts;
  const apk = joinZip(written, block);
  const { flipByteIn, flipByteInDirectory } = options.defects ?? {};
  if (flipByteIn !== undefined) flipBitOf(written, apk, flipByteIn);
  // the time of the directory's first entry
  if (flipByteInDirectory) flipBit(apk, written.entries.length + (block?.length ?? 0) + 12);
  return apk;
}

/** The entries of an APK before it is signed. */
export function apkEntries(options: ApkOptions = {}): ZipEntry[] {
  const icons = iconFiles(options);
  const hasLabel = options.label !== null && options.literalLabel === undefined;
  const entries: ZipEntry[] = [
    {
      name: 'AndroidManifest.xml',
      data: androidManifest({ ...options, hasLabel, hasIcon: icons.length > 0 }),
    },
    // targetSdk 30 and later demand it stored and aligned
    { name: 'resources.arsc', data: resourceTable(options, icons), stored: true, alignment: 4 },
    ...icons.map(({ path, data }) => ({ name: path, data, stored: true, alignment: 4 })),
    ...(options.abis ?? []).map((abi) => ({ name: `lib/${abi}/libcampus.so`, data: elfHeader() })),
    ...(options.extraEntries ?? []),
  ];
  if (options.padToBytes !== undefined) entries.push(paddingEntry(options.padToBytes));
  return options.beforeSigning?.(entries) ?? entries;
}

export function paddingEntry(size: number): ZipEntry {
  return { name: 'assets/padding.bin', data: Buffer.alloc(size, 'padding '), stored: true };
}

interface IconFile {
  path: string;
  data: Buffer;
  density: number;
  sdkVersion?: number;
}

function iconFiles(options: ApkOptions): IconFile[] {
  const { icon, iconExtension = 'png' } = options;
  if (icon === null) return [];
  const given = icon instanceof Buffer ? undefined : icon;
  const drawn = densities.map((density): [number, Buffer] => [
    density,
    icon instanceof Buffer ? icon : drawIcon({ size: (48 * density) / 160 }),
  ]);
  const byDensity = given === undefined ? drawn : Object.entries(given);
  const files: IconFile[] = byDensity.map(([density, data]) => ({
    path: `res/mipmap-${density}dpi/ic_launcher.${iconExtension}`,
    data,
    density: Number(density),
  }));
  if (options.adaptiveIcon) {
    const layer = { reference: 0x0106000b };
    const data = writeBinaryXml(
      element(
        'adaptive-icon',
        [],
        [
          element('background', [android('drawable', layer)]),
          element('foreground', [android('drawable', layer)]),
        ],
      ),
    );
    files.push({
      path: 'res/mipmap-anydpi-v26/ic_launcher.xml',
      data,
      density: 0xfffe,
      sdkVersion: 26,
    });
  }
  return files;
}

function resourceTable(options: ApkOptions, icons: readonly IconFile[]): Buffer {
  const { label = sampleApp.name, strings = [] } = options;
  const { labels = label === sampleApp.name ? { zh: sampleApp.chineseName } : {} } = options;
  const texts: ResourceValue[] = [
    { text: label ?? '' },
    ...Object.entries(labels).map(([locale, text]) => ({ text, locale })),
  ];
  const files = icons.map(({ path, density, sdkVersion = 0 }) => ({
    text: path,
    density,
    sdkVersion,
  }));
  const types: ResourceType[] = [
    {
      name: 'string',
      entries: [
        { name: 'app_name', values: texts },
        ...strings.map((value, index) => ({ name: `text_${index + 1}`, values: [value] })),
      ],
    },
    { name: 'mipmap', entries: [{ name: 'ic_launcher', values: files }] },
  ];
  return writeResourceTable(options.packageName ?? sampleApp.identifier, types, options.encoding);
}

/** An ELF header and nothing behind it: enough for a folder to count as an ABI. */
function elfHeader(): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  return header;
}
