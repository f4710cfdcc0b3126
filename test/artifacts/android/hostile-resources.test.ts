import test from 'ava';
import { readAndroidManifest } from '../../../src/artifacts/android/manifest.js';
import { readResources } from '../../../src/artifacts/android/resources.js';
import { androidManifest } from '../../helpers/artifacts/android-manifest.js';
import { resourceId, writeResourceTable } from '../../helpers/artifacts/arsc.js';
import { android, element, plain, writeBinaryXml } from '../../helpers/artifacts/axml.js';

const manifest = androidManifest({ permissions: ['a.b.C', 'd.e.F'] });
const read = (bytes: Buffer) => readAndroidManifest(bytes, (value) => value);

/** Calls `attempt` with every truncation and with one flipped bit in every third byte. */
function spoil(bytes: Buffer, attempt: (damaged: Buffer) => void): void {
  for (let length = 0; length < bytes.length; length += 1) attempt(bytes.subarray(0, length));
  for (let at = 0; at < bytes.length; at += 3) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
    attempt(damaged);
  }
}

test('a damaged manifest is read or refused, and never hangs', (t) => {
  spoil(manifest, (damaged) => {
    try {
      read(damaged);
    } catch (error) {
      t.true(error instanceof Error);
    }
  });
  t.is(read(manifest).packageName, 'cn.example.campus');
});

test('a damaged resource table is read or refused, and never hangs', (t) => {
  const id = resourceId(0, 0);
  const values = [{ text: 'one' }, { text: 'eins', locale: 'de' }];
  const table = writeResourceTable('a.b', [{ name: 'string', entries: [{ name: 'app', values }] }]);
  spoil(table, (damaged) => {
    try {
      readResources(damaged).values(id);
    } catch (error) {
      t.true(error instanceof Error);
    }
  });
  t.deepEqual(
    readResources(table)
      .values(id)
      .map(({ value }) => value.text),
    ['one', 'eins'],
  );
});

test('a chunk of size 0 is refused', (t) => {
  const damaged = Buffer.from(manifest);
  damaged.writeUInt32LE(0, 12);
  t.throws(() => read(damaged), { instanceOf: RangeError });
});

test('an attribute without namespace does not shadow Android’s own', (t) => {
  const attributes = [
    plain('versionCode', '999'),
    android('versionCode', 5),
    plain('package', 'a.b'),
  ];
  const shadowed = writeBinaryXml(element('manifest', attributes, [element('application', [])]));
  t.is(read(shadowed).versionCode, '5');
});

test('elements nested without end are refused', (t) => {
  let nested = element('x', []);
  for (let depth = 0; depth < 100; depth += 1) nested = element('x', [], [nested]);
  const attributes = [plain('package', 'a.b')];
  t.throws(() => read(writeBinaryXml(element('manifest', attributes, [nested]))), {
    instanceOf: RangeError,
  });
});

test('references that fan out are followed within bounds', (t) => {
  const locales = Array.from({ length: 60 }, (_, index) =>
    String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26)),
  );
  const entries = Array.from({ length: 12 }, (_, index) => ({
    name: `text_${index}`,
    values: locales.map((locale) => ({
      text: 'x',
      locale,
      reference: resourceId(0, (index + 1) % 12),
    })),
  }));
  const resources = readResources(writeResourceTable('a.b', [{ name: 'string', entries }]));
  const start = performance.now();
  resources.values(resourceId(0, 0));
  t.true(performance.now() - start < 1000);
});
