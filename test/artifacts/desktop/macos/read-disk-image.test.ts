import test from 'ava';
import type { ErrorCode } from '../../../../src/errors.js';
import {
  buildDmg,
  type DmgOptions,
  type ImageSignatureOptions,
  volumeEntries,
} from '../../../helpers/artifacts/dmg.js';
import {
  buildMacApp,
  defaultApplicationChain,
  type MacAppOptions,
} from '../../../helpers/artifacts/mac-app.js';
import { makeAppleLikeChain } from '../../../helpers/artifacts/signers.js';
import { flipBit } from '../../../helpers/artifacts/zip.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../../helpers/inspect-bytes.js';

test('an app on a disk image gives the facts it gives in a ZIP archive', async (t) => {
  const zipped = await acceptedArtifact(t, buildMacApp({ hasNestedCode: true }));
  const { sizeByPart: onDisk, ...onImage } = await acceptedArtifact(
    t,
    buildDmg({ hasNestedCode: true }),
  );
  const { sizeByPart, installer, verification, ...facts } = zipped;
  t.deepEqual(installer, { kind: 'app-zip', maker: null });
  t.deepEqual(Object.keys(onDisk ?? {}).sort(), Object.keys(sizeByPart ?? {}).sort());
  t.deepEqual(onImage, {
    ...facts,
    installer: { kind: 'dmg', maker: null },
    verification: { ...verification, notChecked: ['other-files', ...verification.notChecked] },
  });
});

test('the parts of an app add up to the image, packed or not', async (t) => {
  for (const packing of ['zlib', 'stored'] as const) {
    const image = buildDmg({ hasNestedCode: true, udif: { packing } });
    const { sizeByPart = {} } = await acceptedArtifact(t, image);
    const sizes = Object.values(sizeByPart);
    t.is(
      sizes.reduce((sum, size) => sum + size, 0),
      image.length,
    );
    const size = volumeEntries().find(({ path }) => path.endsWith('MacOS/Campus'))?.data?.length;
    if (packing === 'stored') t.is(sizeByPart.code, size);
    else t.true((sizeByPart.code ?? 0) > 0 && (sizeByPart.code ?? 0) < (size ?? 0) / 4);
  }
});

test('a signed image is named beside the app, and covers what lies beside it', async (t) => {
  const { sha256 } = defaultApplicationChain().distribution;
  for (const pageBits of [0, 12]) {
    const image = buildDmg({ signature: { pageBits } });
    const { verification, signerCertificate } = await acceptedArtifact(t, image);
    t.deepEqual(verification.schemes, [
      { scheme: 'disk-image-signature', verified: true, certificates: [sha256] },
      { scheme: 'code-signature', verified: true, certificates: [sha256] },
    ]);
    t.deepEqual(verification.notChecked, ['notarisation-ticket', 'revocation']);
    t.is(signerCertificate?.sha256, sha256);
  }
});

test('a ticket counts on the image as on the app', async (t) => {
  const isNotarised = async (options: DmgOptions) =>
    (await acceptedArtifact(t, buildDmg(options))).verification.isNotarised;
  t.true(await isNotarised({ isStapled: true }));
  t.true(await isNotarised({ isStapled: false, signature: { isStapled: true } }));
  t.false(await isNotarised({ isStapled: false, signature: {} }));
});

test('an image signed by nobody counts as unsigned', async (t) => {
  const { verification } = await acceptedArtifact(t, buildDmg({ signature: { isAdHoc: true } }));
  t.is(verification.schemes.length, 1);
  t.true(verification.notChecked.includes('other-files'));
});

const signedWrongly: Record<string, [signature: ImageSignatureOptions, code: string]> = {
  'under another root': [{ chain: makeAppleLikeChain() }, 'signer_not_trusted'],
  'with another trailer': [{ trailer: (bytes) => flipBit(bytes, 500) }, 'signature_invalid'],
  'over a part of it': [{ defects: { codeLimit: 4096 } }, 'signature_invalid'],
  'by a code directory that was changed': [
    { defects: { afterSigning: (blobs) => flipBit(blobs.get(0) ?? Buffer.alloc(0), 60) } },
    'signature_invalid',
  ],
};

for (const [what, [signature, code]] of Object.entries(signedWrongly)) {
  test(`an image signed ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildDmg({ signature })), code);
  });
}

test('a signed image whose bytes were changed is refused even where its checksum agrees', async (t) => {
  const image = buildDmg({
    signature: {},
    udif: { defects: { trailer: (bytes) => bytes.fill(0, 80, 216) } },
  });
  t.is(await refusalCode(t, image), null);
  const changed = Buffer.from(image);
  const at = changed.indexOf('whole disk');
  changed.write('Whole', at);
  t.is(await refusalCode(t, changed), 'signature_invalid');
});

const changed =
  (path: string): NonNullable<MacAppOptions['change']> =>
  (entries) => {
    const entry = entries.get(path);
    if (entry === undefined) throw new RangeError(`no ${path}`);
    const data = Buffer.from(entry.data);
    flipBit(data, Math.min(data.length >> 1, 20_000));
    entries.set(path, { ...entry, data });
  };

const otherApp = { path: 'Other.app/Contents/Info.plist', data: Buffer.from('x') };
const packages = [{ path: 'Campus.pkg', data: Buffer.from('xar!') }];

const refusals: Record<string, [options: DmgOptions, code: ErrorCode, detail: RegExp]> = {
  'with a changed app': [{ change: changed('MacOS/Campus') }, 'signature_invalid', /was changed/],
  'with an unsigned app': [{ codeSignature: 'none' }, 'signature_missing', /not signed/],
  'with two apps': [{ beside: [otherApp] }, 'unreadable_artifact', /2 apps/],
  'with an installer package': [
    { isEmpty: true, beside: packages },
    'unsupported_artifact',
    /package itself: "Campus\.pkg"/,
  ],
  'with nothing to install': [{ isEmpty: true }, 'unsupported_artifact', /no app at its top.*ZIP/],
};

for (const [what, [options, code, detail]] of Object.entries(refusals)) {
  test(`a disk image ${what} is refused with what to upload instead`, async (t) => {
    const inspection = await inspectBytes(t, buildDmg(options));
    if (inspection.accepted) return t.fail();
    t.is(inspection.refusal.code, code);
    return t.regex(inspection.refusal.detail, detail);
  });
}

test('an app in a folder of the image is not looked for', async (t) => {
  const image = buildDmg({
    isEmpty: true,
    beside: [{ ...otherApp, path: `more/${otherApp.path}` }],
  });
  t.is(await refusalCode(t, image), 'unsupported_artifact');
});
