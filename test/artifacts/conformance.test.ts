import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { buildApk } from '../helpers/artifacts/apk.js';
import { defaultAndroidSigner } from '../helpers/artifacts/signers.js';
import { masked } from '../helpers/conformance/mask.js';
import { runConformance } from '../helpers/conformance/run.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

function truthOf(file: string, label: string) {
  const verdict = { verified: true, v2Certs: [defaultAndroidSigner().sha256] };
  const aapt2 = {
    exit: 'EXIT=0',
    err: '',
    package: 'cn.edu.example.campus',
    versionCode: '1',
    versionName: '1.0.0',
    minSdk: '24',
    targetSdk: '34',
    label,
    permissions: ['android.permission.INTERNET'],
  };
  return { file, aapt2, apksig33: { default: verdict, min24: verdict, min28: verdict } };
}

test('agreement is counted per field, a difference is told, the last line has the totals', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'apk'));
  const options = {
    packageName: 'cn.edu.example.campus',
    label: 'Campus',
    schemes: ['v2'],
  } as const;
  await writeFile(join(folder, 'apk', 'same.apk'), buildApk(options));
  await writeFile(join(folder, 'apk', 'other.apk'), buildApk(options));
  await writeFile(join(folder, 'unknown.ipa'), 'nothing');
  const truths = [truthOf('apk/same.apk', 'Campus'), truthOf('apk/other.apk', 'Library')];
  await writeFile(join(folder, 'apk-truth.json'), JSON.stringify(truths));
  const report = await runConformance(folder);
  const lines = report.lines();
  t.is(report.differences, 1);
  t.true(lines.includes(`${'apk package'.padEnd(44)}2/2`));
  t.true(lines.includes('different  apk/other.apk  apk label: ours "Campus", theirs "Library"'));
  t.regex(
    lines.at(-1) ?? '',
    /^total: 3 files, \d+ comparisons: \d+ equal, 0 explained, 1 different$/,
  );
});

test('devices and people are masked in what is printed', (t) => {
  t.is(masked('device 00008101-000A11112222001E'), 'device <device>');
  t.is(masked(`udid ${'0a'.repeat(20)}`), 'udid <device>');
  t.false(masked('iPhone Developer: Zhang Wei (ABCDE12345)').includes('Zhang'));
  t.regex(masked('"Zhang Wei"', true), /^<11 characters, [0-9a-f]{8}>$/);
});
