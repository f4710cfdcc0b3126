import type { BrokenIpa } from './broken-ipa.js';
import { slot } from './code-signature.js';
import type { IpaOptions } from './ipa.js';
import { writeMachO } from './macho.js';
import { appEntitlements, provisioningProfile } from './profile.js';
import { sampleApp } from './sample-app.js';
import { defaultAppleLikeChain, makeAppleLikeChain } from './signers.js';
import { flipBit, type ZipEntry } from './zip.js';

type Files = Parameters<NonNullable<IpaOptions['afterSigning']>>[0];

const folder = 'Payload/Campus.app/';
const resources = { 'campus.json': Buffer.from('{"campus":1}') };
const after = (change: (files: Files) => unknown): IpaOptions => ({
  resources,
  afterSigning: (files) => void change(files),
});
const flip = (files: Files, path: string, at?: number): unknown => {
  const bytes = Buffer.from(files.get(path) ?? []);
  flipBit(bytes, at ?? bytes.length >> 1);
  return files.set(path, bytes);
};
const entries = (change: (entries: ZipEntry[]) => ZipEntry[]): IpaOptions => ({
  resources,
  links: { 'campus.link': 'campus.json' },
  beforeZip: change,
});
const renamed = (path: string, change: Partial<ZipEntry>) => (all: ZipEntry[]) =>
  all.map((entry) => (entry.name === folder + path ? { ...entry, ...change } : entry));

/** Ways to change the files of an app, sealed or not. */
export const brokenFiles: readonly BrokenIpa[] = [
  {
    title: 'a sealed file',
    options: () => after((files) => flip(files, 'campus.json')),
    code: 'signature_invalid',
  },
  {
    title: 'a sealed file taken out',
    options: () => after((files) => files.delete('campus.json')),
    code: 'signature_invalid',
  },
  {
    title: 'a file added',
    options: () => after((files) => files.set('more.json', Buffer.from('{}'))),
    code: 'signature_invalid',
  },
  {
    title: 'a file added to a folder of texts, which may be missing',
    options: () => after((files) => files.set('fr.lproj/InfoPlist.strings', Buffer.from('{}'))),
    code: 'signature_invalid',
  },
  {
    title: 'the profile exchanged for another of the same team',
    options: () =>
      after((files) =>
        files.set(
          'embedded.mobileprovision',
          provisioningProfile({
            chain: defaultAppleLikeChain(),
            bundleIdentifier: sampleApp.identifier,
          }),
        ),
      ),
    code: 'signature_invalid',
  },
  {
    title: 'the list of sealed files edited',
    options: () => after((files) => flip(files, '_CodeSignature/CodeResources')),
    code: 'signature_invalid',
  },
  {
    title: 'the list of sealed files taken out',
    options: () => after((files) => files.delete('_CodeSignature/CodeResources')),
    code: 'signature_invalid',
  },
  {
    title: 'a file sealed in the old way',
    options: () => ({
      ...after((files) => flip(files, 'campus.json')),
      seal: { form: 'old' },
      codeDirectories: ['sha1'],
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a link that leads elsewhere than sealed',
    options: () => entries(renamed('campus.link', { data: Buffer.from('Info.plist') })),
    code: 'signature_invalid',
  },
  {
    title: 'a sealed link out of the app',
    options: () => ({ links: { 'campus.link': '../../etc/passwd' } }),
    code: 'signature_invalid',
    unseen: 'it is sealed so; a device would not follow it',
  },
  {
    title: 'a sealed link that became a file',
    options: () => entries(renamed('campus.link', { isLink: false })),
    code: 'signature_invalid',
  },
  {
    title: 'a sealed file that became a link',
    options: () => entries(renamed('campus.json', { isLink: true })),
    code: 'signature_invalid',
  },
  {
    title: 'a link added',
    options: () => ({
      ...entries((all) => [
        ...all,
        { name: `${folder}more.link`, data: Buffer.from('campus.json'), isLink: true },
      ]),
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a file behind a link',
    options: () =>
      entries((all) => [...all, { name: `${folder}campus.link/a`, data: Buffer.from('a') }]),
    code: 'unreadable_artifact',
  },
  {
    title: 'two names that are one to the device',
    options: () => ({
      resources: { 'caf\u00e9.json': Buffer.from('{}') },
      extraEntries: [{ name: `${folder}cafe\u0301.json`, data: Buffer.from('[]') }],
    }),
    code: 'unreadable_artifact',
  },
  {
    title: 'a checksum of the archive',
    options: () => entries(renamed('PkgInfo', { defects: { checksumMask: 1 } })),
    code: 'unreadable_artifact',
  },
];

const twoSlices = { architectures: ['armv7', 'arm64'] } as const;
const team = sampleApp.teamIdentifier;

/** Ways to break the code inside an app; the app around it is sealed with the broken part. */
export const brokenNested: readonly BrokenIpa[] = [
  {
    title: 'the code of an extension',
    options: () => ({
      appExtension: true,
      ...after((files) => flip(files, 'PlugIns/Share.appex/Share', 5000)),
    }),
    code: 'signature_invalid',
  },
  {
    title: 'the code directory of an extension',
    options: () => ({
      appExtension: true,
      nestedOptions: { signatureDefects: { afterSigning: (blobs) => damage(blobs, 0) } },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'an extension signed by nobody',
    options: () => ({ appExtension: true, nestedOptions: { codeSignature: 'ad-hoc' } }),
    code: 'signature_missing',
  },
  {
    title: 'an extension for another app',
    options: () => ({
      appExtension: true,
      nestedOptions: {
        entitlements: appEntitlements(team, `${team}.cn.example.other`, 'enterprise'),
        profileApplicationIdentifier: `${team}.*`,
      },
    }),
    code: 'profile_invalid',
  },
  {
    title: 'an extension whose profile has expired',
    options: () => ({
      appExtension: true,
      nestedOptions: { expiresAt: new Date(Date.now() - 86_400_000) },
    }),
    code: 'profile_expired',
  },
  {
    title: 'an extension under an App Store profile',
    options: () => ({ appExtension: true, nestedOptions: { profileKind: 'app-store' } }),
    code: 'profile_app_store',
  },
  {
    title: 'an extension without a profile under one of the app alone',
    options: () => ({ appExtension: true, nestedOptions: { profile: null } }),
    code: 'profile_invalid',
  },
  {
    title: 'a framework signed by another team',
    options: () => ({
      framework: true,
      nestedOptions: {
        codeChain: makeAppleLikeChain({
          organisation: 'Other',
          teamIdentifier: 'OTHER12345',
          authorities: defaultAppleLikeChain(),
        }),
      },
    }),
    code: 'signer_not_trusted',
  },
  {
    title: 'a framework that is not signed',
    options: () => ({ framework: true, nestedOptions: { codeSignature: 'none' } }),
    code: 'signature_missing',
  },
  {
    title: 'a framework whose own list leaves a file out',
    options: () => ({ framework: true, nestedOptions: { seal: { unsealed: ['kit.json'] } } }),
    code: 'signature_invalid',
  },
  {
    title: 'the second slice of a framework',
    options: () => ({
      framework: true,
      nestedOptions: {
        ...twoSlices,
        signatureDefects: { afterSigning: (blobs) => damage(blobs, slot.requirements) },
      },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'an encrypted framework',
    options: () => ({ framework: true, nestedOptions: { cryptId: 1 } }),
    code: 'encrypted_app',
  },
  {
    title: 'a watch app whose code directory was changed',
    options: () => ({
      watchApp: true,
      nestedOptions: { signatureDefects: { afterSigning: (blobs) => damage(blobs, 0) } },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a library that is not signed',
    options: () => ({ resources: { 'Frameworks/libMore.dylib': unsignedLibrary() } }),
    code: 'signature_missing',
  },
  {
    title: 'code under the name of a picture',
    options: () => ({ resources: { 'picture.png': unsignedLibrary() } }),
    code: 'signature_missing',
  },
  {
    title: 'a library for another team',
    options: () => ({ withDylib: true, nestedOptions: { codeTeam: 'OTHER12345' } }),
    code: 'profile_invalid',
  },
  {
    title: 'code sealed by a name that is not its own',
    options: () => ({
      framework: true,
      seal: { nested: { 'Frameworks/Kit.framework': Buffer.alloc(20, 7) } },
    }),
    code: 'signature_invalid',
  },
];

function damage(blobs: Map<number, Buffer>, number: number): void {
  const bytes = Buffer.from(blobs.get(number) ?? []);
  flipBit(bytes, bytes.length - 1);
  blobs.set(number, bytes);
}

/** A library as a linker leaves it: with no signature. */
const unsignedLibrary = (): Buffer => writeMachO({ minimumOsVersion: '13.0', fileType: 'library' });
