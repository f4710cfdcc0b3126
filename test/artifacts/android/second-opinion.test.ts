import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import test from 'ava';
import { fromBufferPromise } from 'yauzl';
import { readAndroidManifest } from '../../../src/artifacts/android/manifest.js';
import { textOf } from '../../../src/artifacts/android/resource-value.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { apkTruths, corpusFolder, hasCorpus } from '../../helpers/corpus.js';

interface ParsedManifest {
  package: string;
  versionCode?: number;
  versionName?: unknown;
  usesSdk: { minSdkVersion?: number | string; targetSdkVersion?: number | string } | null;
  usesPermissions: { name: string }[];
}

const require = createRequire(import.meta.url);
const ManifestParser: new (
  bytes: Buffer,
) => { parse(): ParsedManifest } = require('app-info-parser/src/xml-parser/manifest');

async function manifestOf(apk: Buffer): Promise<Buffer | null> {
  const zip = await fromBufferPromise(apk);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'AndroidManifest.xml') continue;
    return Buffer.concat(await (await zip.openReadStreamPromise(entry)).toArray());
  }
  return null;
}

/** What both readers can say; a version name only where app-info-parser leaves it as it is. */
function opinions(bytes: Buffer) {
  const theirs = new ManifestParser(Buffer.from(bytes)).parse();
  const ours = readAndroidManifest(bytes, (value) => value);
  const name = ours.versionName === null ? null : textOf(ours.versionName);
  const isPlainName = name !== null && /^[\w.-]+$/.test(name);
  return {
    theirs: {
      package: theirs.package,
      versionCode: String(theirs.versionCode ?? 0),
      versionName: isPlainName ? theirs.versionName : null,
      permissions: theirs.usesPermissions.map((permission) => permission.name),
    },
    ours: {
      package: ours.packageName,
      versionCode: String(BigInt.asUintN(32, BigInt(ours.versionCode))),
      versionName: isPlainName ? name : null,
      permissions: ours.permissions,
    },
  };
}

function agree(bytes: Buffer): boolean {
  const { ours, theirs } = opinions(bytes);
  const missing = theirs.permissions.filter((permission) => !ours.permissions.includes(permission));
  return (
    ours.package === theirs.package &&
    ours.versionCode === theirs.versionCode &&
    ours.versionName === theirs.versionName &&
    missing.length === 0
  );
}

test('our reader and app-info-parser agree on a built and on a published APK', async (t) => {
  const published = createRequire(import.meta.url).resolve('io.appium.settings/package.json');
  const settings = await readFile(published.replace('package.json', 'apks/settings_apk-debug.apk'));
  for (const apk of [buildApk({ versionName: '3.1.4', versionCode: 314 }), settings]) {
    const bytes = await manifestOf(apk);
    t.true(bytes !== null && agree(bytes));
  }
});

test('our reader and app-info-parser agree on real manifests', async (t) => {
  if (!hasCorpus(t)) return;
  const unreadable: string[] = [];
  let compared = 0;
  for (const { file, aapt2 } of apkTruths()) {
    if (aapt2.err !== '' || aapt2.exit !== 'EXIT=0') continue;
    const bytes = await manifestOf(await readFile(`${corpusFolder}/${file}`)).catch(() => null);
    if (bytes === null) continue;
    compared += 1;
    try {
      t.true(agree(bytes), file);
    } catch {
      unreadable.push(file);
    }
  }
  t.log(`${compared} compared; app-info-parser cannot read ${unreadable.join(', ')}`);
  t.true(unreadable.length <= 2);
});
