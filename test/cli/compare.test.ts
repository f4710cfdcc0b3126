import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Comparison } from '../../src/artifacts/compare.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
import { slipway } from '../helpers/command.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

async function compare(t: ExecutionContext, files: readonly Buffer[], ...args: string[]) {
  const folder = await temporaryFolder(t);
  const paths = files.map((_, index) => join(folder, `campus-${index + 1}.apk`));
  await Promise.all(paths.map((path, index) => writeFile(path, files[index] ?? '')));
  return slipway(['inspect', ...paths, ...args]);
}

const older = buildApk({ versionName: '2.0', versionCode: 20 });
const newer = buildApk({
  versionName: '2.1\u001b[2J',
  versionCode: 21,
  permissions: ['android.permission.INTERNET', 'android.permission.CAMERA'],
  signer: makeAndroidSigner({ keyType: 'ec', commonName: 'Somebody else' }),
});

test('inspect A B prints what differs and what the update would mean', async (t) => {
  const { status, out, err } = await compare(t, [older, newer]);
  t.is(status, 0, err);
  t.regex(out, /^version code {3}20 -> 21$/m);
  t.regex(out, /\+ android\.permission\.CAMERA$/m);
  t.regex(out, /^size {11}all of it +\d+ -> \d+ bytes \([+-]\d+\)$/m);
  t.regex(out, /^upgrade: signer_changed: .*must uninstall first and loses their data$/m);
  t.false(out.includes('\u001b'));
});

test('with --json it is one document with both builds', async (t) => {
  const { status, json } = await compare(t, [older, newer], '--json');
  t.is(status, 0);
  const document = json<{
    older: { versionCode: string };
    newer: { versionCode: string };
    comparison: Comparison;
  }>();
  t.is(document.older.versionCode, '20');
  t.is(document.newer.versionCode, '21');
  t.is(document.comparison.signer, 'changed');
  t.deepEqual(document.comparison.upgrade, ['signer_changed']);
});

test('of two builds one of which is refused nothing is compared, and the status is 1', async (t) => {
  const unsigned = buildApk({ schemes: [] });
  const { status, out } = await compare(t, [older, unsigned]);
  t.is(status, 1);
  t.regex(out, /refused: signature_missing/);
  t.regex(out, /^not compared: a build was refused$/m);
  const { json } = await compare(t, [unsigned, older], '--json');
  t.like(json(), { comparison: null, newer: { versionCode: '20' } });
});

test('an update that asks nothing of anybody says so', async (t) => {
  const next = buildApk({ versionName: '2.1', versionCode: 21 });
  const { out } = await compare(t, [older, next]);
  t.regex(out, /^upgrade: installs over the older build$/m);
  const other = buildApk({ packageName: 'cn.example.other' });
  t.regex((await compare(t, [older, other])).out, /not the same app/);
});
