import test from 'ava';
import { concernsOfPublishing } from '../../src/artifacts/concerns.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
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
