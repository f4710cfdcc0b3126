import { z } from 'zod';
import { findApp } from '../../apps/apps.js';
import { ingest } from '../../builds/ingest.js';
import type { Build } from '../../builds/model.js';
import { listBuilds, requireBuild } from '../../builds/queries.js';
import { AppError, isAppError } from '../../errors.js';
import { publishRelease } from '../../releases/publish.js';
import { actorOf, type Context, type Handler, requestToken } from '../context.js';
import { parse, pathId } from '../parse.js';
import type { Services } from '../services.js';
import { channelField, notesField, pageFields, slugField } from './fields.js';
import { presentBuild } from './present-build.js';
import { presentRelease } from './present-release.js';
import { receiveBuild } from './receive-build.js';

const uploadFields = z.strictObject({
  app: slugField.optional(),
  channel: channelField,
  notes: notesField,
  publish: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});

/**
 * `POST /api/v1/builds`: 201 with the build, 200 with the one that has these bytes already. With
 * `publish=true` the release stands beside it.
 */
export function postBuild(services: Services): Handler {
  return async (ctx) => {
    const { file, upload, fileName, fields } = await receiveBuild(ctx, services);
    try {
      const wanted = parse(uploadFields, fields);
      const mayPublish = requestToken(ctx).scopes.includes('publish');
      if (wanted.publish && !mayPublish) throw publishScopeMissing();
      const { build, created } = await ingest(services, {
        upload,
        fileName,
        appSlug: wanted.app,
        mayCreateApp: mayPublish,
        actor: actorOf(ctx),
      });
      const release = wanted.publish ? await publish(ctx, services, build, wanted) : {};
      ctx.status = created ? 201 : 200;
      ctx.body = { ...presentBuild(build, services), ...release };
    } finally {
      await file.discard();
    }
  };
}

function publishScopeMissing(): AppError {
  const message = 'Publishing needs the scope "publish", which this API token has not.';
  return new AppError('scope_missing', message, { details: { scope: 'publish' } });
}

async function publish(
  ctx: Context,
  services: Services,
  build: Build,
  { channel, notes }: { channel: string; notes: string },
) {
  try {
    const input = { buildId: build.id, channel, notes, confirm: [], actor: actorOf(ctx) };
    return { release: presentRelease(await publishRelease(services, input, services.now())) };
  } catch (error) {
    if (!isAppError(error, 'confirmation_required')) throw error;
    // The build is in: who confirms needs its id, not another upload.
    const details = { ...error.details, build: build.id };
    throw new AppError(error.code, error.message, { details, cause: error });
  }
}

/** `GET /api/v1/builds/:id`. */
export function getBuild(services: Services): Handler {
  return async (ctx) => {
    ctx.body = presentBuild(await requireBuild(pathId(ctx.params.id)), services);
  };
}

const listQuery = z.strictObject({
  app: slugField.optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be a SHA-256 in hexadecimal')
    .toLowerCase()
    .optional(),
  ...pageFields,
});

/**
 * `GET /api/v1/builds?app=&sha256=&limit=&offset=`: newest first, with the number of all that match.
 */
export function getBuilds(services: Services): Handler {
  return async (ctx) => {
    const { app, sha256, ...page } = parse(listQuery, { ...ctx.query });
    const ofApp = app === undefined ? {} : { appId: (await findApp(app)).id };
    const ofBytes = sha256 === undefined ? {} : { sha256 };
    const { builds, total } = await listBuilds({ ...page, ...ofApp, ...ofBytes });
    ctx.body = { builds: builds.map((build) => presentBuild(build, services)), total };
  };
}
