import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { LineageCapability } from '../../src/artifacts/artifact.js';
import { type ApkOptions, buildApk } from '../helpers/artifacts/apk.js';
import { makeAndroidSigner, type Signer } from '../helpers/artifacts/signers.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';
import { inspectBytes } from '../helpers/inspect-bytes.js';

const oldSigner = makeAndroidSigner({ commonName: 'Old' });
const newSigner = makeAndroidSigner({ commonName: 'New', keyType: 'ec' });

type Write = Awaited<ReturnType<typeof scratchFolder>>;

async function keyFiles(write: Write, name: string, signer: Signer): Promise<string[]> {
  const key = await write(
    `${name}.pk8`,
    signer.privateKey.export({ type: 'pkcs8', format: 'der' }),
  );
  const certificate = await write(`${name}.pem`, signer.pem);
  return ['--key', key, '--cert', certificate];
}

/** Signs an unsigned build with apksigner; `parameters` come before the keys. */
async function signed(
  t: ExecutionContext,
  parameters: (write: Write) => Promise<string[]>,
): Promise<Buffer> {
  const write = await scratchFolder(t);
  const path = await write('app.apk', buildApk({ schemes: [], minSdk: 24 }));
  const { ok, output } = await runTool('apksigner', 'sign', ...(await parameters(write)), path);
  t.true(ok, output);
  return readFile(path);
}

for (const [name, signer] of Object.entries({ RSA: oldSigner, EC: newSigner })) {
  test.serial(`an APK that apksigner signed with ${name} over fs-verity is verified`, async (t) => {
    if (!haveTools(t, 'apksigner')) return;
    const apk = await signed(t, async (write) => [
      '--verity-enabled',
      ...(await keyFiles(write, 'signer', signer)),
    ]);
    const verityId = name === 'RSA' ? 0x0421 : 0x0423;
    const id = Buffer.alloc(4);
    id.writeUInt32LE(verityId);
    t.true(apk.includes(id));
    t.is((await inspectBytes(t, apk)).artifact.verification?.verdict, 'verified');
    apk[apk.indexOf('resources.arsc') + 400] = 0x55;
    t.false((await inspectBytes(t, apk)).accepted);
  });
}

test.serial(
  'an APK whose key was rotated by apksigner is verified for the new signer',
  async (t) => {
    if (!haveTools(t, 'apksigner')) return;
    const apk = await signed(t, async (write) => {
      const lineage = join(dirname(await write('x', '')), 'lineage');
      const [older, newer] = [
        await keyFiles(write, 'old', oldSigner),
        await keyFiles(write, 'new', newSigner),
      ];
      const rotation = ['--old-signer', ...older, '--new-signer', ...newer];
      const { ok, output } = await runTool('apksigner', 'rotate', '--out', lineage, ...rotation);
      t.true(ok, output);
      return ['--lineage', lineage, ...older, '--next-signer', ...newer];
    });
    const { artifact } = await inspectBytes(t, apk);
    t.is(artifact.verification?.verdict, 'verified');
    t.is(artifact.signerCertificate?.sha256, newSigner.sha256);
    const certificates = artifact.verification?.schemes.map((scheme) => scheme.certificates);
    t.deepEqual(certificates, [[oldSigner.sha256], [newSigner.sha256]]);
  },
);

const capabilityWords: Record<LineageCapability, string> = {
  'installed-data': 'installed data',
  'shared-uid': 'shared UID',
  permission: 'permission',
  rollback: 'rollback',
  auth: 'auth',
};

/** As `apksigner lineage --print-certs` has them, five lines for each signer. */
function printedCapabilities(output: string): LineageCapability[][] {
  const names = Object.keys(capabilityWords) as LineageCapability[];
  const [, ...signers] = output.split(/^Signer #\d+ in lineage certificate DN/m);
  const has = (printed: string) => (name: LineageCapability) =>
    new RegExp(`Has ${capabilityWords[name]} capability *: true`).test(printed);
  return signers.map((printed) => names.filter(has(printed)));
}

for (const flags of [undefined, 0, 0x16, 0x08, 0x1f]) {
  test.serial(`apksigner and we read the same capabilities, flags ${flags}`, async (t) => {
    if (!haveTools(t, 'apksigner')) return;
    const lineage = flags === undefined ? {} : { flags };
    const apk = buildApk({ signer: newSigner, pastSigners: [oldSigner], defects: { lineage } });
    const path = await (await scratchFolder(t))('built.apk', apk);
    const { ok, output } = await runTool('apksigner', 'lineage', '--in', path, '--print-certs');
    t.true(ok, output);
    const expected = printedCapabilities(output);
    t.is(expected.length, 2);
    t.deepEqual((await inspectBytes(t, apk)).artifact.lineageCapabilities, expected);
  });
}

const builds: Record<string, ApkOptions> = {
  'two signers': { schemes: ['v2'], otherSigners: [newSigner] },
  'a stripped v3 block': { defects: { strip: ['v3'] } },
  'another certificate': { defects: { certificate: newSigner } },
  'a wrong digest': { defects: { wrongDigest: true } },
  'a wrong signature': { defects: { wrongSignature: true } },
  'an unknown algorithm': { defects: { unknownAlgorithm: true } },
  'another range outside': { defects: { otherSdkRange: true } },
  'a changed directory': { defects: { flipByteInDirectory: true } },
  'v3 alone': { schemes: ['v3'], minSdk: 28 },
  'an EC key': { signer: newSigner },
};

for (const [what, options] of Object.entries(builds)) {
  test.serial(`apksigner and we agree on ${what}`, async (t) => {
    if (!haveTools(t, 'apksigner')) return;
    const apk = buildApk(options);
    const path = await (await scratchFolder(t))('built.apk', apk);
    const { ok } = await runTool('apksigner', 'verify', '--min-sdk-version', '24', path);
    t.is((await inspectBytes(t, apk)).accepted, ok);
  });
}
