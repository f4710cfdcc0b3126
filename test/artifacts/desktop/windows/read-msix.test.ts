import test from 'ava';
import { buildMsix, type MsixOptions } from '../../../helpers/artifacts/msix.js';
import { sampleApp } from '../../../helpers/artifacts/sample-app.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../../helpers/inspect-bytes.js';

test('a package gives its identity by its manifest', async (t) => {
  const artifact = await acceptedArtifact(t, buildMsix());
  t.like(artifact, {
    platform: 'windows',
    installer: { kind: 'msix', maker: null },
    bundleIdentifier: 'Example.Campus',
    version: '1.2.3.0',
    versionCode: '1.2.3.0',
    displayName: sampleApp.name,
    minimumOsVersion: '10.0.17763.0',
    abis: ['x64'],
    icon: { type: 'image/png', width: 100, height: 100 },
  });
  t.is(artifact.signerCertificate?.organisation, sampleApp.organisation);
  t.like(artifact.verification, { verdict: 'partial', schemes: [{ verified: true }] });
  t.truthy(artifact.verification.timestamp);
  t.deepEqual(artifact.warnings, []);
});

test('a name that stands in resources gives way to the identity', async (t) => {
  const { displayName } = await acceptedArtifact(
    t,
    buildMsix({ displayName: 'ms-resource:AppName' }),
  );
  t.is(displayName, 'Example.Campus');
});

test('the publisher may be written in other words, and must be the signer', async (t) => {
  const { organisation } = sampleApp;
  const other = `O=&quot;${organisation}&quot;, C=CN, CN=${organisation}`;
  t.is(await refusalCode(t, buildMsix({ publisher: other })), null);
  const inspection = await inspectBytes(t, buildMsix({ publisher: 'CN=Somebody else' }));
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'signature_invalid');
  return t.regex(inspection.refusal.detail, /publisher CN=Somebody else/);
});

const breaks: Record<string, MsixOptions> = {
  'a changed file': { defects: { changed: { 'Campus%20App.exe': Buffer.alloc(10) } } },
  'an added file': { defects: { added: { 'more.dll': Buffer.from('x') } } },
  'a lost file': { defects: { lost: ['Assets/Logo.scale-100.png'] } },
  'a changed block map': { defects: { blockMap: (xml) => xml.replace('?>', '?> ') } },
  'changed content types': { defects: { contentTypes: (xml) => xml.replace('exe', 'dll') } },
  'an entry behind the signature': {
    defects: { behindSignature: { name: 'x', data: Buffer.from('x') } },
  },
};

for (const [what, options] of Object.entries(breaks)) {
  test(`a package with ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildMsix(options)), 'signature_invalid');
  });
}

test('an unsigned package is refused', async (t) => {
  t.is(await refusalCode(t, buildMsix({ signature: null })), 'signature_missing');
});

const manifests: Record<string, string> = {
  'no identity': '<Package/>',
  'a document type that is defined': '<!DOCTYPE x [<!ENTITY a "b">]><Package/>',
  'an unknown entity': '<Package><Identity Name="&a;"/></Package>',
  'elements a thousand deep': '<a>'.repeat(1000),
  'elements that overlap': '<Package><a></Package></a>',
  'a hundred thousand elements': `<Package>${'<a/>'.repeat(100_000)}</Package>`,
  'an attribute that stands twice': '<Package a="1" a="2"/>',
  'a tag that does not end': `<Package ${' '.repeat(10_000)}`,
  'two documents': '<Package/><Package/>',
  nothing: '',
};

for (const [what, manifest] of Object.entries(manifests)) {
  test(`a manifest with ${what} is refused as unreadable`, async (t) => {
    t.is(await refusalCode(t, buildMsix({ manifest })), 'unreadable_artifact');
  });
}
