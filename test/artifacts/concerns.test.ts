import test from 'ava';
import type { Artifact } from '../../src/artifacts/artifact.js';
import { compareArtifacts } from '../../src/artifacts/compare.js';
import { concernsOfPublishing } from '../../src/artifacts/concerns.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { buildExe, makeCodeSigner } from '../helpers/artifacts/authenticode.js';
import { type Certificate, issueCertificate } from '../helpers/artifacts/certificates.js';
import { buildIpa } from '../helpers/artifacts/ipa.js';
import {
  type AppleLikeChain,
  defaultAppleLikeChain,
  makeAndroidSigner,
  makeAppleLikeChain,
} from '../helpers/artifacts/signers.js';
import { acceptedArtifact } from '../helpers/inspect-bytes.js';

const past = makeAndroidSigner({ commonName: 'Before', keyType: 'ec' });
const now = makeAndroidSigner({ commonName: 'Now', keyType: 'ec' });

test('a changed signer is a concern, unless the build proves its past', async (t) => {
  const last = await acceptedArtifact(t, buildApk({ signer: past }));
  const unproven = await acceptedArtifact(t, buildApk({ signer: now }));
  const proven = await acceptedArtifact(t, buildApk({ signer: now, pastSigners: [past] }));
  t.deepEqual(concernsOfPublishing(unproven, last, new Date()), ['signer_changed']);
  t.deepEqual(concernsOfPublishing(proven, last, new Date()), []);
  t.deepEqual(concernsOfPublishing(last, proven, new Date()), ['signer_changed']);
});

test('a past signer whom the proof no longer lets hold installed data has lost its users', async (t) => {
  const read = (flags: number) =>
    acceptedArtifact(
      t,
      buildApk({ signer: now, pastSigners: [past], defects: { lineage: { flags } } }),
    );
  const last = await acceptedArtifact(t, buildApk({ signer: past }));
  const [none, rollbackToo] = [await read(0x16), await read(0x1f)];
  t.deepEqual(none.lineageCapabilities?.[0], ['shared-uid', 'permission', 'auth']);
  t.deepEqual(concernsOfPublishing(none, last, new Date()), ['signer_changed']);
  t.is(compareArtifacts(last, none).signer, 'changed');
  t.deepEqual(concernsOfPublishing(rollbackToo, last, new Date()), []);
  t.deepEqual(concernsOfPublishing(last, rollbackToo, new Date()), []);
});

test('what two signed together only both may update', async (t) => {
  const both = await acceptedArtifact(
    t,
    buildApk({ schemes: ['v2'], signer: past, otherSigners: [now] }),
  );
  const alone = await acceptedArtifact(t, buildApk({ schemes: ['v2'], signer: past }));
  t.deepEqual(concernsOfPublishing(alone, both, new Date()), ['signer_changed']);
  t.deepEqual(concernsOfPublishing(both, alone, new Date()), ['signer_changed']);
  t.deepEqual(concernsOfPublishing(both, both, new Date()), []);
});

test('a lower version code is a concern', async (t) => {
  const last = await acceptedArtifact(t, buildApk({ versionCode: 10 }));
  const older = await acceptedArtifact(t, buildApk({ versionCode: 9 }));
  t.deepEqual(concernsOfPublishing(older, last, new Date()), ['older_version_code']);
  t.deepEqual(concernsOfPublishing(older, null, new Date()), []);
});

test('another team and another kind of profile are concerns, another certificate is none', async (t) => {
  const last = await acceptedArtifact(t, buildIpa());
  const team = await acceptedArtifact(t, buildIpa({ teamIdentifier: 'OTHER12345' }));
  const adHoc = await acceptedArtifact(t, buildIpa({ profileKind: 'ad-hoc' }));
  const renewed = {
    ...last,
    signerCertificate: { sha256: 'ff', subject: 'CN=Renewed', organisation: null },
  };
  t.deepEqual(concernsOfPublishing(team, last, new Date()), ['team_changed']);
  t.deepEqual(concernsOfPublishing(adHoc, last, new Date()), ['profile_kind_changed']);
  t.deepEqual(concernsOfPublishing(last, adHoc, new Date()), ['profile_kind_changed']);
  t.deepEqual(concernsOfPublishing(renewed, last, new Date()), []);
});

test('on a desktop publisher and installer count, and certificates are renewed', async (t) => {
  const phone = await acceptedArtifact(t, buildApk());
  const desktop = (organisation: string | null, sha256: string): Artifact => ({
    ...phone,
    platform: 'windows',
    signerCertificate: { sha256, subject: `CN=${organisation}`, organisation },
  });
  const last = desktop('Campus', 'aa');
  t.deepEqual(concernsOfPublishing(desktop('Campus', 'bb'), last, new Date()), []);
  t.deepEqual(concernsOfPublishing(desktop('Other', 'aa'), last, new Date()), [
    'publisher_changed',
  ]);
  const unsigned = { ...last, signerCertificate: null };
  t.deepEqual(concernsOfPublishing(unsigned, last, new Date()), ['publisher_changed']);
  const renamed = { sha256: 'aa', subject: 'CN=Campus 2', organisation: 'Campus' };
  const [one, other] = [last, { ...last, signerCertificate: renamed }].map((artifact) => ({
    ...artifact,
    installer: { kind: 'msix', maker: null } as const,
  }));
  if (one === undefined || other === undefined) return t.fail();
  t.deepEqual(concernsOfPublishing(other, one, new Date()), ['publisher_changed']);
  const msi = { ...one, installer: { kind: 'msi', maker: null } as const };
  return t.deepEqual(concernsOfPublishing(msi, one, new Date()), ['installer_changed']);
});

test('a name that nobody vouches for does not make another certificate the same signer', async (t) => {
  const tolerate = ['signer_not_trusted'];
  const read = (chain: AppleLikeChain) => acceptedArtifact(t, buildIpa({ chain }), { tolerate });
  const chain = makeAppleLikeChain();
  const again = issueCertificate({
    subject: [
      ['UID', chain.teamIdentifier],
      ['CN', `iPhone Distribution: ${chain.organisation}`],
      ['OU', chain.teamIdentifier],
      ['O', chain.organisation],
    ],
    issuer: chain.intermediate,
    codeSigning: true,
    privateKey: chain.distribution.privateKey,
  });
  const last = await read(chain);
  const sameKey = await read({ ...chain, distribution: again });
  t.is(last.provisioningProfile?.teamIdentifier, sameKey.provisioningProfile?.teamIdentifier);
  const concerns = ['signer_unproven', 'accepted_by_exception'];
  t.deepEqual(concernsOfPublishing(sameKey, last, new Date()), concerns);
  t.deepEqual(concernsOfPublishing(last, last, new Date()), ['accepted_by_exception']);
  const trusted = await acceptedArtifact(t, buildIpa());
  t.deepEqual(concernsOfPublishing(trusted, last, new Date()), ['signer_unproven']);
  t.is(compareArtifacts(last, sameKey).signer, 'unproven');
});

test('a self-signed program is followed by the same certificate alone', async (t) => {
  const read = (signer: Certificate) => acceptedArtifact(t, buildExe({ signature: { signer } }));
  const [one, other] = [
    await read(makeCodeSigner({ isSelfSigned: true })),
    await read(makeCodeSigner({ isSelfSigned: true })),
  ];
  t.deepEqual(concernsOfPublishing(other, one, new Date()), ['signer_unproven']);
  t.deepEqual(concernsOfPublishing(one, one, new Date()), []);
  const issued = [await read(makeCodeSigner({})), await read(makeCodeSigner({}))] as const;
  t.deepEqual(concernsOfPublishing(...issued, new Date()), []);
});

test('a build that an exception let in, or that ends soon, is a concern of its own', async (t) => {
  const store = buildIpa({ profileKind: 'app-store' });
  const tolerate = ['profile_app_store'];
  const excepted = await acceptedArtifact(t, store, { tolerate });
  t.deepEqual(concernsOfPublishing(excepted, null, new Date()), ['accepted_by_exception']);
  const expiresAt = new Date(Date.now() + 9 * 86_400_000);
  const chain = defaultAppleLikeChain();
  const ending = await acceptedArtifact(t, buildIpa({ chain, expiresAt }));
  t.deepEqual(concernsOfPublishing(ending, null, new Date()), ['expires_soon']);
});
