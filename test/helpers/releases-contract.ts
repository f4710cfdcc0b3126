import type { TestFn } from 'ava';
import type { Sequelize } from 'sequelize';
import { editChannel } from '../../src/access/edit-channel.js';
import { App, AppPlatform } from '../../src/apps/model.js';
import { Build } from '../../src/builds/model.js';
import { createTransactionRunner } from '../../src/database/transaction.js';
import { isAppError } from '../../src/errors.js';
import { Release } from '../../src/releases/model.js';
import type { PublishDeps } from '../../src/releases/publish.js';
import { approveRequest, publishDue, publishOrAsk } from '../../src/releases/requests.js';

const noon = new Date('2026-11-25T12:00:00Z');
const hour = 60 * 60 * 1000;

/** What release engineers do at once must have one outcome, on every database, one that is migrated. */
export function releasesContract(test: TestFn, name: string, database: () => Sequelize): void {
  let known: PublishDeps | undefined;
  const deps = () => {
    known ??= { transaction: createTransactionRunner(database()), onChange: () => undefined };
    return known;
  };

  test.serial(`${name}: of ten who approve at once one does, and never the asker`, async (t) => {
    const { app, buildId } = await sampleBuild('approvals');
    const edit = { appId: app.id, slug: app.slug, name: 'production', needsApproval: true };
    await editChannel(deps(), { ...edit, actor: 'admin:a' });
    const wish = { buildId, channel: 'production', notes: '', confirm: [], actor: 'token:ci' };
    const { request } = await publishOrAsk(deps(), { ...wish, person: 'admin:a' }, noon);
    const id = request?.id ?? 0;
    const own = approveRequest(deps(), { id, actor: 'admin:a', person: 'admin:a' }, noon);
    await t.throwsAsync(own, { message: /cannot approve it/ });
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => {
        const person = `admin:${index}`;
        return approveRequest(deps(), { id, actor: person, person }, noon);
      }),
    );
    const lost = results.filter(
      (result) => result.status === 'rejected' && isAppError(result.reason, 'request_settled'),
    );
    t.is(lost.length, 9);
    t.is(await Release.count({ where: { buildId } }), 1);
  });

  test.serial(`${name}: what is scheduled is published once, when its time has come`, async (t) => {
    const { buildId } = await sampleBuild('schedule');
    const scheduledAt = new Date(noon.getTime() + hour);
    const wish = { buildId, channel: 'production', notes: '', confirm: [], actor: 'admin:a' };
    const asked = await publishOrAsk(deps(), { ...wish, person: 'admin:a', scheduledAt }, noon);
    t.is(asked.request?.state, 'scheduled');
    t.deepEqual(await publishDue(deps(), noon), []);
    const runs = await Promise.all([1, 2, 3].map(() => publishDue(deps(), scheduledAt)));
    t.deepEqual(
      runs.flat().map(({ state }) => state),
      ['published'],
    );
    t.is(await Release.count({ where: { buildId } }), 1);
  });
}

async function sampleBuild(slug: string) {
  const app = await App.create({ slug, name: slug });
  const identity = { platform: 'android', bundleIdentifier: `cn.example.${slug}` } as const;
  const { id: appPlatformId } = await AppPlatform.create({ appId: app.id, ...identity });
  const facts = { platform: 'android', provisioningProfile: null, warnings: [] };
  const build = await Build.create({
    appPlatformId,
    signerSha256: null,
    artifact: facts as unknown as Build['artifact'],
    chunkHashes: { chunkBytes: 1, sha256s: [], md5s: [] },
    createdBy: 'operator',
    size: 1,
    sha256: slug,
    fileName: 'x.apk',
    fileKey: slug,
    iconKey: null,
    version: '1.0',
    versionCode: '1',
    verdict: 'verified',
    profileExpiresAt: null,
  });
  return { app, buildId: build.id };
}
