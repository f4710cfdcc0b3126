import type { BrokenIpa } from './broken-ipa.js';
import { blob, magic, slot } from './code-signature.js';
import type { IpaOptions } from './ipa.js';
import { writePlist } from './plist-format.js';
import { appEntitlements } from './profile.js';
import { sampleApp } from './sample-app.js';
import { flipBit } from './zip.js';

type Files = Parameters<NonNullable<IpaOptions['afterSigning']>>[0];

/** Options under which a file of the app is changed after everything was sealed. */
const edited = (path: string, edit: (bytes: Buffer) => Buffer): IpaOptions => ({
  afterSigning: (files: Files) => files.set(path, edit(Buffer.from(files.get(path) ?? []))),
});

const flipped = (path: string, at: (length: number) => number): IpaOptions =>
  edited(path, (bytes) => {
    flipBit(bytes, at(bytes.length));
    return bytes;
  });

/** A blob of the signature, with one bit of its content flipped. */
const flippedBlob = (number: number) => (blobs: Map<number, Buffer>) => {
  const bytes = Buffer.from(blobs.get(number) ?? []);
  flipBit(bytes, bytes.length - 3);
  blobs.set(number, bytes);
};

const two = { codeDirectories: ['sha1', 'sha256'] } as const;
const team = sampleApp.teamIdentifier;
const entitlements = appEntitlements(team, `${team}.${sampleApp.identifier}`, 'enterprise');

/** Ways to break the signature of the app's own code. */
export const brokenSignatures: readonly BrokenIpa[] = [
  {
    title: 'a bit of the code',
    options: () => flipped('Campus', () => 5000),
    code: 'signature_invalid',
  },
  {
    title: 'a bit of the last page',
    options: () => flipped('Campus', () => 16_383),
    code: 'signature_invalid',
  },
  {
    title: 'a bit in the second slice',
    options: () => ({
      architectures: ['armv7', 'arm64'],
      ...flipped('Campus', (length) => length - 40_000),
    }),
    code: 'signature_invalid',
  },
  {
    title: 'bytes behind the signature',
    options: () => edited('Campus', (bytes) => Buffer.concat([bytes, Buffer.from('more')])),
    code: 'signature_invalid',
  },
  {
    title: 'code directories that end before the code does',
    options: () => ({ signatureDefects: { codeLimit: 8192 } }),
    code: 'signature_invalid',
  },
  {
    title: 'pages of 1 KiB',
    options: () => ({ signatureDefects: { pageBits: 10 } }),
    code: 'signature_invalid',
    unseen: 'the hashes hold; kernels take pages of 4 KiB and more',
  },
  {
    title: 'no signature',
    options: () => ({ codeSignature: 'none' }),
    code: 'signature_missing',
  },
  {
    title: 'a signature by nobody',
    options: () => ({ codeSignature: 'ad-hoc' }),
    code: 'signature_missing',
  },
  {
    title: 'the message taken out',
    options: () => ({
      signatureDefects: {
        afterSigning: (blobs) => blobs.set(slot.cms, blob(magic.cms, Buffer.alloc(0))),
      },
    }),
    code: 'signature_missing',
  },
  {
    title: 'a bit of the message',
    options: () => ({ signatureDefects: { afterSigning: flippedBlob(slot.cms) } }),
    code: 'signature_invalid',
  },
  {
    title: 'other entitlements after signing',
    options: () => ({
      signatureDefects: {
        afterSigning: (blobs) => {
          const more = writePlist({ ...entitlements, 'com.apple.developer.nfc': true });
          blobs.set(slot.entitlements, blob(magic.entitlements, more));
        },
      },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a bit of the DER entitlements',
    options: () => ({ signatureDefects: { afterSigning: flippedBlob(slot.entitlementsDer) } }),
    code: 'signature_invalid',
  },
  {
    title: 'DER entitlements taken out',
    options: () => ({
      signatureDefects: { afterSigning: (blobs) => blobs.delete(slot.entitlementsDer) },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a bit of the requirements',
    options: () => ({ signatureDefects: { afterSigning: flippedBlob(slot.requirements) } }),
    code: 'signature_invalid',
  },
  {
    title: 'a part that no code directory seals',
    options: () => ({
      signatureDefects: {
        afterSigning: (blobs) => blobs.set(8, blob(magic.entitlements, Buffer.from('x'))),
      },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a bit of the code directory',
    options: () => ({ signatureDefects: { afterSigning: flippedBlob(0) } }),
    code: 'signature_invalid',
  },
  {
    title: 'a bit of the second code directory',
    options: () => ({
      ...two,
      signatureDefects: { afterSigning: flippedBlob(slot.alternate) },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'a second code directory that nobody named',
    options: () => ({
      signatureDefects: {
        afterSigning: (blobs) => blobs.set(slot.alternate, blobs.get(0) ?? Buffer.alloc(0)),
        attributes: ['list'],
      },
    }),
    code: 'signature_invalid',
    unseen: 'it is the first one again; a signature names each directory once',
  },
  {
    title: 'two code directories and no attribute that names them',
    options: () => ({ ...two, signatureDefects: { attributes: [] } }),
    code: 'signature_invalid',
  },
  {
    title: 'a second code directory left out after signing',
    options: () => ({
      ...two,
      signatureDefects: { afterSigning: (blobs) => blobs.delete(slot.alternate) },
    }),
    code: 'signature_invalid',
  },
  {
    title: 'an Info.plist edited after signing',
    options: () => flipped('Info.plist', (length) => length >> 1),
    code: 'signature_invalid',
  },
  {
    title: 'a signature on a page taken over from elsewhere',
    options: () => {
      const files = new Map<string, Buffer>();
      return {
        appExtension: true,
        afterSigning: (app: Files) => {
          for (const [path, data] of app) files.set(path, data);
          app.set('Campus', files.get('PlugIns/Share.appex/Share') ?? Buffer.alloc(0));
        },
      };
    },
    code: 'signature_invalid',
  },
];
