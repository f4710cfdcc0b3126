import type { PlistValue } from 'plist';
import { type BundleFiles, type BundleOptions, identifierOf, sealBundle } from './app-bundle.js';
import type { IpaOptions } from './ipa.js';
import { writeMachO } from './macho.js';
import { writePlist } from './plist-format.js';
import type { AppleLikeChain } from './signers.js';

/** The code inside an app that its options ask for, by paths in the app; sealed each by itself. */
export function nestedFiles(chain: AppleLikeChain, options: IpaOptions): BundleFiles {
  const files: BundleFiles = new Map();
  const add = (folder: string, bundle: BundleFiles) => {
    for (const [path, data] of bundle) files.set(folder + path, data);
  };
  if (options.appExtension) add('PlugIns/Share.appex/', extension(chain, options));
  if (options.framework) add('Frameworks/Kit.framework/', framework(chain, options));
  if (options.watchApp) add('Watch/Campus Watch.app/', watchApp(chain, options));
  if (options.withDylib) files.set('Frameworks/libCampus.dylib', library(chain, options));
  return files;
}

function extension(chain: AppleLikeChain, options: IpaOptions): BundleFiles {
  return sealBundle(new Map(), chain, {
    ...inner(options, 'share', 'Share'),
    infoPlistKeys: {
      ...withoutPhoneKeys('XPC!'),
      NSExtension: { NSExtensionPointIdentifier: 'com.apple.share-services' },
    },
    ...options.nestedOptions,
  });
}

function watchApp(chain: AppleLikeChain, options: IpaOptions): BundleFiles {
  return sealBundle(new Map(), chain, {
    ...inner(options, 'watchkitapp', 'Campus Watch'),
    applePlatform: 'watchos',
    infoPlistKeys: { ...withoutPhoneKeys('APPL'), WKApplication: true },
    ...options.nestedOptions,
  });
}

function framework(chain: AppleLikeChain, options: IpaOptions): BundleFiles {
  const seal = (name: string, resources: BundleFiles) =>
    sealBundle(resources, chain, {
      ...inner(options, name.toLowerCase(), name),
      profile: null,
      fileType: 'library',
      entitlements: null,
      infoPlistKeys: withoutPhoneKeys('FMWK'),
      ...options.nestedOptions,
    });
  const core = [...seal('Core', new Map())].map(([path, data]): [string, Buffer] => [
    `Frameworks/Core.framework/${path}`,
    data,
  ]);
  return seal('Kit', new Map([...core, ['kit.json', Buffer.from('{"kit":1}')]]));
}

function library(chain: AppleLikeChain, options: IpaOptions): Buffer {
  const { codeChain = chain, codeTeam, signatureDefects } = options.nestedOptions ?? {};
  const infoPlist = writePlist({ CFBundleIdentifier: 'cn.example.libcampus' });
  return writeMachO({
    minimumOsVersion: '13.0',
    fileType: 'library',
    embeddedInfoPlist: infoPlist,
    signature: {
      identifier: 'cn.example.libcampus',
      teamIdentifier: codeTeam ?? codeChain.teamIdentifier,
      signer: codeChain.distribution,
      certificates: [codeChain.intermediate, codeChain.root],
      infoPlist,
      defects: signatureDefects,
    },
  });
}

/** What a bundle inside takes over from the app, under its own identifier and names. */
function inner(options: IpaOptions, suffix: string, name: string): BundleOptions {
  const { profileApplicationIdentifier, chain, codeChain, codeDirectories } = options;
  const { profileUuid } = options;
  const kept = {
    profileApplicationIdentifier,
    profileUuid,
    chain,
    codeChain,
    codeDirectories,
  };
  const { createdAt, expiresAt, profileKind, teamIdentifier, developerCertificates } = options;
  const times = { createdAt, expiresAt, profileKind, teamIdentifier, developerCertificates };
  const defined = Object.entries({ ...kept, ...times }).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(defined),
    bundleIdentifier: `${identifierOf(options)}.${suffix}`,
    displayName: name,
    bundleName: name,
    executable: name,
  };
}

function withoutPhoneKeys(type: string): Record<string, PlistValue | undefined> {
  return { CFBundlePackageType: type, LSRequiresIPhoneOS: undefined };
}
