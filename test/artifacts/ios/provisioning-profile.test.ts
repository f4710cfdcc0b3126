import test from 'ava';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { provisioningProfile } from '../../helpers/artifacts/profile.js';
import { sampleApp } from '../../helpers/artifacts/sample-app.js';
import { defaultAppleLikeChain, makeAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../helpers/inspect-bytes.js';

const day = 86_400_000;
const now = new Date('2026-03-01T00:00:00Z');
const createdAt = new Date('2026-01-10T08:00:00Z');
const expiresAt = new Date('2027-01-10T08:00:00Z');

test('an enterprise profile covers all devices', async (t) => {
  const { provisioningProfile: profile } = await acceptedArtifact(
    t,
    buildIpa({ createdAt, expiresAt, profileName: 'Campus In House', profileUuid: 'B0F1' }),
    { now },
  );
  t.deepEqual(profile, {
    kind: 'enterprise',
    name: 'Campus In House',
    uuid: 'B0F1',
    teamIdentifier: sampleApp.teamIdentifier,
    teamName: sampleApp.organisation,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    deviceCount: 0,
  });
});

test('devices are counted and never named', async (t) => {
  for (const profileKind of ['development', 'ad-hoc'] as const) {
    const inspection = await inspectBytes(
      t,
      buildIpa({ profileKind, devices: ['UDID-ONE', 'UDID-TWO'] }),
    );
    t.is(inspection.artifact.provisioningProfile?.kind, profileKind);
    t.is(inspection.artifact.provisioningProfile?.deviceCount, 2);
    t.false(JSON.stringify(inspection).includes('UDID-'));
  }
});

test('a development profile is warned of', async (t) => {
  const { warnings } = await acceptedArtifact(t, buildIpa({ profileKind: 'development' }));
  t.true(warnings.some(({ code }) => code === 'development_profile'));
});

test('an App Store profile is refused', async (t) => {
  t.is(await refusalCode(t, buildIpa({ profileKind: 'app-store' })), 'profile_app_store');
});

test('expiry is judged as of the given moment', async (t) => {
  const ipa = buildIpa({ createdAt, expiresAt });
  t.is(await refusalCode(t, ipa, { now }), null);
  t.is(await refusalCode(t, ipa, { now: expiresAt }), 'profile_expired');
  const almost = new Date(expiresAt.getTime() - 29 * day);
  const { warnings } = await acceptedArtifact(t, ipa, { now: almost });
  t.true(warnings.some(({ code }) => code === 'expires_soon'));
});

test('an expired profile still tells what it was', async (t) => {
  const inspection = await inspectBytes(t, buildIpa({ createdAt, expiresAt }), { now: expiresAt });
  t.is(inspection.artifact.provisioningProfile?.expiresAt, expiresAt.toISOString());
  t.is(inspection.artifact.signerCertificate?.organisation, sampleApp.organisation);
});

test('the chain is judged as of the profile’s creation, not as of now', async (t) => {
  const notBefore = new Date('2024-01-01T00:00:00Z');
  const notAfter = new Date('2026-02-01T00:00:00Z');
  const chain = makeAppleLikeChain({ notBefore, notAfter });
  const anchors = [chain.root.pem];
  const codeChain = makeAppleLikeChain({ authorities: chain });
  const options = { chain, codeChain, developerCertificates: [codeChain.distribution], expiresAt };
  t.is(await refusalCode(t, buildIpa({ ...options, createdAt }), { now, anchors }), null);
  const late = buildIpa({ ...options, createdAt: new Date('2026-02-02T00:00:00Z') });
  t.is(await refusalCode(t, late, { now, anchors }), 'signer_not_trusted');
});

test('a profile that no trusted root signed is refused', async (t) => {
  t.is(await refusalCode(t, buildIpa(), { anchors: [] }), 'signer_not_trusted');
  const stranger = makeAppleLikeChain().root.pem;
  t.is(await refusalCode(t, buildIpa(), { anchors: [stranger] }), 'signer_not_trusted');
});

test('an anchor need not be in the profile', async (t) => {
  t.is(await refusalCode(t, buildIpa({ omitRoot: true })), null);
});

test('a changed profile is refused', async (t) => {
  const profile = provisioningProfile({
    chain: defaultAppleLikeChain(),
    bundleIdentifier: sampleApp.identifier,
    profileName: 'AAAA',
  });
  profile.write('BBBB', profile.indexOf('AAAA'));
  t.is(await refusalCode(t, buildIpa({ profile })), 'profile_invalid');
});

test('a damaged profile is refused as the profile’s fault', async (t) => {
  for (const profile of [Buffer.alloc(0), Buffer.from('<plist/>'), Buffer.alloc(5000, 0x30)]) {
    t.is(await refusalCode(t, buildIpa({ profile })), 'profile_invalid');
  }
});

test('an app without a profile is refused', async (t) => {
  t.is(await refusalCode(t, buildIpa({ profile: null })), 'profile_missing');
});
