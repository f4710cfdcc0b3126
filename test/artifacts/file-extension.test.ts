import test from 'ava';
import { fileExtension } from '../../src/artifacts/file-extension.js';
import { packageFileName } from '../../src/delivery/file-name.js';

test('a phone’s build has the extension of its platform', (t) => {
  t.is(fileExtension({ platform: 'ios' }), 'ipa');
  t.is(fileExtension({ platform: 'android' }), 'apk');
});

test('a desktop build has the extension of its installer', (t) => {
  const kinds = ['exe', 'msi', 'msix', 'pkg', 'app-zip', 'dmg'] as const;
  const extensions = kinds.map((kind) =>
    fileExtension({ platform: 'windows', installer: { kind, maker: null } }),
  );
  t.deepEqual(extensions, ['exe', 'msi', 'msix', 'pkg', 'zip', 'dmg']);
});

test('an installer leaves under the name its kind needs', (t) => {
  const name = packageFileName({
    slug: 'campus',
    version: '2.1.0',
    versionCode: '2.1.0.0',
    artifact: { platform: 'windows', installer: { kind: 'msi', maker: null } },
  });
  t.is(name, 'campus-2.1.0.msi');
});
