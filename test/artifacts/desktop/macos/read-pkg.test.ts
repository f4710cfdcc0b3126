import test from 'ava';
import {
  buildPkg,
  defaultInstallerChain,
  makeTimestampSigner,
  type PkgOptions,
  samplePackageInfo,
} from '../../../helpers/artifacts/pkg.js';
import { sampleApp } from '../../../helpers/artifacts/sample-app.js';
import { makeAppleLikeChain } from '../../../helpers/artifacts/signers.js';
import { writeXar } from '../../../helpers/artifacts/xar.js';
import { flipBit } from '../../../helpers/artifacts/zip.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../../helpers/inspect-bytes.js';

test('a package gives the identity of the app it installs', async (t) => {
  const artifact = await acceptedArtifact(t, buildPkg());
  t.like(artifact, {
    platform: 'macos',
    installer: { kind: 'pkg', maker: null },
    bundleIdentifier: sampleApp.identifier,
    version: '1.2.3',
    versionCode: '123',
    displayName: sampleApp.name,
    minimumOsVersion: '11.0',
    abis: ['x86_64', 'arm64'],
    icon: null,
  });
});

test('a package without an app gives the identity of the product, then of the component', async (t) => {
  const packageInfo = `<pkg-info identifier="org.example.tool" version="4.5"/>`;
  t.like(await acceptedArtifact(t, buildPkg({ packageInfo })), {
    bundleIdentifier: `${sampleApp.identifier}.product`,
    versionCode: '9.9',
  });
  t.like(await acceptedArtifact(t, buildPkg({ packageInfo, distribution: null })), {
    bundleIdentifier: 'org.example.tool',
    version: '4.5',
    displayName: 'org.example.tool',
  });
});

test('the verdict names the signer, the ticket and what is not checked', async (t) => {
  const time = new Date('2026-05-06T07:08:09Z');
  const pkg = buildPkg({ timestamp: { signer: makeTimestampSigner(), time } });
  const { signerCertificate, verification, warnings } = await acceptedArtifact(t, pkg);
  const { sha256 } = defaultInstallerChain().distribution;
  t.is(signerCertificate?.sha256, sha256);
  t.is(signerCertificate?.organisation, sampleApp.organisation);
  t.deepEqual(verification, {
    verdict: 'partial',
    schemes: [{ scheme: 'installer-signature', verified: true, certificates: [sha256] }],
    notChecked: ['payload', 'notarisation-ticket', 'revocation'],
    timestamp: time.toISOString(),
    isNotarised: true,
  });
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['private_anchor'],
  );
});

test('SHA-256 tables and packages with the plain signature alone are read alike', async (t) => {
  t.is(await refusalCode(t, buildPkg({ hash: 'sha256' })), null);
  t.is(await refusalCode(t, buildPkg({ cms: false })), null);
});

test('a package without a stapled ticket is warned of', async (t) => {
  const { warnings, verification } = await acceptedArtifact(t, buildPkg({ isStapled: false }));
  t.true(warnings.some(({ code }) => code === 'not_notarised'));
  t.false(verification.isNotarised);
});

const refusals: Record<string, [options: PkgOptions, code: string]> = {
  'without a signature': [{ chain: null }, 'signature_missing'],
  'of another root': [{ chain: makeAppleLikeChain() }, 'signer_not_trusted'],
  'whose table was changed after signing': [
    { defects: { signedTable: (xml) => xml.replace('2026', '2027') } },
    'signature_invalid',
  ],
  'whose plain signature is over something else': [
    { defects: { signOther: Buffer.from('other') } },
    'signature_invalid',
  ],
  'whose message is over something else': [
    { defects: { signCmsOver: Buffer.from('other') } },
    'signature_invalid',
  ],
};

for (const [what, [options, code]] of Object.entries(refusals)) {
  test(`a package ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildPkg(options)), code);
  });
}

test('a changed payload is refused by its name', async (t) => {
  const pkg = buildPkg();
  flipBit(pkg, pkg.indexOf('payloadpayload') + 1000);
  const inspection = await inspectBytes(t, pkg);
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'signature_invalid');
  return t.regex(inspection.refusal.detail, /Campus\.pkg\/Payload/);
});

test('a certificate that has ended counts where a timestamp says so', async (t) => {
  const chain = makeAppleLikeChain({
    authorities: defaultInstallerChain(),
    notAfter: new Date('2026-06-01'),
  });
  const now = new Date('2026-07-01');
  t.is(await refusalCode(t, buildPkg({ chain }), { now }), 'signer_not_trusted');
  const timestamp = { signer: makeTimestampSigner(), time: new Date('2026-05-01') };
  t.is(await refusalCode(t, buildPkg({ chain, timestamp }), { now }), null);
});

const replaced = (from: string | RegExp, to: string): PkgOptions => ({
  defects: { table: (xml) => xml.replace(from, to) },
});

const damages: Record<string, PkgOptions> = {
  'a file that stands twice': replaced('<name>Payload<', '<name>PackageInfo<'),
  'a file without a checksum': replaced(/<archived-checksum.*?<\/archived-checksum>/, ''),
  'a file with an MD5 checksum': replaced(
    'archived-checksum style="sha1"',
    'archived-checksum style="md5"',
  ),
  'another hash than its header says': replaced(
    '<checksum style="sha1"',
    '<checksum style="sha256"',
  ),
  'a file outside the archive': replaced(/<length>50000</, '<length>999999999999<'),
  'a negative offset': replaced(/<offset>0</, '<offset>-5<'),
  'folders a thousand deep': replaced('<file', '<file>'.repeat(1000)),
  'a hundred thousand folders': replaced('<file', `${'<file/>'.repeat(100_000)}<file`),
  'a document type': replaced('<xar>', '<!DOCTYPE xar [<!ENTITY a "b">]><xar>'),
  'no table of contents': replaced(/toc>/g, 'cot>'),
  'a second signature': replaced('<signature', '<signature style="X"/><signature'),
  'an encoding that is not known': replaced('application/x-gzip', 'application/x-bzip2'),
  'no name at all': { distribution: null, packageInfo: '<pkg-info/>' },
  'an identifier with markup': {
    packageInfo: samplePackageInfo().replace(`id="${sampleApp.identifier}"`, 'id="&lt;b&gt;"'),
  },
};

for (const [what, options] of Object.entries(damages)) {
  test(`a package with ${what} is refused as unreadable`, async (t) => {
    t.is(await refusalCode(t, buildPkg(options)), 'unreadable_artifact');
  });
}

test('files that share their bytes a thousandfold are refused early', async (t) => {
  const payload = Buffer.alloc(1_000_000);
  const file = /<file id="\d+"><name>Payload<.*?<\/file>/;
  const table = (xml: string) => {
    const [one = ''] = file.exec(xml) ?? [];
    const copies = Array.from({ length: 1000 }, (_, index) =>
      one.replace('Payload', `Payload${index}`),
    );
    return xml.replace('</toc>', `${copies.join('')}</toc>`);
  };
  const pkg = buildPkg({ payload, defects: { table } });
  t.is(await refusalCode(t, pkg), 'unreadable_artifact');
});

test('a table that unfolds beyond what its header says is refused', async (t) => {
  const pkg = writeXar({ files: { Distribution: Buffer.from('<a/>') } });
  pkg.writeBigUInt64BE(10n, 16);
  t.is(await refusalCode(t, pkg), 'unreadable_artifact');
});
