import type { TestFn } from 'ava';
import type { Sequelize } from 'sequelize';
import { createFirstAdministrator } from '../../src/accounts/administrators.js';
import { Administrator, User } from '../../src/accounts/model.js';
import { App, AppPlatform } from '../../src/apps/model.js';
import { listAudit, listAuditActions } from '../../src/audit/queries.js';
import { Build } from '../../src/builds/model.js';
import { countBuildsByDay, listBuilds } from '../../src/builds/queries.js';
import { createTransactionRunner } from '../../src/database/transaction.js';
import { Outcome, type OutcomeStep } from '../../src/delivery/model.js';
import { countHolders, funnelOfBuild, peopleOfBuild } from '../../src/delivery/outcome-queries.js';
import { isAppError } from '../../src/errors.js';
import { Registration } from '../../src/registrations/model.js';
import { countPeople, listPeople } from '../../src/registrations/queries.js';
import { changeRollout } from '../../src/releases/change-rollout.js';
import { Channel, Release } from '../../src/releases/model.js';
import { offeredReleases } from '../../src/releases/offered.js';
import { publishRelease } from '../../src/releases/publish.js';
import { currentReleases, expiringReleases, listChannelNames } from '../../src/releases/queries.js';
import { rolloutPlace } from '../../src/releases/rollout.js';
import { withdrawRelease } from '../../src/releases/withdraw.js';

const day = 24 * 60 * 60 * 1000;
const noon = new Date('2026-11-25T12:00:00Z');
const everything = { offset: 0, limit: 100 };

/** What the console asks must have the same answers on every database, one that is migrated. */
export function queriesContract(test: TestFn, name: string, database: () => Sequelize): void {
  test.serial(`${name}: of five who set up at once one is the first administrator`, async (t) => {
    await Administrator.destroy({ where: {} });
    const transaction = createTransactionRunner(database());
    const passwords = { hash: async () => 'hash', verify: async () => false };
    const results = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((account) => {
        const input = { name: account, password: 'twelve characters' };
        return createFirstAdministrator({ transaction, passwords }, input);
      }),
    );
    const refused = results.filter(
      (result) => result.status === 'rejected' && isAppError(result.reason, 'setup_closed'),
    );
    t.is(refused.length, 4);
    t.is(await Administrator.count(), 1);
  });

  test.serial(
    `${name}: builds are found by part of a version, by platform and verdict, and counted by day`,
    async (t) => {
      const { app, builds } = await sampleBuilds();
      const ids = async (filter: object) =>
        (await listBuilds({ ...everything, appId: app.id, ...filter })).builds.map(({ id }) => id);
      t.deepEqual(await ids({}), [builds[1], builds[0]]);
      t.deepEqual(await ids({ search: '2.1' }), [builds[1]]);
      t.deepEqual(await ids({ search: '%' }), [builds[1], builds[0]]);
      t.deepEqual(await ids({ verdict: 'verified', platform: 'android' }), [builds[0]]);
      t.deepEqual(await ids({ platform: 'ios' }), []);
      const counts = await countBuildsByDay(new Date(noon.getTime() - day));
      t.is(counts.get('2026-11-24'), undefined);
      t.true((counts.get('2026-11-25') ?? 0) >= 1);
    },
  );

  test.serial(`${name}: ten who publish at once on a new channel make one release`, async (t) => {
    const { app, builds } = await sampleBuilds('at-once');
    const deps = { transaction: createTransactionRunner(database()), onChange: () => undefined };
    const facts = { platform: 'android', provisioningProfile: null, warnings: [] };
    const artifact = facts as unknown as Build['artifact'];
    await Build.update({ artifact }, { where: { id: builds[0] } });
    const input = { buildId: builds[0], channel: 'beta', notes: '', confirm: [], actor: 'test' };
    const releases = await Promise.all(
      Array.from({ length: 10 }, () => publishRelease(deps, input, noon)),
    );
    t.is(new Set(releases.map(({ id }) => id)).size, 1);
    t.is(await Channel.count({ where: { appId: app.id, name: 'beta' } }), 1);
  });

  test.serial(
    `${name}: a rollout that many change at once is where the most wanted it`,
    async (t) => {
      const { app, builds, release } = await sampleBuilds('rollout');
      await Release.update({ state: 'superseded' }, { where: { buildId: builds[0] } });
      await release(builds[1], 'production', 'current');
      const current = await Release.findOne({ where: { buildId: builds[1] } });
      await current?.update({ rolloutPercent: 1, rolloutSeed: 'seed' });
      const deps = { transaction: createTransactionRunner(database()), onChange: () => undefined };
      const results = await Promise.allSettled(
        [20, 10, 60, 40, 30].map((percent) => {
          return changeRollout(deps, { id: current?.id ?? 0, percent, actor: 'test' });
        }),
      );
      t.is((await current?.reload())?.rolloutPercent, 60);
      for (const result of results) {
        if (result.status === 'rejected') t.true(isAppError(result.reason, 'invalid_request'));
      }
      const offered = async (userId: number | null) =>
        (await offeredReleases(app.id, 'production', userId)).map(({ build }) => build.id);
      const inside = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((id) => rolloutPlace('seed', id) < 60) ?? 0;
      const outside = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((id) => rolloutPlace('seed', id) > 60) ?? 0;
      t.deepEqual(await offered(inside), [builds[1]]);
      t.deepEqual(await offered(outside), [builds[0]]);
      t.deepEqual(await offered(null), [builds[0]]);
      await withdrawRelease(deps, { id: current?.id ?? 0, actor: 'test' }, noon);
      t.deepEqual(await offered(inside), [builds[0]]);
      t.is((await currentReleases(app.id))[0]?.build.id, builds[0]);
    },
  );

  test.serial(
    `${name}: what expires soon is found among the current releases, the first to end first`,
    async (t) => {
      const { app, builds, release } = await sampleBuilds('expiring');
      await release(builds[1], 'beta', 'superseded');
      const [current] = await currentReleases(app.id);
      t.is(current?.build.id, builds[0]);
      t.deepEqual(await listChannelNames(app.id), ['production', 'beta']);
      const found = await expiringReleases(new Date(noon.getTime() + 20 * day));
      t.true(found.some(({ build }) => build.id === builds[0]));
      t.false(found.some(({ build }) => build.id === builds[1]));
      const none = await expiringReleases(new Date(noon.getTime() + 5 * day));
      t.false(none.some(({ build }) => build.id === builds[0]));
    },
  );

  test.serial(`${name}: people are counted once at each step they reached`, async (t) => {
    const { app, builds } = await sampleBuilds('outcomes');
    const [buildId] = builds;
    const users = await samplePeople('o');
    const reach = (user: User | undefined, step: OutcomeStep, minute: number) => ({
      userId: user?.id ?? 0,
      appId: app.id,
      platform: 'android' as const,
      releaseId: null,
      buildId,
      step,
      ticketId: null,
      at: new Date(noon.getTime() + minute * 60_000),
    });
    await Outcome.bulkCreate([
      reach(users[0], 'ticket', 0),
      reach(users[0], 'ticket', 1),
      reach(users[0], 'all-bytes', 2),
      reach(users[1], 'ticket', 5),
    ]);
    const funnel = await funnelOfBuild(buildId);
    t.like(funnel, { page: 0, ticket: 2, 'first-byte': 0, 'all-bytes': 1 });
    t.is(await countHolders(buildId), 1);
    const { outcomes, total } = await peopleOfBuild(buildId, { offset: 0, limit: 1 });
    t.is(total, 2);
    t.like(outcomes[0], { userId: users[1]?.id, step: 'ticket' });
    const rest = await peopleOfBuild(buildId, { offset: 1, limit: 5 });
    t.like(rest.outcomes, [{ userId: users[0]?.id, step: 'all-bytes' }]);
  });

  test.serial(`${name}: people are listed by how far they are`, async (t) => {
    const before = await countPeople();
    const [one, two, three] = await samplePeople('p');
    const activatedAt = noon;
    await Registration.bulkCreate([
      { userId: one?.id ?? 0, phone: `+86139${name.length}0000001`, state: 'active', activatedAt },
      { userId: two?.id ?? 0, phone: null, state: 'active', activatedAt },
      { userId: three?.id ?? 0, phone: null, state: 'suspended', activatedAt },
    ]);
    const after = await countPeople();
    for (const state of ['registered', 'unbound', 'suspended', 'not-activated'] as const) {
      t.is(after[state] - before[state], 1, state);
      const { people, total } = await listPeople({ search: 'sample p', state, ...everything });
      t.is(total, 1, state);
      t.is(people.length, 1, state);
    }
  });

  test.serial(
    `${name}: the trail is found by action and by the beginning of its subject`,
    async (t) => {
      t.true((await listAuditActions()).includes('administrator.create'));
      const filter = { action: 'administrator.create', subject: 'admin:', ...everything };
      t.true((await listAudit(filter)).total >= 1);
      t.is((await listAudit({ ...filter, subject: 'dmin:' })).total, 0);
    },
  );
}

async function samplePeople(prefix: string): Promise<User[]> {
  const people = ['1', '2', '3', '4'].map((digit) => ({
    directory: 'queries',
    subject: prefix + digit,
    number: prefix + digit,
    name: `sample ${prefix}`,
    department: '',
    directoryPhone: null,
  }));
  return User.bulkCreate(people, { returning: true });
}

/** Two builds of an app, the first of which is current on production and ends in ten days. */
async function sampleBuilds(slug = 'queries') {
  const app = await App.create({ slug, name: slug });
  const identity = { platform: 'android', bundleIdentifier: `cn.example.${slug}` } as const;
  const appPlatform = await AppPlatform.create({ appId: app.id, ...identity });
  const profileExpiresAt = new Date(noon.getTime() + 10 * day);
  const facts = [
    { version: '2.0.0', versionCode: '20', verdict: 'verified', profileExpiresAt, createdAt: noon },
    { version: '2.1.0', versionCode: '21', verdict: 'partial', profileExpiresAt: null },
  ] as const;
  const builds: number[] = [];
  for (const fact of facts) {
    const sha256 = `${slug}${fact.versionCode}`;
    const file = { size: 1, sha256, fileName: 'x.apk', fileKey: sha256, iconKey: null };
    const build = await Build.create({
      appPlatformId: appPlatform.id,
      signerSha256: null,
      artifact: {} as Build['artifact'],
      chunkHashes: { chunkBytes: 1, sha256s: [], md5s: [] },
      createdBy: 'operator',
      ...file,
      ...fact,
    });
    builds.push(build.id);
  }
  const release = async (buildId: number, channelName: string, state: Release['state']) => {
    const where = { appId: app.id, name: channelName };
    const [channel] = await Channel.findOrCreate({ where, defaults: where });
    const ids = { channelId: channel.id, appPlatformId: appPlatform.id, buildId };
    await Release.create({ ...ids, state, notes: '', publishedBy: 'operator', publishedAt: noon });
  };
  const [first = 0, second = 0] = builds;
  await release(first, 'production', 'current');
  return { app, builds: [first, second] as const, release };
}
