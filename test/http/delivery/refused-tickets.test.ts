import test from 'ava';
import { issueTicket } from '../../../src/access/issue-ticket.js';
import type { TicketPurpose } from '../../../src/access/ticket.js';
import type { User } from '../../../src/accounts/model.js';
import { installLinks } from '../../../src/delivery/links.js';
import { activate } from '../../../src/registrations/activate.js';
import {
  reinstateRegistration,
  suspendRegistration,
  unbindPhone,
} from '../../../src/registrations/administer.js';
import { Registration } from '../../../src/registrations/model.js';
import { Release } from '../../../src/releases/model.js';
import { withdrawRelease } from '../../../src/releases/withdraw.js';
import { registerPerson } from '../../helpers/people.js';
import { type PublishedSample, publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let sample: PublishedSample;
let user: User;
let clock = Date.now();

test.before(async () => {
  server = await startServer(scope, { now: () => new Date(clock) });
  sample = await publishSample(server, { platform: 'android' });
  user = await registerPerson(server, { number: '20010001', phone: '13800138000' });
});

async function freshPath(): Promise<string> {
  const build = await server.services.releasedBuilds.get(sample.release.id);
  const { url } = installLinks(server.services.links, build, user.id, server.services.now());
  return new URL(url).pathname;
}

const actor = 'admin:test';

test.serial('without a ticket there is nothing', async (t) => {
  const answer = await server.client().get('/d/campus-1.0.0.apk');
  t.is(answer.status, 404);
});

test.serial('one changed character: ticket_invalid, 404', async (t) => {
  const path = await freshPath();
  for (let index = 4; index < path.lastIndexOf('/'); index += 7) {
    const other = path[index] === 'A' ? 'B' : 'A';
    const answer = await server.client().get(path.slice(0, index) + other + path.slice(index + 1));
    t.is(answer.status, 404);
    t.is(answer.json().code, path[index] === '/' ? 'not_found' : 'ticket_invalid');
  }
});

test.serial('after expiry: ticket_expired, 410', async (t) => {
  const path = await freshPath();
  clock += 21_600_000;
  const answer = await server.client().get(path);
  t.is(answer.status, 410);
  t.is(answer.json().code, 'ticket_expired');
});

test.serial(
  'a download that began in time is resumed after expiry, for twelve hours',
  async (t) => {
    const path = await freshPath();
    t.is((await server.client().get(path, { Range: 'bytes=0-99' })).status, 206);
    await new Promise((resolve) => setTimeout(resolve, 200));
    clock += 21_600_000 + 3_600_000;
    t.is((await server.client().get(path, { Range: 'bytes=100-' })).status, 206);
    clock += 12 * 3_600_000;
    t.is((await server.client().get(path, { Range: 'bytes=100-' })).status, 410);
  },
);

test.serial(
  'a suspended person is refused at the next request, and served again once reinstated',
  async (t) => {
    const path = await freshPath();
    t.is((await server.client().get(path)).status, 200);
    await suspendRegistration(server.services, { number: user.number, actor });
    const refused = await server.client().get(path);
    t.is(refused.status, 403);
    t.is(refused.json().code, 'registration_suspended');
    await reinstateRegistration(server.services, { number: user.number, actor });
    t.is((await server.client().get(path)).status, 200);
  },
);

test.serial('a person whose phone was unbound is refused until they confirm again', async (t) => {
  const path = await freshPath();
  await unbindPhone(server.services, { number: user.number, actor });
  const refused = await server.client().get(path);
  t.is(refused.status, 403);
  t.is(refused.json().code, 'not_registered');
  await activate(server.services, user, new Date());
  t.is((await server.client().get(path)).status, 200);
});

test.serial('a change made by another process is seen within a second', async (t) => {
  const path = await freshPath();
  t.is((await server.client().get(path)).status, 200);
  await Registration.update({ state: 'suspended' }, { where: { userId: user.id } });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  t.is((await server.client().get(path)).status, 403);
  await Registration.update({ state: 'active' }, { where: { userId: user.id } });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  t.is((await server.client().get(path)).status, 200);
});

test.serial('a browser gets a page in place of a problem document', async (t) => {
  const path = (await freshPath()).replace('/d/v1', '/d/v2');
  const answer = await server.client().get(path, { Accept: 'text/html,*/*;q=0.8' });
  t.is(answer.status, 404);
  t.regex(answer.headers['content-type'] ?? '', /text\/html/);
});

test.serial('a ticket for a person or a release that does not exist is refused', async (t) => {
  const { keys } = server.services.links;
  const base = { purpose: 'package' as TicketPurpose, seconds: 60 };
  for (const [userId, releaseId, code] of [
    [999_999, sample.release.id, 'not_registered'],
    [user.id, 999_999, 'ticket_invalid'],
  ] as const) {
    const { text } = issueTicket(keys, { ...base, userId, releaseId }, server.services.now());
    const answer = await server.client().get(`/d/${text}/campus-1.0.0.apk`);
    t.is(answer.json().code, code);
  }
});

test.serial(
  'a refusal at the gate is never 401, which would make iOS ask for a password',
  async (t) => {
    for (const path of ['/d/x/y.ipa', '/d/v1.a.b.c/manifest.plist', await freshPath()]) {
      t.not((await server.client().get(path)).status, 401);
    }
  },
);

test.serial('a withdrawn release is gone, also with an old ticket', async (t) => {
  const path = await freshPath();
  t.is((await server.client().get(path)).status, 200);
  await withdrawRelease(server.services, { id: sample.release.id, actor }, new Date());
  const refused = await server.client().get(path);
  t.is(refused.status, 410);
  t.is(refused.json().code, 'release_withdrawn');
  t.is((await Release.findByPk(sample.release.id))?.state, 'withdrawn');
});
