import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import { codeResources } from './code-resources.js';
import { type ApplePlatform, writeMachO } from './macho.js';
import { writePlist } from './plist-format.js';
import { drawIcon } from './png.js';
import { sampleApp } from './sample-app.js';
import { type AppleLikeChain, defaultAppleLikeChain, makeAppleLikeChain } from './signers.js';
import { writeZip, type ZipEntry } from './zip.js';

export interface MacAppOptions {
  /** Further keys, or other values; `undefined` leaves a key out. */
  infoPlistKeys?: Readonly<Record<string, PlistValue | undefined>>;
  chain?: AppleLikeChain;
  codeSignature?: 'full' | 'ad-hoc' | 'none';
  applePlatform?: ApplePlatform;
  /** A framework and a library inside. */
  hasNestedCode?: boolean;
  isStapled?: boolean;
  /** Further files, sealed, by their paths from `Contents/`. */
  resources?: ReadonlyMap<string, Buffer>;
  /** Changes what is packed, by paths from `Contents/`, after everything was sealed. */
  change?(entries: Map<string, Packed>): void;
  /** Beside the app. */
  others?: readonly ZipEntry[];
}

interface Packed {
  data: Buffer;
  isLink: boolean;
}

/** By its path from the folder that holds the app. */
export type MacAppFile = Packed & { name: string };

type Files = Map<string, Buffer>;

let applicationChain: AppleLikeChain | undefined;

/** `Developer ID Application: <organisation> (<team>)` under the root of the default chain. */
export function defaultApplicationChain(): AppleLikeChain {
  applicationChain ??= makeAppleLikeChain({
    authorities: defaultAppleLikeChain(),
    leafName: `Developer ID Application: ${sampleApp.organisation} (${sampleApp.teamIdentifier})`,
  });
  return applicationChain;
}

/** A macOS app in a ZIP archive as `ditto -c -k --keepParent` packs it: signed, a ticket stapled. */
export function buildMacApp(options: MacAppOptions = {}): Buffer {
  return writeZip([...macAppFiles(options), ...(options.others ?? [])]);
}

/** The files and links of the app, signed, before they are packed. */
export function macAppFiles(options: MacAppOptions = {}): MacAppFile[] {
  const nested = options.hasNestedCode ? nestedCode(options) : { files: new Map(), names: {} };
  const resources: Files = new Map([
    ['Resources/AppIcon.icns', icns([drawIcon({ size: 32 }), drawIcon({ size: 256 })])],
    [
      'Resources/zh-Hans.lproj/InfoPlist.strings',
      Buffer.from(`CFBundleName = "${sampleApp.chineseName}";`),
    ],
    ...nested.files,
    ...(options.resources ?? []),
  ]);
  const info = infoPlist(options);
  resources.set('Info.plist', info);
  const files = sealed(resources, { code: 'MacOS/Campus', info }, options, nested.names);
  if (options.isStapled !== false) files.set('CodeResources', Buffer.from('s8ch and so on'));
  const entries = new Map<string, Packed>();
  for (const [path, data] of files) entries.set(path, { data, isLink: false });
  for (const [path, link] of options.hasNestedCode ? frameworkLinks : []) entries.set(path, link);
  options.change?.(entries);
  return [...entries].map(([path, entry]) => ({ name: `Campus.app/Contents/${path}`, ...entry }));
}

const framework = 'Frameworks/Kit.framework';
const frameworkLinks = [
  [`${framework}/Versions/Current`, { data: Buffer.from('A'), isLink: true }],
  [`${framework}/Kit`, { data: Buffer.from('Versions/Current/Kit'), isLink: true }],
] as const;

function nestedCode(options: MacAppOptions): { files: Files; names: Record<string, Buffer> } {
  const info = writePlist({ CFBundleIdentifier: 'cn.example.kit', CFBundleExecutable: 'Kit' });
  const resources: Files = new Map([
    ['Resources/Info.plist', info],
    ['Resources/kit.json', Buffer.from('{}')],
  ]);
  const kit = sealed(resources, { code: 'Kit', info }, options);
  const library = executable(options, undefined, undefined);
  const files: Files = new Map([['Frameworks/libcampus.dylib', library]]);
  for (const [path, data] of kit) files.set(`${framework}/Versions/A/${path}`, data);
  return {
    files,
    names: {
      [framework]: codeName(kit.get('Kit') ?? Buffer.alloc(0)),
      'Frameworks/libcampus.dylib': codeName(library),
    },
  };
}

/** Adds executable and seal to a bundle's other files, by their paths in it. */
function sealed(
  resources: Files,
  { code, info }: { code: string; info: Buffer },
  options: MacAppOptions,
  nested: Record<string, Buffer> = {},
): Files {
  const files: Files = new Map(resources);
  const isOwn = ([path]: readonly [string, Buffer]) => nested[path] === undefined;
  const seal = codeResources(new Map([...files].filter(isOwn)), code, { nested });
  files.set(code, executable(options, info, seal));
  if (options.codeSignature !== 'none') files.set('_CodeSignature/CodeResources', seal);
  return files;
}

function executable(
  { chain = defaultApplicationChain(), codeSignature = 'full', applePlatform }: MacAppOptions,
  info: Buffer | undefined,
  seal: Buffer | undefined,
): Buffer {
  const isFull = codeSignature === 'full';
  return writeMachO({
    minimumOsVersion: '11.0',
    applePlatform: applePlatform ?? 'macos',
    architectures: ['x86_64', 'arm64'],
    signature:
      codeSignature === 'none'
        ? undefined
        : {
            identifier: sampleApp.identifier,
            teamIdentifier: isFull ? chain.teamIdentifier : '',
            signer: isFull ? chain.distribution : undefined,
            certificates: [chain.intermediate, chain.root],
            infoPlist: info,
            codeResources: seal,
          },
  });
}

/** The name of the first code directory in a file: its SHA-256, cut to 20 bytes. */
function codeName(code: Buffer): Buffer {
  const at = code.indexOf(Buffer.from('fade0c02', 'hex'));
  const directory = code.subarray(at, at + code.readUInt32BE(at + 4));
  return createHash('sha256').update(directory).digest().subarray(0, 20);
}

function infoPlist({ infoPlistKeys = {} }: MacAppOptions): Buffer {
  const keys: Record<string, PlistValue | undefined> = {
    CFBundleExecutable: 'Campus',
    CFBundleIconFile: 'AppIcon',
    CFBundleIdentifier: sampleApp.identifier,
    CFBundleName: sampleApp.name,
    CFBundleShortVersionString: '1.2.3',
    CFBundleSupportedPlatforms: ['MacOSX'],
    CFBundleVersion: '123',
    LSMinimumSystemVersion: '11.0',
    ...infoPlistKeys,
  };
  const kept: Record<string, PlistValue> = {};
  for (const [key, value] of Object.entries(keys)) if (value !== undefined) kept[key] = value;
  return writePlist(kept);
}

function icns(images: readonly Buffer[]): Buffer {
  const members = images.map((image, index) => member(`ic${10 + index}`, image));
  return member('icns', Buffer.concat(members));
}

function member(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type);
  head.writeUInt32BE(8 + data.length, 4);
  return Buffer.concat([head, data]);
}
