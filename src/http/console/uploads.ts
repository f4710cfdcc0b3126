import { isAppError } from '../../errors.js';
import { type Context, type Handler, signedInAdministrator } from '../context.js';
import { checkForm } from '../form-token.js';
import type { Services } from '../services.js';
import { finishUpload, type TusHandlers, tusHandlers } from '../tus.js';
import { arrive, readFields, tell } from './upload.js';

/**
 * `/console/uploads`: what the upload page's script speaks. Its build is made by the page's own form,
 * `POST /console/uploads/:id/build`, which leads on as the form without scripts does.
 */
export function consoleUploads(services: Services): TusHandlers & { build: Handler } {
  const { formKeys: keys, config } = services;
  const owner = async (ctx: Context) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      const options = { keys, publicUrl: config.PUBLIC_URL, token: ctx.get('X-CSRF') };
      await checkForm(ctx, options);
    }
    return ownerOf(ctx);
  };
  const onComplete = async () => undefined;
  return {
    ...tusHandlers(services, { base: '/console/uploads', owner, onComplete }),
    build: makeBuild(services),
  };
}

function makeBuild(services: Services): Handler {
  return async (ctx) => {
    const { csrf, ...values } = ctx.request.body as Record<string, string>;
    try {
      const fields = readFields(values);
      const appSlug = fields.newApp || fields.app || undefined;
      const input = { appSlug, mayCreateApp: true };
      const finished = await finishUpload(services, ctx, ownerOf(ctx), input);
      await arrive(services, ctx, finished, fields);
    } catch (error) {
      if (!isAppError(error)) throw error;
      ctx.state.log.warn({ refusal: error.code, err: error.cause }, error.message);
      await tell(services, ctx, values, error);
    }
  };
}

function ownerOf(ctx: Context): string {
  return `admin:${signedInAdministrator(ctx).id}`;
}
