import { addPolicyException } from '../../src/apps/policy-exceptions.js';
import type { OutcomeStep } from '../../src/delivery/model.js';
import { suspendRegistration, unbindPhone } from '../../src/registrations/administer.js';
import { partsOf, requireRelease } from '../../src/releases/queries.js';
import { buildApk } from './artifacts/apk.js';
import { buildIpa } from './artifacts/ipa.js';
import { makeAndroidSigner, makeAppleLikeChain } from './artifacts/signers.js';
import type { Answer, Client } from './http.js';
import { registerPerson } from './people.js';
import { ingestBytes, publishSample } from './releases.js';
import type { TestServer } from './server.js';

export const consolePassword = 'twelve characters and more';

/** A browser that is signed in to the console. */
export async function signedIn(
  server: TestServer,
  name = 'anna',
  role: 'admin' | 'engineer' = 'admin',
): Promise<Client> {
  await server.administrator(name, consolePassword, role);
  const client = server.client();
  await client.postForm('/console/sign-in', { name, password: consolePassword });
  return client;
}

/** Posts a form as a browser does that reads English, from the page it stands on. */
export function post(
  client: Client,
  path: string,
  fields: Record<string, string>,
  formPath = path,
): Promise<Answer> {
  return client.postForm(path, fields, { formPath, headers: { 'Accept-Language': 'en' } });
}

/** A page as a browser asks for it. */
export function page(client: Client, path: string, locale: 'zh' | 'en' = 'en') {
  return client.get(path, { Accept: 'text/html', 'Accept-Language': locale });
}

/** An app in use: two platforms, an older release, a refusal, people who are all as far as one can be. */
export async function furnish(server: TestServer): Promise<{ android: number; ios: number }> {
  const soon = new Date(server.services.now().getTime() + 12 * 24 * 60 * 60 * 1000);
  await publishSample(server, {
    platform: 'android',
    file: buildApk({ versionName: '2.0.1', versionCode: 2001 }),
    notes: 'First release for everyone.',
  });
  const android = await publishSample(server, {
    platform: 'android',
    file: buildApk({
      versionName: '2.1.0',
      versionCode: 2100,
      debuggable: true,
      permissions: ['android.permission.INTERNET', 'android.permission.CAMERA'],
      abis: ['arm64-v8a', 'armeabi-v7a'],
    }),
    notes: 'Timetable opens faster.\nLibrary: loans can be renewed.',
  });
  const ios = await publishSample(server, {
    platform: 'ios',
    file: buildIpa({ expiresAt: soon }),
    confirm: ['expires_soon'],
  });
  const broken = buildApk({
    versionName: '2.2.0',
    versionCode: 2200,
    defects: { flipByteIn: 'AndroidManifest.xml' },
  });
  const upload = { fileName: 'campus-2.2.0-rc1.apk', app: 'campus' };
  await ingestBytes(server, broken, upload).catch(() => undefined);
  await people(server, android.release.id);
  return { android: android.build.id, ios: ios.build.id };
}

/** What an exception let in, and an update that asks much of people. */
export async function furnishDoubtful(
  server: TestServer,
): Promise<{ excepted: number; risky: number }> {
  await addPolicyException(server.services, {
    slug: 'campus',
    code: 'signer_not_trusted',
    reason: 'Trial builds come from our own test chain until Apple renews the account.',
    actor: 'admin:anna',
  });
  const chain = makeAppleLikeChain();
  const trial = buildIpa({ chain, version: '3.0.0', versionCode: '3000', framework: true });
  const another = buildApk({
    versionName: '3.0.0',
    versionCode: 1900,
    minSdk: 28,
    permissions: ['android.permission.INTERNET', 'android.permission.READ_CONTACTS'],
    abis: ['arm64-v8a'],
    labels: { '': 'Campus', zh: '智慧校园', de: 'Campus' },
    signer: makeAndroidSigner({ keyType: 'ec', commonName: 'Somebody else' }),
  });
  const app = 'campus';
  const excepted = await ingestBytes(server, trial, { fileName: 'trial.ipa', app });
  const risky = await ingestBytes(server, another, { fileName: 'campus-3.apk', app });
  return { excepted: excepted.build.id, risky: risky.build.id };
}

async function people(server: TestServer, releaseId: number): Promise<void> {
  const names = ['张三丰', '李慕白', '王安石', '苏东坡'];
  const steps: OutcomeStep[] = ['page', 'ticket', 'first-byte', 'all-bytes'];
  const { build, app } = partsOf(await requireRelease(releaseId));
  for (const [index, name] of names.entries()) {
    const number = String(20010001 + index);
    const phone = `1380013800${index}`;
    const user = await registerPerson(server, { number, name, phone });
    for (const step of steps.slice(0, steps.length - index)) {
      const facts = { userId: user.id, appId: app.id, platform: 'android', step } as const;
      const ids = { releaseId, buildId: build.id, ticketId: null };
      server.services.outcomes.record({ ...facts, ...ids }, server.services.now());
    }
  }
  await server.services.outcomes.flush();
  await suspendRegistration(server.services, { number: '20010003', actor: 'admin:anna' });
  await unbindPhone(server.services, { number: '20010004', actor: 'admin:anna' });
}
