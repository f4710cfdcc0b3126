import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApk } from './artifacts/apk.js';
import { buildIpa } from './artifacts/ipa.js';
import { makeAndroidSigner, makeAppleLikeChain } from './artifacts/signers.js';

/** Where each sample was written. */
export interface FixturePaths {
  apk: string;
  newerApk: string;
  tamperedApk: string;
  v1OnlyApk: string;
  ipa: string;
  newerIpa: string;
  expiredProfileIpa: string;
  appStoreProfileIpa: string;
  appleAnchors: string;
  roster: string;
}

interface Fixture {
  file: string;
  /** One line for whoever lists the folder. */
  about: string;
  data: Buffer | string;
}

const day = 86_400_000;

/**
 * Writes the sample builds of one app for both platforms, some broken ones, the root that signed
 * the IPAs, and a roster. Keys are fresh with every call. `tell` gets one line for each file.
 */
export async function writeFixtures(
  folder: string,
  tell: (line: string) => void = () => {},
): Promise<FixturePaths> {
  await mkdir(folder, { recursive: true });
  const fixtures = makeFixtures();
  const widest = Math.max(...Object.values(fixtures).map(({ file }) => file.length));
  const pathOf = async ({ file, about, data }: Fixture): Promise<string> => {
    const path = join(folder, file);
    await writeFile(path, data);
    tell(`${file.padEnd(widest)}  ${about}`);
    return path;
  };
  return {
    apk: await pathOf(fixtures.apk),
    newerApk: await pathOf(fixtures.newerApk),
    tamperedApk: await pathOf(fixtures.tamperedApk),
    v1OnlyApk: await pathOf(fixtures.v1OnlyApk),
    ipa: await pathOf(fixtures.ipa),
    newerIpa: await pathOf(fixtures.newerIpa),
    expiredProfileIpa: await pathOf(fixtures.expiredProfileIpa),
    appStoreProfileIpa: await pathOf(fixtures.appStoreProfileIpa),
    appleAnchors: await pathOf(fixtures.appleAnchors),
    roster: await pathOf(fixtures.roster),
  };
}

function makeFixtures(): Record<keyof FixturePaths, Fixture> {
  const chain = makeAppleLikeChain();
  return {
    ...androidFixtures(),
    ...iosFixtures(chain),
    appleAnchors: {
      file: 'apple-anchors.pem',
      about: 'the root that signed the IPAs, for APPLE_ANCHORS',
      data: chain.root.pem,
    },
    roster: { file: 'roster.csv', about: 'seven people, for slipway roster import', data: roster },
  };
}

function androidFixtures() {
  const app = {
    signer: makeAndroidSigner(),
    abis: ['arm64-v8a', 'x86_64'],
    adaptiveIcon: true,
    permissions: [
      'android.permission.INTERNET',
      'android.permission.CAMERA',
      'android.permission.POST_NOTIFICATIONS',
    ],
  };
  const notes = { name: 'assets/notes.txt', data: Buffer.from('as signed'), stored: true };
  return {
    apk: {
      file: 'slipway-demo.apk',
      about: '校园通 / Campus for Android 1.0.0 (1), signed with v1, v2 and v3',
      data: buildApk(app),
    },
    newerApk: {
      file: 'slipway-demo-2.apk',
      about: 'the next version, 1.1.0 (2), by the same signer',
      data: buildApk({ ...app, versionName: '1.1.0', versionCode: 2 }),
    },
    tamperedApk: {
      file: 'slipway-demo-tampered.apk',
      about: 'changed after signing: signature_invalid',
      data: buildApk({
        ...app,
        versionCode: 3,
        extraEntries: [notes],
        afterSigning: (entries) =>
          entries.map((entry) =>
            entry.name === notes.name ? { ...entry, data: Buffer.from('as forged') } : entry,
          ),
      }),
    },
    v1OnlyApk: {
      file: 'slipway-demo-v1-only.apk',
      about: 'signed with v1 alone though it targets Android 14: refused',
      data: buildApk({ ...app, versionCode: 4, schemes: ['v1'] }),
    },
  };
}

function iosFixtures(chain: ReturnType<typeof makeAppleLikeChain>) {
  return {
    ipa: {
      file: 'slipway-demo.ipa',
      about: '校园通 / Campus for iOS 1.0.0 (1), under an enterprise profile',
      data: buildIpa({ chain }),
    },
    newerIpa: {
      file: 'slipway-demo-2.ipa',
      about: 'the next version, 1.1.0 (2)',
      data: buildIpa({ chain, version: '1.1.0', versionCode: '2' }),
    },
    expiredProfileIpa: {
      file: 'slipway-demo-expired-profile.ipa',
      about: 'its profile ended five weeks ago: profile_expired',
      data: buildIpa({
        chain,
        versionCode: '3',
        createdAt: new Date(Date.now() - 400 * day),
        expiresAt: new Date(Date.now() - 35 * day),
      }),
    },
    appStoreProfileIpa: {
      file: 'slipway-demo-app-store-profile.ipa',
      about: 'meant for the App Store, installs from nowhere else: profile_app_store',
      data: buildIpa({ chain, versionCode: '4', profileKind: 'app-store' }),
    },
  };
}

/** One has no phone, two share one, two come with an activation code instead of a password. */
const roster = `number,name,department,phone,password,activation_code
20260001,王小明,计算学部,138 0013 8000,lantern-harbour-41,
20260002,李芳,航天学院,+86 138 0013 8001,granite-sparrow-17,
20260003,"Müller, Anna",International Office,138-0013-8002,copper-meadow-63,
20260004,张伟,图书馆,,willow-anchor-28,
20260005,陈静,附属中学,138 0013 8004,amber-bridge-75,
20260006,陈强,后勤处,138 0013 8004,,K7MQ-3XWD-9HTR
20260007,John O'Neill,School of Management,13800138006,,P4VN-8CJF-2LKY
`;
