import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inspectCommand } from '../../../src/cli/commands/inspect.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { defaultAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

async function run(t: ExecutionContext, bytes: Buffer, args: string[], withAnchor = true) {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'campus-1.0.bin');
  const anchors = join(folder, 'anchors.pem');
  await writeFile(path, bytes);
  await writeFile(anchors, defaultAppleLikeChain().root.pem);
  let out = '';
  let err = '';
  const status = await inspectCommand.run([path, ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: withAnchor ? { APPLE_ANCHORS: anchors } : {},
  });
  return { status, out, err };
}

const fields = [
  'platform',
  'bundleIdentifier',
  'version',
  'versionCode',
  'minimumOsVersion',
  'size',
  'sha256',
  'fileName',
  'displayName',
  'labels',
  'icon',
  'permissions',
  'abis',
  'minSdk',
  'targetSdk',
  'provisioningProfile',
  'signerCertificate',
  'verification',
  'warnings',
];

test('--json prints one document with the fields of the contract in their order', async (t) => {
  const { status, out, err } = await run(t, buildApk({ versionName: '1.0' }), ['--json']);
  t.is(status, 0);
  t.is(err, '');
  const document = JSON.parse(out);
  t.deepEqual(Object.keys(document), fields);
  t.is(document.fileName, 'campus-1.0.bin');
  t.is(document.verification.verdict, 'verified');
});

test('a refused build prints everything that was read, and the same fields', async (t) => {
  const { status, out } = await run(t, buildIpa({ version: '7.1' }), ['--json'], false);
  t.is(status, 1);
  const document = JSON.parse(out);
  t.deepEqual(Object.keys(document), fields);
  t.is(document.version, '7.1');
  t.is(document.verification.refusal.code, 'signer_not_trusted');
  const unknown = await run(t, Buffer.from('text'), ['--json']);
  t.deepEqual(Object.keys(JSON.parse(unknown.out)), fields);
});

test('--at judges as of a date', async (t) => {
  const ipa = buildIpa({ expiresAt: new Date('2026-01-01'), createdAt: new Date('2025-06-01') });
  t.is((await run(t, ipa, ['--at', '2025-12-31'])).status, 0);
  const late = await run(t, ipa, ['--at', '2026-01-02']);
  t.is(late.status, 1);
  t.regex(late.out, /refused: profile_expired/);
});

test('--tolerate lets a refusal warn, of those that may', async (t) => {
  const ipa = buildIpa({ profileKind: 'app-store' });
  t.is((await run(t, ipa, [])).status, 1);
  const { status, out } = await run(t, ipa, ['--tolerate', 'profile_app_store']);
  t.is(status, 0);
  t.regex(out, /^warning: profile_app_store: /m);
  for (const code of ['signature_invalid', 'nonsense']) {
    await t.throwsAsync(run(t, ipa, ['--tolerate', code]), { name: 'UsageError' });
  }
});

test('text is printed for people, without control characters of the file', async (t) => {
  const { out } = await run(t, buildApk({ label: 'Cam\u001b[2Jpus\nverdict verified' }), []);
  t.regex(out, /^identifier {5}cn\.example\.campus$/m);
  t.regex(out, /^accepted$/m);
  t.false(out.includes('\u001b'));
  t.notRegex(out, /^verdict verified$/m);
});

test('wrong usage is told apart from a file that cannot be read', async (t) => {
  for (const args of [
    ['another', 'third'],
    ['--at', 'someday'],
  ]) {
    await t.throwsAsync(run(t, buildApk(), args), { name: 'UsageError' });
  }
  await t.throwsAsync(run(t, buildApk(), ['--nonsense']), {
    code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
  });
  const io = { out: () => t.fail(), err: () => t.fail(), env: {} };
  await t.throwsAsync(inspectCommand.run(['/nowhere/app.apk'], io), { code: 'file_unreadable' });
});
