import { z } from 'zod';
import { editChannel, listWholeChannels, type WholeChannel } from '../../access/edit-channel.js';
import { listGroups } from '../../access/groups.js';
import type { Granted, GrantKind } from '../../access/model.js';
import { findApp, setMinimumVersion } from '../../apps/apps.js';
import { AppError } from '../../errors.js';
import { platforms } from '../../platform.js';
import type { Audience } from '../../releases/model.js';
import { listChannelNames } from '../../releases/queries.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { checkBoxes, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';
import { channelPattern } from './publishing.js';
import type { ChannelRow } from './release-page-data.js';
import { type Words, wordsFor } from './words.js';

/** Whom a channel of an app is for, and whether it asks for a second person. */
export function showChannel(services: Services): Handler {
  return async (ctx) => {
    const { app, name } = await channelInPath(ctx);
    const found = (await listWholeChannels(app.id)).find(({ channel }) => channel.name === name);
    await show(services, ctx, { values: valuesOf(found, name), problems: [] });
  };
}

export function saveChannel(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act({ audience, approval, departments, groups, numbers }) {
        const { app, name } = await channelInPath(ctx);
        const grants = [
          ...grantsOf('department', departments),
          ...grantsOf('group', groups),
          ...grantsOf('person', numbers),
        ];
        const whom = { audience, needsApproval: approval !== undefined, grants };
        const channel = { appId: app.id, slug: app.slug, name };
        await editChannel(services, { ...channel, ...whom, actor: actorOf(ctx) });
        seeOther(ctx, `/console/apps/${app.slug}?notice=saved#channels`);
      },
      show: (form) => show(services, ctx, form),
      refusals: { not_found: { field: 'groups', text: 'console.channel.group.unknown' } },
    });
}

/** The oldest version that is supported on a platform. */
export function saveMinimum(services: Services): Handler {
  return async (ctx) => {
    const { minimum } = parse(minimumSchema, ctx.request.body);
    const app = await findApp(ctx.params.slug ?? '');
    const platform = parse(z.enum(platforms), ctx.params.platform);
    const versionCode = minimum === '' ? null : minimum;
    await setMinimumVersion(services, { app, platform, versionCode, actor: actorOf(ctx) });
    seeOther(ctx, `/console/apps/${app.slug}?notice=saved`);
  };
}

/** An app's channels as its page lists them. */
export async function channelRows(
  app: { id: number; slug: string },
  words: Words,
): Promise<ChannelRow[]> {
  const whole = await listWholeChannels(app.id);
  return (await listChannelNames(app.id)).map((name) => {
    const found = whole.find(({ channel }) => channel.name === name);
    const audience: Audience = found?.channel.audience ?? 'registered';
    const count = words.count(found?.grants.length ?? 0);
    return {
      name,
      href: `/console/apps/${app.slug}/channels/${name}`,
      audience: words.t(`console.channel.${audience}`, { count }),
      needsApproval: found?.channel.needsApproval ?? false,
    };
  });
}

const minimumSchema = z.strictObject({
  csrf: z.string(),
  minimum: z
    .string()
    .trim()
    .regex(/^(\d{1,19}(\.\d{1,10}){0,5})?$/, 'is no version code'),
});

/** One on each line, or between commas. */
const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\n,，、;；]+/).flatMap((line) => line.trim() || []))
  .pipe(z.array(z.string().max(100, 'console.form.too-long')));

const schema = z.strictObject({
  audience: z.enum(['registered', 'granted'], 'console.form.required'),
  approval: z.literal('yes').optional(),
  departments: list,
  groups: checkBoxes(z.string().max(100)),
  numbers: list,
});

async function channelInPath(ctx: Context) {
  const app = await findApp(ctx.params.slug ?? '');
  const name = ctx.params.channel ?? '';
  if (channelPattern.test(name) && name.length <= 40) return { app, name };
  throw new AppError('not_found', 'There is no channel of that name.');
}

function grantsOf(kind: GrantKind, values: readonly string[]): Granted[] {
  return values.map((value) => ({ kind, value }));
}

function valuesOf(found: WholeChannel | undefined, name: string): Record<string, string> {
  const of = (kind: GrantKind) =>
    (found?.grants ?? []).filter((grant) => grant.kind === kind).map(({ value }) => value);
  const first = name === 'production' ? 'registered' : 'granted';
  return {
    audience: found?.channel.audience ?? first,
    ...(found?.channel.needsApproval ? { approval: 'yes' } : {}),
    departments: of('department').join('\n'),
    groups: of('group').join('\n'),
    numbers: of('person').join('\n'),
  };
}

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const { app, name } = await channelInPath(ctx);
  const chosen = (form.values.groups ?? '').split(/[\n,]/);
  await services.views.show(ctx, 'console/channel', {
    app: { name: app.name, slug: app.slug },
    name,
    audiences: (['registered', 'granted'] as const).map((value) => ({
      value,
      text: words.t(`console.channel.${value}.option`),
    })),
    groups: (await listGroups()).map((group) => ({
      value: group.name,
      text: `${group.name} (${words.count(group.members?.length ?? 0)})`,
      checked: chosen.includes(group.name),
    })),
    form,
  });
}
