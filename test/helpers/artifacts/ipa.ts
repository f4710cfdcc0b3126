import type { PlistValue } from 'plist';
import { type BundleFiles, type BundleOptions, sealBundle } from './app-bundle.js';
import { nestedFiles } from './nested-code.js';
import { writeBinaryPlist } from './plist-binary.js';
import { drawIcon } from './png.js';
import { sampleApp } from './sample-app.js';
import { type AppleLikeChain, defaultAppleLikeChain, makeAppleLikeChain } from './signers.js';
import { flipBit, writeZip, type ZipEntry } from './zip.js';

export interface IpaOptions extends BundleOptions {
  /** Display names by `.lproj` folder (`en`, `zh-Hans`). */
  labels?: Readonly<Record<string, string>>;
  /** Name on the signing certificate; another one than the default means a chain of its own. */
  organisation?: string;
  /** One image for all icon files; `null` for no icon. */
  icon?: Buffer | null;
  /** Icons as Xcode writes them (CgBI), which is the default, or as plain PNG. */
  crushedIcon?: boolean;
  /** Further files of the app, sealed with it. */
  resources?: Readonly<Record<string, Buffer>>;
  /** Adds a signed app extension with a profile of its own under `PlugIns/`. */
  appExtension?: boolean;
  /** Adds a signed framework under `Frameworks/`, with a framework of its own inside. */
  framework?: boolean;
  /** Adds a signed library without a folder, `Frameworks/libCampus.dylib`. */
  withDylib?: boolean;
  /** Adds a signed watch app under `Watch/`, with a profile of its own. */
  watchApp?: boolean;
  /** How the code inside is made and signed, where it is not as the app. */
  nestedOptions?: Partial<BundleOptions>;
  /** Name of the folder in `Payload/`; `Campus.app` where absent. */
  appFolder?: string;
  /** Entries beside the app, named from the archive's root. */
  extraEntries?: readonly ZipEntry[];
  /** What an attacker does: the app's files change after they were sealed. */
  afterSigning?: (files: BundleFiles) => void;
  /** Last look at the archive's entries: to repeat, rename or spoil some. */
  beforeZip?: (entries: ZipEntry[]) => ZipEntry[];
  /** After sealing, flips one bit in the middle of this file of the app; the archive stays sound. */
  flipByteIn?: string;
  /** Adds a stored file to the app so that the IPA is at least this long. */
  padToBytes?: number;
}

/** An IPA under an enterprise profile, signed by a chain like Apple's, unless told otherwise. */
export function buildIpa(options: IpaOptions = {}): Buffer {
  return writeZip(ipaEntries(options));
}

/** The entries of an IPA whose app is sealed. */
export function ipaEntries(options: IpaOptions = {}): ZipEntry[] {
  const folder = `Payload/${options.appFolder ?? 'Campus.app'}/`;
  const entries: ZipEntry[] = [
    { name: 'Payload/', data: Buffer.alloc(0), stored: true },
    { name: folder, data: Buffer.alloc(0), stored: true },
    ...[...appFiles(options)].map(([path, data]) => ({
      name: folder + path,
      data,
      stored: path === paddingPath || path.endsWith('.png'),
    })),
    ...Object.entries(options.links ?? {}).map(([path, target]) => ({
      name: folder + path,
      data: Buffer.from(target),
      isLink: true,
      stored: true,
    })),
    ...(options.extraEntries ?? []),
  ];
  return options.beforeZip?.(entries) ?? entries;
}

export const paddingPath = 'padding.bin';

/** The chain that signs what these options describe. */
export function chainOf(options: IpaOptions): AppleLikeChain {
  if (options.chain) return options.chain;
  const chain = defaultAppleLikeChain();
  const { organisation = chain.organisation, teamIdentifier = chain.teamIdentifier } = options;
  const isDefault = organisation === chain.organisation && teamIdentifier === chain.teamIdentifier;
  return isDefault
    ? chain
    : makeAppleLikeChain({ organisation, teamIdentifier, authorities: chain });
}

function appFiles(options: IpaOptions): BundleFiles {
  const chain = chainOf(options);
  const icon = iconResources(options);
  const resources: BundleFiles = new Map([
    ...icon.files,
    ...localisedNames(options),
    ...Object.entries(options.resources ?? {}),
  ]);
  if (options.padToBytes !== undefined) {
    resources.set(paddingPath, Buffer.alloc(options.padToBytes, 'padding '));
  }
  for (const [path, data] of nestedFiles(chain, options)) resources.set(path, data);
  const infoPlistKeys = { ...icon.keys, ...options.infoPlistKeys };
  const files = sealBundle(resources, chain, { ...options, infoPlistKeys });
  options.afterSigning?.(files);
  if (options.flipByteIn !== undefined) {
    const data = Buffer.from(files.get(options.flipByteIn) ?? []);
    flipBit(data, data.length >> 1);
    files.set(options.flipByteIn, data);
  }
  return files;
}

const iconSizes = {
  'AppIcon60x60@2x.png': 120,
  'AppIcon60x60@3x.png': 180,
  'AppIcon76x76@2x~ipad.png': 152,
} as const;

function iconResources(options: IpaOptions) {
  const { icon, crushedIcon = true } = options;
  if (icon === null) return { files: [], keys: {} };
  const files = Object.entries(iconSizes).map(([path, size]): [string, Buffer] => [
    path,
    icon ?? drawIcon({ size, crushed: crushedIcon }),
  ]);
  const primary = (...names: string[]): PlistValue => ({
    CFBundlePrimaryIcon: { CFBundleIconFiles: names, CFBundleIconName: 'AppIcon' },
  });
  return {
    files,
    keys: {
      CFBundleIcons: primary('AppIcon60x60'),
      'CFBundleIcons~ipad': primary('AppIcon60x60', 'AppIcon76x76'),
    },
  };
}

function localisedNames(options: IpaOptions): [string, Buffer][] {
  const { displayName = sampleApp.name } = options;
  const isSample = displayName === sampleApp.name;
  const { labels = isSample ? { en: sampleApp.name, 'zh-Hans': sampleApp.chineseName } : {} } =
    options;
  return Object.entries(labels).map(([folder, label]) => [
    `${folder}.lproj/InfoPlist.strings`,
    writeBinaryPlist({ CFBundleDisplayName: label }),
  ]);
}
