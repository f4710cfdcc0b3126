import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import {
  type AuthenticodeOptions,
  buildExe,
  makeCodeSigner,
} from '../helpers/artifacts/authenticode.js';
import { buildMsi } from '../helpers/artifacts/msi.js';
import { buildMsix } from '../helpers/artifacts/msix.js';
import { writePe } from '../helpers/artifacts/pe.js';
import { buildPkg, defaultInstallerChain } from '../helpers/artifacts/pkg.js';
import { flipBit } from '../helpers/artifacts/zip.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';
import { acceptedArtifact, inspectBytes } from '../helpers/inspect-bytes.js';

const signer = makeCodeSigner({ isSelfSigned: true });

/** Signs with osslsigncode; null where this one cannot sign such a file. */
async function signedByTool(
  t: ExecutionContext,
  name: string,
  unsigned: Buffer,
  ...parameters: string[]
): Promise<Buffer> {
  const write = await scratchFolder(t);
  const input = await write(name, unsigned);
  const key = await write('key.pem', signer.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const certificate = await write('certificate.pem', signer.pem);
  const output = join(dirname(input), `signed-${name}`);
  const files = ['-certs', certificate, '-key', key, '-in', input, '-out', output];
  const result = await runTool('osslsigncode', 'sign', ...parameters, ...files);
  t.true(result.ok, result.output);
  return readFile(output);
}

/** Whether osslsigncode takes a file whose certificate leads to the root of the tests. */
async function toolAccepts(t: ExecutionContext, name: string, file: Buffer): Promise<boolean> {
  const write = await scratchFolder(t);
  const path = await write(name, file);
  const roots = await write('root.pem', signer.pem);
  const { output } = await runTool('osslsigncode', 'verify', '-CAfile', roots, '-in', path);
  return output.includes('Succeeded');
}

const signed: AuthenticodeOptions = { signer, timestamp: 'none' };

const formats = {
  exe: { build: () => buildExe({ signature: signed }), unsigned: writePe },
  msi: {
    build: () => buildMsi({ signature: signed }),
    unsigned: () => buildMsi({ signature: null }),
  },
};

for (const [kind, { build, unsigned }] of Object.entries(formats)) {
  test.serial(`osslsigncode takes the ${kind} of the tests, and no changed one`, async (t) => {
    if (!haveTools(t, 'osslsigncode')) return;
    const file = build();
    t.true(await toolAccepts(t, `campus.${kind}`, file));
    flipBit(file, file.length >> 2);
    t.false(await toolAccepts(t, `campus.${kind}`, file));
    t.false((await inspectBytes(t, file)).accepted);
  });

  for (const hash of ['sha1', 'sha256', 'sha384']) {
    test.serial(`an ${kind} that osslsigncode signed with ${hash} is verified`, async (t) => {
      if (!haveTools(t, 'osslsigncode')) return;
      const file = await signedByTool(t, `campus.${kind}`, unsigned(), '-h', hash);
      const { signerCertificate } = await acceptedArtifact(t, file);
      t.is(signerCertificate?.sha256, signer.sha256);
      flipBit(file, file.length >> 2);
      t.false((await inspectBytes(t, file)).accepted);
    });
  }
}

test.serial(
  'a program that osslsigncode signed twice, with page hashes, is verified',
  async (t) => {
    if (!haveTools(t, 'osslsigncode')) return;
    const once = await signedByTool(t, 'campus.exe', writePe(), '-h', 'sha1', '-ph');
    const twice = await signedByTool(t, 'campus.exe', once, '-h', 'sha256', '-nest');
    const { verification, warnings } = await acceptedArtifact(t, twice);
    t.is(verification.schemes[0]?.certificates.length, 2);
    t.false(warnings.some(({ code }) => code === 'weak_signature'));
  },
);

test.serial('a database signed over names and sizes as well is verified', async (t) => {
  if (!haveTools(t, 'osslsigncode')) return;
  const unsigned = buildMsi({ signature: null });
  const file = await signedByTool(t, 'campus.msi', unsigned, '-h', 'sha256', '-add-msi-dse');
  t.true(file.includes(Buffer.from('MsiDigitalSignatureEx', 'utf16le')));
  t.is((await acceptedArtifact(t, file)).signerCertificate?.sha256, signer.sha256);
});

test.serial('a database that msibuild wrote is read', async (t) => {
  if (!haveTools(t, 'msibuild')) return;
  const write = await scratchFolder(t);
  const rows = ['ProductName\tCampus', 'ProductVersion\t2.0.1', `UpgradeCode\t{${code}}`];
  const table = ['Property\tValue', 's72\tl0', 'Property\tProperty', ...rows, ''].join('\r\n');
  const idt = await write('Property.idt', table);
  const path = join(dirname(idt), 'campus.msi');
  const made = await runTool('msibuild', path, '-s', 'Campus', 'Example', 'x64;1033', `{${code}}`);
  t.true(made.ok, made.output);
  t.true((await runTool('msibuild', path, '-i', idt)).ok);
  const { artifact } = await inspectBytes(t, await readFile(path));
  t.like(artifact, { displayName: 'Campus', versionCode: '2.0.1', bundleIdentifier: code });
});

const code = '01234567-89AB-4DEF-8123-456789ABCDEF';

test.serial('wrestool finds the resources that our programs have', async (t) => {
  if (!haveTools(t, 'wrestool')) return;
  const path = await (await scratchFolder(t))('campus.exe', writePe({ manifest: '<a/>' }));
  const { output } = await runTool('wrestool', '-l', path);
  for (const type of [3, 14, 16, 24]) t.regex(output, new RegExp(`--type=${type}\\b`));
});

test.serial('an installer that makensis wrote and osslsigncode signed is read', async (t) => {
  if (!haveTools(t, 'makensis', 'osslsigncode')) return;
  const write = await scratchFolder(t);
  const script = [
    'Unicode true',
    'Name "Campus"',
    'OutFile "campus.exe"',
    'VIProductVersion "3.1.4.1"',
    'VIAddVersionKey /LANG=0 "ProductName" "Campus"',
    'VIAddVersionKey /LANG=0 "CompanyName" "Example"',
    'VIAddVersionKey /LANG=0 "FileVersion" "3.1.4"',
    'VIAddVersionKey /LANG=0 "FileDescription" "Campus"',
    'VIAddVersionKey /LANG=0 "LegalCopyright" ""',
    'Section',
    'SectionEnd',
  ];
  const path = await write('campus.nsi', script.join('\n'));
  const { ok, output } = await runTool('makensis', '-V1', path);
  t.true(ok, output);
  const installer = await readFile(join(dirname(path), 'campus.exe'));
  const artifact = await acceptedArtifact(t, await signedByTool(t, 'campus.exe', installer));
  t.like(artifact, {
    bundleIdentifier: 'example.campus',
    versionCode: '3.1.4.1',
    installer: { kind: 'exe', maker: 'nsis' },
  });
});

/** Debian 12's own osslsigncode does not know packages; later ones do. */
async function knowsPackages(t: ExecutionContext): Promise<boolean> {
  if (!haveTools(t, 'osslsigncode')) return false;
  const [, major, minor] = /(\d+)\.(\d+)/.exec((await runTool('osslsigncode', '-v')).output) ?? [];
  if (Number(major) > 2 || Number(minor) >= 6) return true;
  t.log('left out: this osslsigncode does not know packages');
  t.pass();
  return false;
}

test.serial('a package that osslsigncode signed is verified, and no changed one', async (t) => {
  if (!(await knowsPackages(t))) return;
  const publisher = 'CN=Harbin Institute of Technology, O=Harbin Institute of Technology, C=CN';
  const unsigned = buildMsix({ signature: null, publisher });
  const file = await signedByTool(t, 'campus.msix', unsigned, '-h', 'sha256');
  t.is((await acceptedArtifact(t, file)).signerCertificate?.sha256, signer.sha256);
  flipBit(file, file.length >> 2);
  t.false((await inspectBytes(t, file)).accepted);
});

test.serial('osslsigncode takes the packages of the tests', async (t) => {
  if (!(await knowsPackages(t))) return;
  t.true(await toolAccepts(t, 'campus.msix', buildMsix({ signature: signed })));
});

test.serial('bsdtar lists and unpacks the installer packages of the tests', async (t) => {
  if (!haveTools(t, 'bsdtar')) return;
  const path = await (await scratchFolder(t))('campus.pkg', buildPkg());
  const { output } = await runTool('bsdtar', '-tf', path);
  t.deepEqual(
    output
      .trim()
      .split('\n')
      .filter((name) => !name.endsWith('/'))
      .sort(),
    ['Campus.pkg/PackageInfo', 'Campus.pkg/Payload', 'Distribution'],
  );
  const info = await runTool('bsdtar', '-xOf', path, 'Campus.pkg/PackageInfo');
  t.regex(info.output, /^<\?xml.*pkg-info/s);
});

test.serial(
  'an archive that bsdtar wrote is read, and refused for want of a signature',
  async (t) => {
    if (!haveTools(t, 'bsdtar')) return;
    const info = '<pkg-info identifier="org.example.tool" version="4.5"/>';
    const path = await (await scratchFolder(t))('PackageInfo', info);
    const archive = join(dirname(path), 'tool.pkg');
    const made = await runTool(
      'bsdtar',
      '--format',
      'xar',
      '-cf',
      archive,
      '-C',
      dirname(path),
      'PackageInfo',
    );
    t.true(made.ok, made.output);
    const { artifact } = await inspectBytes(t, await readFile(archive));
    t.like(artifact, { bundleIdentifier: 'org.example.tool', versionCode: '4.5' });
    t.is(artifact.verification?.refusal?.code, 'signature_missing');
  },
);

test.serial('openssl verifies the plain signature of an installer package', async (t) => {
  if (!haveTools(t, 'openssl')) return;
  const pkg = buildPkg({ cms: false });
  const tableSize = Number(pkg.readBigUInt64BE(8));
  const table = pkg.subarray(28, 28 + tableSize);
  const write = await scratchFolder(t);
  const { publicKeyInfo } = defaultInstallerChain().distribution;
  const key = await write('key.der', publicKeyInfo);
  const signature = await write('signature', pkg.subarray(28 + tableSize + 20).subarray(0, 256));
  const { output } = await runTool(
    'openssl',
    'dgst',
    '-sha1',
    '-keyform',
    'DER',
    '-verify',
    key,
    '-signature',
    signature,
    await write('table', table),
  );
  t.regex(output, /Verified OK/);
  t.is((await acceptedArtifact(t, pkg)).installer?.kind, 'pkg');
});
