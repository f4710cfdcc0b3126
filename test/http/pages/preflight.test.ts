import test, { type ExecutionContext } from 'ava';
import type { Artifact } from '../../../src/artifacts/artifact.js';
import { desktopWarning } from '../../../src/http/pages/desktop-warning.js';
import { readDevice } from '../../../src/http/pages/device.js';
import { obstaclesTo } from '../../../src/http/pages/preflight.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { acceptedArtifact } from '../../helpers/inspect-bytes.js';
import { userAgents } from '../../helpers/user-agents.js';

const pixel =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8 Pro) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36';
const armv7 =
  'Mozilla/5.0 (Linux; Android 7.1; armv7l; MZ-M57AC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/59.0.3071.125 Mobile Safari/537.36';
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

/** What stands in the way, a star at what stops. */
function found(artifact: Artifact, userAgent: string, now = new Date()): string[] {
  return obstaclesTo({
    artifact: { ...artifact, warnings: [] },
    device: readDevice(userAgent),
    now,
    hasOwnAuthority: false,
    day: (date) => date.toISOString().slice(0, 10),
  }).map(({ text, isFatal }) => `${text.replace('preflight.', '')}${isFatal ? '*' : ''}`);
}

function ipa(t: ExecutionContext, options: Parameters<typeof buildIpa>[0] = {}): Promise<Artifact> {
  return acceptedArtifact(t, buildIpa(options));
}

test('an iPhone that is new enough meets nothing', async (t) => {
  t.deepEqual(found(await ipa(t), userAgents.iphone), []);
});

test('an older system stops where the header can be believed, and warns where it cannot', async (t) => {
  const newer = { ...(await ipa(t)), minimumOsVersion: '26.1' };
  t.deepEqual(found(newer, userAgents.iphone), ['old.ios*']);
  t.deepEqual(found(newer, userAgents.newIphone), ['old.ios']);
  const apk = { ...(await acceptedArtifact(t, buildApk())), minimumOsVersion: '14' };
  t.deepEqual(found(apk, userAgents.samsung), ['old.android*']);
  t.deepEqual(found(apk, userAgents.android), ['old.android']);
  t.deepEqual(found(apk, userAgents.anyAndroid), []);
});

test('an app for the iPad alone stops on an iPhone; the other way round it only looks small', async (t) => {
  const forIpad = await ipa(t, { infoPlistKeys: { UIDeviceFamily: [2] } });
  t.deepEqual(found(forIpad, userAgents.iphone), ['ipad-only*']);
  t.deepEqual(found(forIpad, ipad), []);
  const forIphone = await ipa(t, { infoPlistKeys: { UIDeviceFamily: [1] } });
  t.deepEqual(found(forIphone, userAgents.iphone), []);
  t.deepEqual(found(forIphone, ipad), ['iphone-only']);
});

test('an ad-hoc profile is for phones that were entered', async (t) => {
  const adHoc = await ipa(t, { profileKind: 'ad-hoc' });
  t.deepEqual(found(adHoc, userAgents.iphone), ['ad-hoc']);
});

test('what ends soon says when, and what has ended stops', async (t) => {
  const artifact = await ipa(t);
  const ends = [artifact.provisioningProfile?.expiresAt, artifact.signerExpiresAt];
  const end = Math.min(...ends.map((date) => Date.parse(date ?? '')));
  const day = 24 * 60 * 60 * 1000;
  t.deepEqual(found(artifact, userAgents.iphone, new Date(end - 31 * day)), []);
  t.deepEqual(found(artifact, userAgents.iphone, new Date(end - 29 * day)), ['expires']);
  t.deepEqual(found(artifact, userAgents.iphone, new Date(end + day)), ['expired*']);
});

test('a processor that the build has no code for stops where the header names it', async (t) => {
  const only32 = await acceptedArtifact(t, buildApk({ abis: ['armeabi-v7a'] }));
  t.deepEqual(found(only32, pixel), ['only-32*']);
  t.deepEqual(found(only32, userAgents.samsung), []);
  const only64 = await acceptedArtifact(t, buildApk({ abis: ['arm64-v8a'] }));
  t.deepEqual(found(only64, armv7), ['only-64*']);
  t.deepEqual(found(only64, pixel), []);
  const both = await acceptedArtifact(t, buildApk({ abis: ['arm64-v8a', 'armeabi-v7a'] }));
  t.deepEqual([...found(both, pixel), ...found(both, armv7)], []);
  const emulator = await acceptedArtifact(t, buildApk({ abis: ['x86_64'] }));
  t.deepEqual(found(emulator, pixel), ['no-phone']);
});

test('a server with an authority of its own says how to trust it', async (t) => {
  const facts = { device: readDevice(userAgents.iphone), now: new Date(), day: String };
  const artifact = { ...(await ipa(t)), warnings: [] };
  const [obstacle] = obstaclesTo({ ...facts, artifact, hasOwnAuthority: true });
  t.like(obstacle, { text: 'preflight.authority', isFatal: false, help: { href: '/ca' } });
});

test('a computer’s warning is told of where nobody vouches for the build', async (t) => {
  const phone = await ipa(t);
  t.is(desktopWarning(phone), null);
  const mac: Artifact = { ...phone, platform: 'macos' };
  t.is(desktopWarning(mac), 'gatekeeper');
  const notarised = { ...mac.verification, isNotarised: true };
  t.is(desktopWarning({ ...mac, verification: notarised }), null);
  const windows: Artifact = { ...phone, platform: 'windows', warnings: [] };
  t.is(desktopWarning(windows), 'smartscreen');
  const schemes = [{ scheme: 'authenticode' as const, verified: true, certificates: [] }];
  const signed = { ...windows, verification: { ...windows.verification, schemes } };
  t.is(desktopWarning(signed), null);
  const selfSigned = [{ code: 'self_signed' as const, detail: '' }];
  t.is(desktopWarning({ ...signed, warnings: selfSigned }), 'smartscreen');
});
