import { z } from 'zod';
import { listApps, slugPattern } from '../../apps/apps.js';
import { type Ingested, ingest } from '../../builds/ingest.js';
import type { Build } from '../../builds/model.js';
import { AppError, isAppError } from '../../errors.js';
import { publishRelease } from '../../releases/publish.js';
import { productionChannel } from '../../releases/queries.js';
import { isTextKey, type Locale, translate } from '../../texts/translate.js';
import { receiveBuild } from '../api/receive-build.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { statusOf } from '../errors.js';
import { checkForm } from '../form-token.js';
import type { Services } from '../services.js';
import { uploadCommand } from './commands.js';
import { blankForm, optionalText, seeOther } from './form.js';
import type { FormState } from './page-data.js';
import { queryText } from './paging.js';
import { channelPattern } from './publishing.js';
import { wordsFor } from './words.js';

export function showUpload(services: Services): Handler {
  return (ctx) => {
    const values = { app: queryText(ctx, 'app'), channel: productionChannel };
    return show(services, ctx, { ...blankForm, values });
  };
}

/**
 * Takes a build from the form. A script sends the form's token in a header, which is looked at
 * before the body; without scripts it is a field, looked at when the body is in.
 */
export function uploadBuild(services: Services): Handler {
  return async (ctx) => {
    const header = ctx.get('X-CSRF');
    if (header !== '') await checkToken(services, ctx, header);
    let values: Record<string, string> = {};
    try {
      const received = await receiveBuild(ctx, services);
      const { csrf, ...fields } = received.fields;
      values = fields;
      try {
        if (header === '') await checkToken(services, ctx, csrf);
        const read = readFields(fields);
        const appSlug = read.newApp || read.app || undefined;
        const { upload, fileName } = received;
        const input = { upload, fileName, appSlug, mayCreateApp: true, actor: actorOf(ctx) };
        await arrive(services, ctx, await ingest(services, input), read);
      } finally {
        await received.file.discard();
      }
    } catch (error) {
      if (!isAppError(error) || error.code === 'form_expired') throw error;
      ctx.state.log.warn({ refusal: error.code, err: error.cause }, error.message);
      await tell(services, ctx, values, error);
    }
  };
}

function checkToken(services: Services, ctx: Context, token: unknown): Promise<void> {
  return checkForm(ctx, { keys: services.formKeys, publicUrl: services.config.PUBLIC_URL, token });
}

const schema = z.object({
  app: optionalText(40),
  newApp: optionalText(40).refine((slug) => slug === '' || slugPattern.test(slug), {
    message: 'console.app.slug.problem',
  }),
  channel: optionalText(40).refine((name) => name === '' || channelPattern.test(name), {
    message: 'console.channel.problem',
  }),
  notes: optionalText(5000),
  publish: z.literal('true').optional(),
});
type Fields = z.output<typeof schema>;

export function readFields(fields: Record<string, string>): Fields {
  const read = schema.safeParse(fields);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw atField(String(issue?.path[0] ?? 'file'), issue?.message ?? '');
}

function atField(field: string, text: string): AppError {
  return new AppError('invalid_request', 'The upload form is not right.', {
    details: { field, text },
  });
}

/** On to the passport; published at once where that was asked for and nothing speaks against it. */
export async function arrive(
  services: Services,
  ctx: Context,
  { build, created }: Ingested,
  fields: Fields,
): Promise<void> {
  const channel = fields.channel || productionChannel;
  const isAsked = fields.publish === 'true';
  const published = isAsked && (await tryPublish(services, ctx, build, fields));
  const kept = isAsked ? 'unpublished' : created ? 'uploaded' : 'known';
  const notice = published ? 'published' : kept;
  const query = new URLSearchParams({ notice, channel });
  if (!published && fields.notes !== '') query.set('notes', fields.notes.slice(0, 200));
  seeOther(ctx, `/console/builds/${build.id}?${query}`);
}

async function tryPublish(
  services: Services,
  ctx: Context,
  build: Build,
  { notes, channel }: Fields,
): Promise<boolean> {
  const publication = { buildId: build.id, notes, confirm: [], actor: actorOf(ctx) };
  try {
    await publishRelease(
      services,
      { ...publication, channel: channel || productionChannel },
      services.now(),
    );
    return true;
  } catch (error) {
    if (isAppError(error, 'confirmation_required')) return false;
    throw error;
  }
}

/** Shows the form again with the refusal in plain words; the file has to be chosen again. */
export async function tell(
  services: Services,
  ctx: Context,
  values: Record<string, string>,
  error: AppError,
): Promise<void> {
  const { locale } = ctx.state;
  const { field, text, app } = error.details as { field?: string; text?: string; app?: string };
  const sentence =
    text !== undefined && isTextKey(text) ? translate(locale, text) : reasonOf(error, locale);
  ctx.status = statusOf[error.code];
  const aboutApp = error.code === 'app_unknown' ? 'newApp' : app === undefined ? 'file' : 'app';
  const problem = { field: field ?? aboutApp, text: sentence };
  await show(services, ctx, { values, problems: [problem] });
}

/** The error's own sentence names the reason; it is English, so another language has its own before it. */
function reasonOf(error: AppError, locale: Locale): string {
  const key = `error.${error.code}`;
  if (locale === 'en' || !isTextKey(key)) return error.message;
  return `${translate(locale, key)}（${error.message}）`;
}

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  const words = wordsFor(ctx, services.now());
  await services.views.show(ctx, 'console/upload', {
    form,
    apps: (await listApps()).map(({ slug, name }) => ({ value: slug, text: `${name} (${slug})` })),
    limit: words.size(services.config.MAX_UPLOAD_BYTES),
    uploadCommand: uploadCommand(services),
  });
}
