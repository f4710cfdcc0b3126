import test from 'ava';
import sharp from 'sharp';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { resourceId } from '../../helpers/artifacts/arsc.js';
import { drawIcon } from '../../helpers/artifacts/png.js';
import { sampleApp } from '../../helpers/artifacts/sample-app.js';
import { acceptedArtifact, inspectBytes } from '../../helpers/inspect-bytes.js';

test('an APK gives its identity, versions, permissions and ABIs', async (t) => {
  const artifact = await acceptedArtifact(
    t,
    buildApk({
      versionName: '2.1.0',
      versionCode: 10,
      minSdk: 26,
      targetSdk: 35,
      permissions: [
        'android.permission.NFC',
        'android.permission.CAMERA',
        'android.permission.NFC',
      ],
      abis: ['x86_64', 'arm64-v8a'],
    }),
  );
  t.is(artifact.platform, 'android');
  t.is(artifact.bundleIdentifier, sampleApp.identifier);
  t.is(artifact.version, '2.1.0');
  t.is(artifact.versionCode, '10');
  t.is(artifact.minimumOsVersion, '8.0');
  t.is(artifact.minSdk, '26');
  t.is(artifact.targetSdk, '35');
  t.deepEqual(artifact.permissions, ['android.permission.CAMERA', 'android.permission.NFC']);
  t.deepEqual(artifact.abis, ['arm64-v8a', 'x86_64']);
  t.is(artifact.provisioningProfile, null);
  t.deepEqual(artifact.warnings, []);
});

test('versionCodeMajor and versionCode are one number beyond what a double holds', async (t) => {
  const { versionCode } = await acceptedArtifact(
    t,
    buildApk({ versionCodeMajor: 0x7fffffff, versionCode: 0xfffffff1 | 0 }),
  );
  t.is(versionCode, '9223372036854775793');
});

test('a version name keeps every character and may be a resource', async (t) => {
  const literal = await acceptedArtifact(t, buildApk({ versionName: '1.2.3+45 (beta) 测试' }));
  t.is(literal.version, '1.2.3+45 (beta) 测试');
  const referred = await acceptedArtifact(
    t,
    buildApk({ versionName: { reference: resourceId(0, 1) }, strings: [{ text: '9.8.7' }] }),
  );
  t.is(referred.version, '9.8.7');
});

test('a resource that refers to itself ends', async (t) => {
  const reference = resourceId(0, 1);
  const { version } = await acceptedArtifact(
    t,
    buildApk({ versionName: { reference }, strings: [{ text: '', reference }] }),
  );
  t.is(version, '');
});

for (const encoding of ['utf-8', 'utf-16'] as const) {
  test(`labels are read per locale from ${encoding} pools`, async (t) => {
    const labels = { zh: '校园通', 'zh-TW': '校園通', 'zh-Hant-HK': '校園', de: 'Käfig' };
    const artifact = await acceptedArtifact(t, buildApk({ label: 'Campus', labels, encoding }));
    t.is(artifact.displayName, 'Campus');
    t.deepEqual(artifact.labels, { '': 'Campus', ...labels });
  });
}

test('an app without a label goes by its package', async (t) => {
  const artifact = await acceptedArtifact(t, buildApk({ label: null }));
  t.is(artifact.displayName, sampleApp.identifier);
  t.deepEqual(artifact.labels, {});
});

test('a code name stands for its API level', async (t) => {
  const artifact = await acceptedArtifact(
    t,
    buildApk({ minSdk: 'Tiramisu', targetSdk: 'Tiramisu' }),
  );
  t.is(artifact.minSdk, 'Tiramisu');
  t.is(artifact.minimumOsVersion, '13');
});

test('old apps get the permissions Android grants them unasked', async (t) => {
  const inspection = await inspectBytes(t, buildApk({ minSdk: 3, targetSdk: 3, permissions: [] }));
  t.deepEqual(inspection.artifact.permissions, [
    'android.permission.READ_EXTERNAL_STORAGE',
    'android.permission.READ_PHONE_STATE',
    'android.permission.WRITE_EXTERNAL_STORAGE',
  ]);
});

test('the icon is the densest bitmap', async (t) => {
  const icon = {
    160: drawIcon({ size: 48 }),
    640: drawIcon({ size: 192 }),
    240: drawIcon({ size: 72 }),
  };
  const inspection = await inspectBytes(t, buildApk({ icon, adaptiveIcon: true }));
  t.true(inspection.accepted);
  t.deepEqual(inspection.artifact.icon, { type: 'image/png', width: 192, height: 192 });
  t.true(inspection.accepted && inspection.icon && drawIcon({ size: 192 }).equals(inspection.icon));
});

for (const format of ['webp', 'jpeg'] as const) {
  test(`an icon that is ${format} is called ${format}, whatever its name`, async (t) => {
    const image = sharp(drawIcon({ size: 96 }));
    const icon = await (format === 'webp'
      ? image.webp({ lossless: true })
      : image.jpeg()
    ).toBuffer();
    const artifact = await acceptedArtifact(t, buildApk({ icon, iconExtension: 'png' }));
    t.deepEqual(artifact.icon, { type: `image/${format}`, width: 96, height: 96 });
  });
}

test('an icon that is only XML is passed over with a warning', async (t) => {
  const artifact = await acceptedArtifact(t, buildApk({ icon: {}, adaptiveIcon: true }));
  t.is(artifact.icon, null);
  t.deepEqual(
    artifact.warnings.map(({ code }) => code),
    ['no_icon'],
  );
});

test('an icon of absurd size is no icon', async (t) => {
  const artifact = await acceptedArtifact(t, buildApk({ icon: drawIcon({ claimedSize: 60_000 }) }));
  t.is(artifact.icon, null);
});

test('a part of a split app is refused and still read', async (t) => {
  for (const options of [{ split: 'config.xhdpi' }, { requiredSplitTypes: 'base__abi' }]) {
    const inspection = await inspectBytes(t, buildApk({ ...options, versionName: '3.0' }));
    t.false(inspection.accepted);
    t.is(inspection.artifact.verification?.refusal?.code, 'split_apk');
    t.is(inspection.artifact.version, '3.0');
    t.is(inspection.artifact.verification?.verdict, 'verified');
  }
});

test('debuggable, test-only and old apps are named', async (t) => {
  const { warnings } = await acceptedArtifact(
    t,
    buildApk({ debuggable: true, testOnly: true, targetSdk: 23 }),
  );
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['debuggable', 'test_only', 'old_target_sdk'],
  );
});
