import { readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { fileDigest } from '../../src/artifacts/digest.js';
import { inspect } from '../../src/artifacts/inspect.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { buildIpa } from '../helpers/artifacts/ipa.js';
import { writeZip } from '../helpers/artifacts/zip.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

async function write(t: ExecutionContext, bytes: Buffer): Promise<string> {
  const path = join(await temporaryFolder(t), 'build');
  await writeFile(path, bytes);
  return path;
}

const options = { fileName: 'build', now: new Date(), anchors: [] };

test('a build is inspected in a thread of its own, its icon included', async (t) => {
  const inspection = await inspect(await write(t, buildApk({ versionName: '4.2' })), options);
  t.true(inspection.accepted);
  t.is(inspection.artifact.version, '4.2');
  t.true(inspection.accepted && inspection.icon instanceof Uint8Array);
});

test('a thread that takes too long is ended with a refusal', async (t) => {
  const inspection = await inspect(await write(t, buildIpa()), { ...options, deadlineMs: 1 });
  t.is(inspection.artifact.verification?.refusal?.code, 'inspection_timeout');
});

test('a file that is gone is a refusal with its cause for the log', async (t) => {
  const inspection = await inspect('/nowhere/build', options);
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'unreadable_artifact');
  t.false(inspection.refusal.detail.includes('nowhere'));
  return t.regex(String(inspection.cause), /ENOENT/);
});

test('an anchor that is no certificate is the caller’s fault', async (t) => {
  const anchors = ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'];
  await t.throwsAsync(inspect(await write(t, buildApk()), { ...options, anchors }));
});

test('a file that fills the memory of its thread is refused, and the process lives', async (t) => {
  const name = 'Payload/E.app/Info.plist';
  const plist = `<plist><array>${'<a/>'.repeat(250_000)}</array></plist>`;
  const inspection = await inspect(
    await write(t, writeZip([{ name, data: Buffer.from(plist) }])),
    options,
  );
  t.is(inspection.artifact.verification?.refusal?.code, 'unreadable_artifact');
});

test('an entry that claims little and unfolds to much is refused early', async (t) => {
  const packedData = deflateRawSync(Buffer.alloc(50_000_000));
  const entry = {
    name: 'Payload/E.app/Info.plist',
    data: Buffer.alloc(900),
    defects: { packedData },
  };
  const inspection = await inspect(await write(t, writeZip([entry])), options);
  t.is(inspection.artifact.verification?.refusal?.code, 'unreadable_artifact');
});

test('no file descriptor is left open, whatever the outcome', async (t) => {
  const paths = [
    await write(t, buildApk()),
    await write(t, buildIpa()),
    await write(t, writeZip([{ name: '../x', data: Buffer.from('x') }])),
    await write(t, Buffer.from('no build')),
  ];
  for (const path of paths) {
    await inspect(path, options);
    await inspect(path, { ...options, deadlineMs: 1 });
  }
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  t.deepEqual(
    open.filter((target) => paths.includes(target)),
    [],
  );
});

test('the digest of a file is its size and SHA-256', async (t) => {
  t.deepEqual(await fileDigest(await write(t, Buffer.from('abc'))), {
    size: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
});
