import test from 'ava';
import sharp from 'sharp';
import {
  buildExe,
  defaultCodeSigner,
  makeCodeSigner,
  signPe,
} from '../../../helpers/artifacts/authenticode.js';
import { sampleVersion, writePe } from '../../../helpers/artifacts/pe.js';
import { drawIcon } from '../../../helpers/artifacts/png.js';
import { sampleApp } from '../../../helpers/artifacts/sample-app.js';
import type { VersionResourceOptions } from '../../../helpers/artifacts/version-resource.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../../helpers/inspect-bytes.js';

test('a program gives its identity by its version resource', async (t) => {
  const artifact = await acceptedArtifact(t, buildExe());
  t.like(artifact, {
    platform: 'windows',
    installer: { kind: 'exe', maker: null },
    bundleIdentifier: 'harbin-institute-of-technology.campus',
    version: '1.2.3',
    versionCode: '1.2.3.4',
    displayName: sampleApp.name,
  });
  t.deepEqual(artifact.labels, { '': sampleApp.name, en: sampleApp.name });
  t.deepEqual(artifact.warnings, []);
});

test('the verdict names the signer, the time and what is not checked', async (t) => {
  const signedAt = new Date('2026-03-04T05:06:07Z');
  const { signerCertificate, verification } = await acceptedArtifact(
    t,
    buildExe({ signature: { signedAt } }),
  );
  const { sha256 } = defaultCodeSigner();
  t.is(signerCertificate?.sha256, sha256);
  t.is(signerCertificate?.organisation, sampleApp.organisation);
  t.deepEqual(verification, {
    verdict: 'partial',
    schemes: [{ scheme: 'authenticode', verified: true, certificates: [sha256] }],
    notChecked: ['certificate-chain', 'revocation'],
    timestamp: signedAt.toISOString(),
  });
});

test('32-bit programs and older countersignatures are read alike', async (t) => {
  const exe = buildExe({ is32Bit: true, signature: { timestamp: 'pkcs9' } });
  const { verification } = await acceptedArtifact(t, exe);
  t.truthy(verification.timestamp);
});

test('names in Chinese stay letters in the derived identifier', async (t) => {
  const names = { CompanyName: '哈尔滨工业大学', ProductName: 'Campus 校园 (Beta)' };
  const version: VersionResourceOptions = {
    tables: [
      [0x0804, names],
      [0x0409, { ProductName: 'Campus' }],
    ],
  };
  const artifact = await acceptedArtifact(t, buildExe({ version }));
  t.is(artifact.bundleIdentifier, '哈尔滨工业大学.campus-校园-beta');
  t.deepEqual(artifact.labels, {
    '': 'Campus 校园 (Beta)',
    'zh-Hans': 'Campus 校园 (Beta)',
    en: 'Campus',
  });
});

test('a file version of zeros gives way to the product’s, then to the texts', async (t) => {
  const code = async (version: object) =>
    (await acceptedArtifact(t, buildExe({ version: { ...sampleVersion(), ...version } })))
      .versionCode;
  t.is(await code({ fileVersion: '0.0.0.0', productVersion: '3.1.0.0' }), '3.1.0.0');
  t.is(await code({ fileVersion: '0.0.0.0' }), '1.2.3.4');
  const texts = sampleVersion({ FileVersion: '', ProductVersion: '2, 5, 0, 1 beta' });
  t.is(await code({ ...texts, fileVersion: '0.0.0.0' }), '2.5.0.1');
});

test('a program that does not name product and version is refused', async (t) => {
  t.is(await refusalCode(t, buildExe({ version: null })), 'unreadable_artifact');
  const unnamed = buildExe({ version: sampleVersion({ ProductName: '®' }) });
  t.is(await refusalCode(t, unnamed), 'unreadable_artifact');
});

test('an unsigned program is refused with everything that was read', async (t) => {
  const inspection = await inspectBytes(t, writePe());
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'signature_missing');
  return t.is(inspection.artifact.versionCode, '1.2.3.4');
});

test('the makers of installers are known', async (t) => {
  const maker = async (options: Parameters<typeof buildExe>[0]) =>
    (await acceptedArtifact(t, buildExe(options))).installer?.maker;
  const manifest = (name: string) => `<assembly><assemblyIdentity name="${name}"/></assembly>`;
  t.is(await maker({ manifest: manifest('Nullsoft.NSIS.exehead') }), 'nsis');
  t.is(await maker({ manifest: manifest('JR.Inno.Setup') }), 'inno');
  t.is(await maker({ sectionNames: ['.wixburn'] }), 'burn');
  t.is(
    await maker({ resources: [{ type: 'DATA', name: 131, data: Buffer.from('PK') }] }),
    'squirrel',
  );
});

test('the largest image of the icon group is shown, and old bitmaps become PNG', async (t) => {
  const [small, large] = [drawIcon({ size: 16 }), drawIcon({ size: 256 })];
  const icons = [
    { side: 16, image: small },
    { side: 256, image: large },
  ];
  const png = await inspectBytes(t, buildExe({ icons }));
  t.deepEqual(png.accepted && Buffer.from(png.icon ?? []), large);
  const bitmap = await inspectBytes(t, buildExe({ icons: [{ side: 2, image: bitmapIcon() }] }));
  if (!bitmap.accepted || bitmap.icon === null) return t.fail();
  const pixels = await sharp(bitmap.icon).raw().toBuffer();
  return t.is(pixels.toString('hex'), '0d0c0b0e0908070a0304050603020104');
});

/** Two pixels a side: each counts up, from the lower left. */
function bitmapIcon(): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(2, 4);
  header.writeInt32LE(4, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = [5, 4, 3, 6, 1, 2, 3, 4, 11, 12, 13, 14, 7, 8, 9, 10];
  return Buffer.concat([header, Buffer.from(pixels), Buffer.alloc(8)]);
}

test('a program without an icon is accepted with a warning', async (t) => {
  const { icon, warnings } = await acceptedArtifact(t, buildExe({ icons: [] }));
  t.is(icon, null);
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['no_icon'],
  );
});

test('a library is refused', async (t) => {
  t.is(await refusalCode(t, buildExe({ isLibrary: true })), 'unsupported_artifact');
});

test('a signature without a timestamp is warned of, and refused after the certificate’s end', async (t) => {
  const signer = makeCodeSigner({ notAfter: new Date('2030-01-01') });
  const exe = buildExe({ signature: { signer, timestamp: 'none' } });
  const { warnings } = await acceptedArtifact(t, exe);
  t.regex(warnings.find(({ code }) => code === 'no_timestamp')?.detail ?? '', /2030-01-01/);
  t.is(await refusalCode(t, exe, { now: new Date('2030-01-02') }), 'signer_not_trusted');
  const stamped = buildExe({ signature: { signer } });
  t.is(await refusalCode(t, stamped, { now: new Date('2030-01-02') }), null);
});

test('the strongest of nested signatures counts', async (t) => {
  const unsigned = writePe();
  const { verification, warnings } = await acceptedArtifact(
    t,
    signPe(unsigned, { hash: 'sha1', nested: nestedFor(unsigned) }),
  );
  t.is(verification.schemes[0]?.certificates.length, 2);
  t.deepEqual(warnings, []);
  const weak = await acceptedArtifact(t, signPe(unsigned, { hash: 'sha1' }));
  t.deepEqual(
    weak.warnings.map(({ code }) => code),
    ['weak_signature'],
  );
});

function nestedFor(unsigned: Buffer): Buffer {
  const signed = signPe(unsigned);
  const at = unsigned.length + 8;
  return signed.subarray(at, at + 4 + signed.readUInt16BE(at + 2));
}
