import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type ApkOptions, buildApk } from '../helpers/artifacts/apk.js';
import type { SignatureDefects } from '../helpers/artifacts/apk-signing.js';
import { resourceId } from '../helpers/artifacts/arsc.js';
import { signatureAlgorithm } from '../helpers/artifacts/block-algorithms.js';
import { writeLargeApk } from '../helpers/artifacts/large-files.js';
import { defaultAndroidSigner, makeAndroidSigner } from '../helpers/artifacts/signers.js';
import { joinZip, layOutZip, writeZip, type ZipDefects } from '../helpers/artifacts/zip.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';

const ecSigner = makeAndroidSigner({ keyType: 'ec' });
const otherSigner = makeAndroidSigner({ keyType: 'ec', commonName: 'Someone else' });

async function apksigner(t: ExecutionContext, apk: Buffer, ...range: string[]) {
  const path = await (await scratchFolder(t))('built.apk', apk);
  return runTool('apksigner', 'verify', '-v', '--print-certs', ...range, path);
}

/** Which platform versions judge a file by which scheme. */
const ranges = {
  v1: ['--min-sdk-version', '21', '--max-sdk-version', '23'],
  v2: ['--min-sdk-version', '24', '--max-sdk-version', '27'],
  v3: ['--min-sdk-version', '28'],
} as const;

const verifies = test.macro(
  async (t, scheme: keyof typeof ranges, options: ApkOptions, certificate?: string) => {
    if (!haveTools(t, 'apksigner')) return;
    const { ok, output } = await apksigner(t, buildApk(options), ...ranges[scheme]);
    t.true(ok, output);
    t.regex(output, new RegExp(`using ${scheme} scheme.*: true`));
    t.true(output.includes((certificate ?? defaultAndroidSigner().sha256).toLowerCase()), output);
    // platforms before 28 do not know v3, of which the block of v2 speaks
    t.notRegex(output, /WARNING(?!.*unknown APK signature scheme ID: 3)/);
  },
);

test.serial('apksigner verifies v1', verifies, 'v1', {});
test.serial('apksigner verifies v2', verifies, 'v2', {});
test.serial('apksigner verifies v3', verifies, 'v3', {});
const ec = { signer: ecSigner };
test.serial('apksigner verifies v1 by an EC key', verifies, 'v1', ec, ecSigner.sha256);
test.serial('apksigner verifies v3 by an EC key', verifies, 'v3', ec, ecSigner.sha256);
for (const [name, algorithm] of Object.entries(signatureAlgorithm)) {
  // Debian's Java has no PSS by the name that apksigner asks for
  if (name.startsWith('rsaPss')) continue;
  const options = { algorithm, ...(name.startsWith('ecdsa') ? ec : {}) };
  const certificate = name.startsWith('ecdsa') ? ecSigner.sha256 : undefined;
  test.serial(`apksigner verifies v2 with ${name}`, verifies, 'v2', options, certificate);
}
const twoSigners = { schemes: ['v2'], otherSigners: [otherSigner] } as const;
test.serial('apksigner verifies two signers', verifies, 'v2', twoSigners, otherSigner.sha256);
test.serial('apksigner verifies long names in v1', verifies, 'v1', {
  extraEntries: [{ name: `assets/${'名字'.repeat(60)}.txt`, data: Buffer.from('x') }],
});

const refuses = test.macro(async (t, options: ApkOptions, reason: RegExp) => {
  if (!haveTools(t, 'apksigner')) return;
  const { ok, output } = await apksigner(t, buildApk(options));
  t.false(ok);
  t.regex(output, reason);
});

const notes = { name: 'assets/notes.txt', data: Buffer.from('as signed'), stored: true };
test.serial(
  'apksigner refuses an entry changed after signing',
  refuses,
  {
    extraEntries: [notes],
    afterSigning: (entries) =>
      entries.map((entry) =>
        entry.name === notes.name ? { ...entry, data: Buffer.from('as forged') } : entry,
      ),
  },
  /digest mismatch/,
);
test.serial(
  'apksigner refuses a flipped bit',
  refuses,
  {
    defects: { flipByteIn: 'resources.arsc' },
  },
  /digest mismatch/,
);
test.serial(
  'apksigner refuses a changed directory',
  refuses,
  {
    defects: { flipByteInDirectory: true },
  },
  /digest mismatch/,
);
test.serial(
  "apksigner refuses v1 alone for today's target",
  refuses,
  {
    schemes: ['v1'],
  },
  /requires a minimum of signature scheme v2/,
);
test.serial('apksigner refuses an unsigned APK', refuses, { schemes: [] }, /DOES NOT VERIFY/);

const spoiltSignatures: Readonly<Record<string, readonly [SignatureDefects, RegExp]>> = {
  'v3 stripped': [{ strip: ['v3'] }, /v3|stripp/i],
  'v2 and v3 stripped': [{ strip: ['v2', 'v3'] }, /DOES NOT VERIFY/],
  'another certificate': [{ certificate: otherSigner }, /[Pp]ublic key mismatch/],
  'a wrong digest': [{ wrongDigest: true }, /digest mismatch/],
  'a wrong signature': [{ wrongSignature: true }, /did not verify|Failed to verify/],
  'another algorithm signed': [{ otherAlgorithmSigned: true }, /DOES NOT VERIFY/],
  'an unknown algorithm': [{ unknownAlgorithm: true }, /No supported signatures|DOES NOT VERIFY/],
  'another SDK range outside': [{ otherSdkRange: true }, /SDK|DOES NOT VERIFY/],
};
for (const [title, [defects, reason]] of Object.entries(spoiltSignatures)) {
  test.serial(`apksigner refuses ${title}`, refuses, { defects }, reason);
}

test.serial('apksigner verifies a large APK that was written in a stream', async (t) => {
  if (!haveTools(t, 'apksigner', 'unzip')) return;
  const path = join(dirname(await (await scratchFolder(t))('x', '')), 'large.apk');
  await writeLargeApk(path, 5_000_001);
  const { ok, output } = await runTool('apksigner', 'verify', '-v', path);
  t.true(ok, output);
  t.true((await runTool('unzip', '-tq', path)).ok);
});

for (const encoding of ['utf-8', 'utf-16'] as const) {
  test.serial(`aapt2 reads what the APK says in ${encoding}`, async (t) => {
    if (!haveTools(t, 'aapt2')) return;
    const apk = buildApk({
      encoding,
      packageName: 'cn.example.reader',
      versionName: '2.5 测试',
      versionCode: 77,
      minSdk: 21,
      targetSdk: 33,
      label: 'Library',
      labels: { zh: '图书馆', 'zh-Hant-TW': '圖書館', 'en-GB': 'Library (GB)', fr: 'Bibliothèque' },
      permissions: ['android.permission.CAMERA'],
      abis: ['arm64-v8a', 'x86_64'],
      debuggable: true,
      testOnly: true,
      adaptiveIcon: true,
    });
    const path = await (await scratchFolder(t))('built.apk', apk);
    const { output } = await runTool('aapt2', 'dump', 'badging', path);
    for (const line of [
      "package: name='cn.example.reader' versionCode='77' versionName='2.5 测试'",
      "sdkVersion:'21'",
      "targetSdkVersion:'33'",
      "uses-permission: name='android.permission.CAMERA'",
      "application-label:'Library'",
      "application-label-zh:'图书馆'",
      "application-label-zh-Hant-TW:'圖書館'",
      "application-label-en-GB:'Library (GB)'",
      "application-label-fr:'Bibliothèque'",
      'application-debuggable',
      "testOnly='-1'",
      "native-code: 'arm64-v8a' 'x86_64'",
      "icon='res/mipmap-anydpi-v26/ic_launcher.xml'",
    ]) {
      t.true(output.includes(line), `${line}\n---\n${output}`);
    }
  });
}

test.serial(
  'aapt2 reads a code name as minSdk, a literal label and both halves of the code',
  async (t) => {
    if (!haveTools(t, 'aapt2')) return;
    const apk = buildApk({
      minSdk: 'IceCreamSandwich',
      literalLabel: 'Plain',
      versionCodeMajor: 3,
      icon: null,
      split: 'config.zh',
    });
    const path = await (await scratchFolder(t))('built.apk', apk);
    const tree = await runTool('aapt2', 'dump', 'xmltree', '--file', 'AndroidManifest.xml', path);
    t.regex(tree.output, /minSdkVersion\(0x0101020c\)="IceCreamSandwich"/);
    t.regex(tree.output, /label\(0x01010001\)="Plain"/);
    t.regex(tree.output, /versionCodeMajor\(0x01010576\)=3/);
    t.regex(tree.output, /A: split="config.zh"/);
    t.notRegex(tree.output, /icon\(/);
  },
);

test.serial('aapt2 follows a version name that is a reference to a reference', async (t) => {
  if (!haveTools(t, 'aapt2')) return;
  const apk = buildApk({
    versionName: { reference: resourceId(0, 1) },
    strings: [{ text: '', reference: resourceId(0, 2) }, { text: '4.2' }],
  });
  const path = await (await scratchFolder(t))('built.apk', apk);
  const { output } = await runTool('aapt2', 'dump', 'badging', path);
  t.regex(output, /versionName='4\.2'/);
});

test.serial(
  'unzip finds no fault in sizes behind the data and offsets behind a prefix',
  async (t) => {
    if (!haveTools(t, 'unzip')) return;
    const archive = joinZip(
      layOutZip(
        [
          { name: 'a.txt', data: Buffer.from('text'.repeat(99)), dataDescriptor: true },
          { name: 'b.txt', data: Buffer.from('text'), stored: true },
        ],
        Buffer.from('dex\n035\0'),
      ),
    );
    const path = await (await scratchFolder(t))('prefixed.zip', archive);
    const { ok, output } = await runTool('unzip', '-t', path);
    t.true(ok, output);
    t.notRegex(output, /warning/);
  },
);

test.serial('unzip finds no fault in a sound archive', async (t) => {
  if (!haveTools(t, 'unzip', 'zip')) return;
  const path = await (await scratchFolder(t))('built.apk', buildApk());
  t.true((await runTool('unzip', '-tq', path)).ok);
  t.true((await runTool('zip', '-T', path)).ok);
});

const spoiltArchives: Readonly<Record<string, readonly [ZipDefects, RegExp]>> = {
  'a wrong checksum': [{ checksumMask: 1 }, /bad CRC/],
  'another local name': [{ localName: 'assets/other.txt' }, /mismatching "local" filename/],
  'an unknown method': [{ method: 21 }, /unsupported compression method|need PK compat/],
  'broken deflate': [
    { packedData: Buffer.from('ffffffff', 'hex') },
    /invalid compressed data|error/,
  ],
};
for (const [title, [defects, reason]] of Object.entries(spoiltArchives)) {
  test.serial(`unzip complains of ${title}`, async (t) => {
    if (!haveTools(t, 'unzip')) return;
    const archive = writeZip([{ name: 'assets/a.txt', data: Buffer.from('text'), defects }]);
    const path = await (await scratchFolder(t))('spoilt.zip', archive);
    const { ok, output } = await runTool('unzip', '-t', path);
    t.false(ok);
    t.regex(output, reason);
  });
}
