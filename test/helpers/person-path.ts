import { User } from '../../src/accounts/model.js';
import { grantConsents, outstandingAgreements } from '../../src/agreements/consents.js';
import { publishAgreement } from '../../src/agreements/versions.js';
import { createApp } from '../../src/apps/apps.js';
import { saveOrganisation } from '../../src/organisation/settings.js';
import { suspendRegistration } from '../../src/registrations/administer.js';
import { buildExe, makeCodeSigner } from './artifacts/authenticode.js';
import { buildMacApp } from './artifacts/mac-app.js';
import { type Person, password, suspendedNumber } from './person-pages.js';
import { type PublishedSample, publishSample } from './releases.js';
import type { TestServer } from './server.js';

const organisation = {
  name: { zh: '哈尔滨工业大学', en: 'Harbin Institute of Technology' },
  helpContact: { zh: '网络安全和信息化办公室', en: 'IT Office' },
  helpTelephone: '0451-8641 2345',
  helpHours: { zh: '周一至周五 8:00–17:00', en: 'Monday to Friday, 8:00–17:00' },
  numberLabel: { zh: '', en: '' },
  numberHint: { zh: '', en: '' },
  passwordHint: { zh: '', en: '' },
  resetPasswordUrl: '',
};

/** One person for every walk, one in each state of `Person`. */
const roster = [
  'number,name,department,phone,password,activation_code',
  ...Array.from(
    { length: 6 },
    (_, index) => `2026000${index},王小明,计算学部,1380013800${index},${password},`,
  ),
  `20260020,李芳,图书馆,13800138020,${password},`,
  `20260021,王小明,计算学部,13800138021,${password},`,
  `${suspendedNumber},赵敏,后勤处,13800138022,${password},`,
  `20260023,陈强,后勤处,13800138021,${password},`,
  `20260024,张伟,图书馆,,${password},`,
  `20260025,周琴,图书馆,13800138025,${password},`,
  '',
].join('\n');

const numbers: Record<Exclude<Person, 'visitor'>, string> = {
  agreeing: '20260025',
  arriving: '20260020',
  registered: '20260021',
  sharing: '20260023',
  phoneless: '20260024',
};

/** An organisation with three apps: `campus` for phones, `desk` for computers, `empty` without a release. */
export async function furnishPersonPath(server: TestServer): Promise<{ apk: PublishedSample }> {
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
  await server.roster(roster);
  await createApp(server.services, { slug: 'campus', name: '哈工大APP', actor: 'operator' });
  await createApp(server.services, { slug: 'empty', name: '空应用', actor: 'operator' });
  await createApp(server.services, { slug: 'desk', name: '哈工大桌面版', actor: 'operator' });
  const signer = makeCodeSigner({ isSelfSigned: true });
  const windows = buildExe({ signature: { signer } });
  await publishSample(server, { platform: 'windows', app: 'desk', file: windows });
  const mac = buildMacApp({ isStapled: false });
  await publishSample(server, { platform: 'macos', app: 'desk', file: mac });
  await publishSample(server, { platform: 'ios' });
  return { apk: await publishSample(server, { platform: 'android' }) };
}

/**
 * The cookies of each person, signed in and as far on their way as their name says. Both agreements
 * are published meanwhile; all but one have agreed.
 */
export async function signInPeople(
  server: TestServer,
): Promise<ReadonlyMap<Person, ReadonlyMap<string, string>>> {
  const cookies = new Map<Person, ReadonlyMap<string, string>>([['visitor', new Map()]]);
  cookies.set('registered', await cookiesOf(server, numbers.registered, { registers: true }));
  await cookiesOf(server, suspendedNumber, { registers: true });
  await suspendRegistration(server.services, { number: suspendedNumber, actor: 'operator' });
  for (const person of ['agreeing', 'arriving', 'sharing', 'phoneless'] as const) {
    cookies.set(person, await cookiesOf(server, numbers[person], { registers: false }));
  }
  await publishAgreements(server);
  for (const [person, number] of Object.entries(numbers)) {
    if (person !== 'agreeing') await agree(server, number);
  }
  return cookies;
}

async function publishAgreements(server: TestServer): Promise<void> {
  const now = server.services.now();
  for (const [kind, zh, en] of [
    ['service', '哈工大APP服务协议', 'Campus service agreement'],
    ['privacy', '哈工大APP隐私声明', 'Campus privacy statement'],
  ] as const) {
    const body = '## 1\n\n- **1.1** …\n\n[hit.edu.cn](https://www.hit.edu.cn/)';
    const texts = { zh: { title: zh, body }, en: { title: en, body } };
    const publication = { kind, texts, material: true, effectiveAt: now, actor: 'operator' };
    await publishAgreement(server.services, publication, now);
  }
}

async function agree(server: TestServer, number: string): Promise<void> {
  const user = await User.findOne({ where: { number }, rejectOnEmpty: true });
  const now = server.services.now();
  const shown = (await outstandingAgreements(user.id, now)).map(({ id }) => id);
  const origin = { address: '127.0.0.1', userAgent: 'a browser' };
  await grantConsents(server.services, { user, shown, origin }, now);
}

async function cookiesOf(
  server: TestServer,
  number: string,
  { registers }: { registers: boolean },
): Promise<ReadonlyMap<string, string>> {
  const client = server.client();
  await client.postForm('/a/campus/register', { number, password });
  if (registers) await client.postForm('/a/campus/confirm', {});
  return client.cookies;
}
