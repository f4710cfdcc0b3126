import { z } from 'zod';
import { grantConsents, outstandingAgreements } from '../../agreements/consents.js';
import { type AgreementKind, agreementKinds } from '../../agreements/model.js';
import { isAppError } from '../../errors.js';
import type { Context, Handler } from '../context.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import type { PersonPages } from './page-data.js';
import { appPage, nextPath, type PersonHere, personHere, seeOther } from './person.js';
import { sentToTheirStage } from './their-stage.js';

/** What has to be read and agreed to before anything else: boxes that nobody has ticked. */
export function showAgree(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'agree')) return;
    await show(ctx, services, here, { ticked: [], problem: null });
  };
}

const tick = z.literal('yes').optional();
const form = z.strictObject({
  csrf: z.string(),
  /** The versions that were on the page. */
  shown: z
    .string()
    .regex(/^[\d,]{0,200}$/)
    .default(''),
  service: tick,
  privacy: tick,
});

/** Keeps the yes to each of them and sends the person on. */
export function agree(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'agree')) return;
    const { shown, ...boxes } = parse(form, ctx.request.body);
    const ticked = agreementKinds.filter((kind) => boxes[kind] === 'yes');
    const outstanding = await outstandingAgreements(here.user.id, services.now());
    const missing = outstanding.find(({ kind }) => !ticked.includes(kind));
    if (missing !== undefined) {
      ctx.status = statusOf.invalid_request;
      const problem = { field: missing.kind, text: 'agree.missing' } as const;
      return show(ctx, services, here, { ticked, problem });
    }
    await grantOrExplain(ctx, services, here, shown.split(',').map(Number));
  };
}

async function grantOrExplain(
  ctx: Context,
  services: Services,
  here: PersonHere,
  shown: readonly number[],
): Promise<void> {
  const origin = { address: ctx.state.address, userAgent: ctx.get('User-Agent') };
  try {
    await grantConsents(services, { user: here.user, shown, origin }, services.now());
  } catch (error) {
    if (!isAppError(error, 'agreement_changed')) throw error;
    ctx.status = statusOf.agreement_changed;
    const problem = { field: 'service', text: 'error.agreement_changed' } as const;
    return show(ctx, services, here, { ticked: [], problem });
  }
  const { stage } = await personHere(ctx);
  seeOther(ctx, nextPath(here.app.slug, stage));
}

async function show(
  ctx: Context,
  services: Services,
  { app, user }: PersonHere,
  rest: { ticked: AgreementKind[]; problem: PersonPages['pages/agree']['problem'] },
): Promise<void> {
  const { locale } = ctx.state;
  const agreements = await outstandingAgreements(user.id, services.now());
  await services.views.show(ctx, 'pages/agree', {
    ...appPage(app, user),
    ...rest,
    agreements: agreements.map(({ id, kind, version, texts }) => ({
      id,
      kind,
      title: texts[locale].title,
      href: `/a/${app.slug}/agreements/${kind}?version=${version}`,
    })),
  });
}
