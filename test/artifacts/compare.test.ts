import test from 'ava';
import type { Artifact } from '../../src/artifacts/artifact.js';
import { compareArtifacts } from '../../src/artifacts/compare.js';
import { sizeOfParts } from '../../src/artifacts/size-by-part.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { buildExe } from '../helpers/artifacts/authenticode.js';
import { buildIpa } from '../helpers/artifacts/ipa.js';
import { buildMacApp } from '../helpers/artifacts/mac-app.js';
import { buildMsi } from '../helpers/artifacts/msi.js';
import { buildMsix } from '../helpers/artifacts/msix.js';
import { buildPkg } from '../helpers/artifacts/pkg.js';
import { drawIcon } from '../helpers/artifacts/png.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
import { acceptedArtifact } from '../helpers/inspect-bytes.js';

const past = makeAndroidSigner({ commonName: 'Before', keyType: 'ec' });
const now = makeAndroidSigner({ commonName: 'Now', keyType: 'ec' });

test('a build compared with itself differs in nothing', async (t) => {
  for (const bytes of [buildApk({ abis: ['arm64-v8a'] }), buildIpa()]) {
    const artifact = await acceptedArtifact(t, bytes);
    const comparison = compareArtifacts(artifact, artifact);
    const nothing = { added: [], removed: [] };
    t.like(comparison, { isSameApp: true, upgrade: [], signer: 'same', isIconChanged: false });
    for (const part of ['permissions', 'abis', 'locales'] as const) {
      t.deepEqual(comparison[part], nothing);
    }
    t.deepEqual(comparison.entitlements, { ...nothing, changed: [] });
    t.true(comparison.facts.every(({ older, newer }) => older === newer));
    t.true(comparison.sizes.every(({ older, newer }) => older === newer));
  }
});

test('a build that is debuggable now is told by the warning it gained', async (t) => {
  const older = await acceptedArtifact(t, buildApk({ versionCode: 1 }));
  const newer = await acceptedArtifact(t, buildApk({ versionCode: 2, debuggable: true }));
  t.deepEqual(compareArtifacts(older, newer).warnings, { added: ['debuggable'], removed: [] });
  t.deepEqual(compareArtifacts(newer, older).warnings, { added: [], removed: ['debuggable'] });
});

test('what an Android update brings and takes away is named', async (t) => {
  const older = await acceptedArtifact(
    t,
    buildApk({
      versionCode: 20,
      signer: past,
      minSdk: 24,
      abis: ['arm64-v8a', 'armeabi-v7a'],
      permissions: ['android.permission.INTERNET', 'android.permission.READ_CONTACTS'],
      labels: { '': 'Campus', zh: '校园', fr: 'Campus' },
    }),
  );
  const newer = await acceptedArtifact(
    t,
    buildApk({
      versionCode: 21,
      signer: now,
      pastSigners: [past],
      minSdk: 28,
      abis: ['arm64-v8a'],
      permissions: ['android.permission.INTERNET', 'android.permission.CAMERA'],
      labels: { '': 'Campus', zh: '智慧校园', de: 'Campus' },
    }),
  );
  const comparison = compareArtifacts(older, newer);
  t.deepEqual(comparison.upgrade, ['minimum_os_raised', 'abis_narrowed']);
  t.is(comparison.signer, 'follows');
  t.deepEqual(comparison.permissions, {
    added: ['android.permission.CAMERA'],
    removed: ['android.permission.READ_CONTACTS'],
  });
  t.deepEqual(comparison.abis, { added: [], removed: ['armeabi-v7a'] });
  t.deepEqual(comparison.locales, { added: ['de'], removed: ['fr'] });
  t.deepEqual(comparison.labels, [{ name: 'zh', older: '校园', newer: '智慧校园' }]);
  t.deepEqual(
    comparison.facts.find(({ name }) => name === 'minSdk'),
    { name: 'minSdk', older: '24', newer: '28' },
  );
  const back = compareArtifacts(newer, older);
  t.deepEqual(back.upgrade, ['older_version_code', 'signer_changed']);
  t.is(back.signer, 'changed');
});

test('what an iOS update may do beyond the last one is named', async (t) => {
  const older = await acceptedArtifact(t, buildIpa({ minimumOsVersion: '9.3' }));
  const newer = await acceptedArtifact(
    t,
    buildIpa({
      minimumOsVersion: '15.0',
      profileKind: 'ad-hoc',
      icon: drawIcon({ size: 64 }),
      teamIdentifier: 'OTHER12345',
    }),
  );
  const comparison = compareArtifacts(older, newer);
  t.deepEqual(comparison.upgrade, ['team_changed', 'profile_kind_changed', 'minimum_os_raised']);
  t.is(comparison.signer, 'changed');
  t.true(comparison.isIconChanged);
  const changed = comparison.entitlements.changed.find(
    ({ name }) => name === 'application-identifier',
  );
  t.regex(changed?.newer ?? '', /^OTHER12345\./);
});

test('a build that an exception let in is no update nobody has to think of', async (t) => {
  const older = await acceptedArtifact(t, buildIpa());
  const tolerate = ['profile_app_store'];
  const newer = await acceptedArtifact(t, buildIpa({ profileKind: 'app-store' }), { tolerate });
  t.true(compareArtifacts(older, newer).upgrade.includes('accepted_by_exception'));
});

test('another certificate of the same team is a renewed one', async (t) => {
  const older = await acceptedArtifact(t, buildIpa());
  const newer = await acceptedArtifact(t, buildIpa({ organisation: 'Renamed Institute' }));
  t.is(compareArtifacts(older, newer).signer, 'renewed');
});

test('the parts of a build add up to the file', async (t) => {
  const apk = buildApk({ abis: ['arm64-v8a'] });
  const ipa = buildIpa({ framework: true, appExtension: true });
  for (const bytes of [apk, ipa, buildMacApp({ hasNestedCode: true })]) {
    const { sizeByPart = {} } = await acceptedArtifact(t, bytes);
    t.is(
      Object.values(sizeByPart).reduce((sum, size) => sum + size, 0),
      bytes.length,
    );
    t.true((sizeByPart.nativeLibraries ?? 0) > 0);
    t.true((sizeByPart.signature ?? 0) > 0);
  }
  const msix = await acceptedArtifact(t, buildMsix());
  t.true((msix.sizeByPart?.code ?? 0) > 0);
  const { sizeByPart = {} } = await acceptedArtifact(t, ipa);
  t.true((sizeByPart.code ?? 0) > 0 && (sizeByPart.extensions ?? 0) > 0);
});

test('the parts of an installer add up to the file too, and what it carries is told apart', async (t) => {
  const overlay = Buffer.alloc(9000, 'packed');
  const installers: [Buffer, payload: number][] = [
    [buildExe({ overlay }), overlay.length],
    [buildMsi(), 20_004],
    [buildPkg({ payload: overlay }), overlay.length],
  ];
  for (const [bytes, payload] of installers) {
    const { sizeByPart = {}, installer } = await acceptedArtifact(t, bytes);
    const all = Object.values(sizeByPart).reduce((sum, size) => sum + size, 0);
    t.is(all, bytes.length, installer?.kind);
    t.is(sizeByPart.payload, payload, installer?.kind);
  }
  const exe = await acceptedArtifact(t, buildExe({ overlay }));
  const kinds = (artifact: Artifact) => Object.keys(artifact.sizeByPart ?? {}).sort();
  t.deepEqual(kinds(exe), ['code', 'other', 'payload', 'resources', 'signature']);
  const msi = await acceptedArtifact(t, buildMsi());
  t.deepEqual(kinds(msi), ['installer', 'other', 'payload', 'resources', 'signature']);
  t.true(compareArtifacts(msi, exe).sizes.some(({ part }) => part === 'payload'));
});

test('parts that claim more than the file has count up to its size', (t) => {
  const sizes = sizeOfParts(100, [
    ['code', 70],
    ['payload', 70],
    ['resources', 70],
  ]);
  t.deepEqual(sizes, { code: 70, payload: 30, other: 0 });
});

test('builds of different apps have no upgrade between them', async (t) => {
  const [older, newer] = [
    await acceptedArtifact(t, buildApk()),
    await acceptedArtifact(t, buildIpa()),
  ];
  t.like(compareArtifacts(older, newer), { isSameApp: false, upgrade: [] });
});

test('a build that was read before sizes and icons were has none to compare', async (t) => {
  const newer = await acceptedArtifact(t, buildApk());
  const { sizeByPart: _sizes, iconSha256: _icon, ...older } = newer;
  const comparison = compareArtifacts(older, newer);
  t.deepEqual(comparison.sizes, []);
  t.is(comparison.isIconChanged, null);
});

test('hostile names of entitlements and languages are only names', async (t) => {
  const artifact = await acceptedArtifact(t, buildApk());
  const hostile = JSON.parse('{"__proto__": "a", "constructor": "b"}');
  const older = { ...artifact, labels: hostile, entitlements: hostile };
  const comparison = compareArtifacts(older, { ...artifact, labels: {}, entitlements: {} });
  t.deepEqual(comparison.entitlements.removed, ['__proto__', 'constructor']);
  t.deepEqual(comparison.labels, []);
});
