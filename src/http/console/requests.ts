import { z } from 'zod';
import { findBuilds } from '../../builds/queries.js';
import { isAppError } from '../../errors.js';
import type { PublishRequest } from '../../releases/request-model.js';
import { approveRequest, listRequests, refuseRequest } from '../../releases/requests.js';
import {
  actorOf,
  type Context,
  type Handler,
  personBehind,
  signedInAdministrator,
} from '../context.js';
import { statusOf } from '../errors.js';
import { parse, pathId } from '../parse.js';
import type { Services } from '../services.js';
import { checkBoxes, seeOther } from './form.js';
import type { Chip } from './page-data.js';
import type { RequestRow } from './release-page-data.js';
import { actorText, versionText } from './rows.js';
import { type Words, wordsFor } from './words.js';

/** Publications that wait for a second person or for their time, and what became of others. */
export function showRequests(services: Services): Handler {
  return (ctx) => show(services, ctx, null);
}

export function approve(services: Services): Handler {
  return async (ctx) => {
    const { confirm } = parse(schema, ctx.request.body);
    const decision = { ...decisionOf(ctx), confirm };
    try {
      await approveRequest(services, decision, services.now());
      seeOther(ctx, '/console/requests');
    } catch (error) {
      const known = ['second_person_needed', 'request_settled', 'confirmation_required'] as const;
      const code = known.find((one) => isAppError(error, one));
      if (code === undefined) throw error;
      ctx.status = statusOf[code];
      await show(services, ctx, wordsFor(ctx, services.now()).t(`error.${code}`));
    }
  };
}

export function refuse(services: Services): Handler {
  return async (ctx) => {
    await refuseRequest(services, decisionOf(ctx), services.now());
    seeOther(ctx, '/console/requests');
  };
}

const schema = z.object({ confirm: checkBoxes(z.string().max(60)) });

function decisionOf(ctx: Context) {
  return { id: pathId(ctx.params.id), actor: actorOf(ctx), person: personBehind(ctx) };
}

async function show(services: Services, ctx: Context, problem: string | null): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const requests = await listRequests();
  const builds = await findBuilds(requests.map(({ buildId }) => buildId));
  const isAdmin = signedInAdministrator(ctx).role === 'admin';
  await services.views.show(ctx, 'console/requests', {
    problem,
    requests: requests.map((request) => {
      const build = builds.get(request.buildId);
      const name = build === undefined ? '' : `${build.appPlatform?.app.name ?? ''} `;
      const text = build === undefined ? '' : `${name}${versionText(build)}`;
      return requestRow(request, text, { isAdmin, isOwn: isOwn(ctx, request) }, words);
    }),
  });
}

function isOwn(ctx: Context, { requestedPerson }: PublishRequest): boolean {
  return requestedPerson === personBehind(ctx);
}

const tones: Record<PublishRequest['state'], Chip['tone']> = {
  'awaiting-approval': 'warn',
  scheduled: 'quiet',
  published: 'good',
  refused: 'bad',
  cancelled: 'quiet',
  failed: 'bad',
};

function requestRow(
  request: PublishRequest,
  buildText: string,
  { isAdmin, isOwn }: { isAdmin: boolean; isOwn: boolean },
  words: Words,
): RequestRow {
  const { id, state, publication, scheduledAt, decidedBy } = request;
  const isOpen = state === 'awaiting-approval';
  return {
    id,
    build: { text: buildText, href: `/console/builds/${request.buildId}` },
    channel: request.channel?.name ?? '',
    notes: publication.notes,
    percent: `${publication.rolloutPercent ?? 100} %`,
    state: { text: words.t(`console.request.${state}`), tone: tones[state] },
    failure: request.failure ?? '',
    scheduled: scheduledAt === null ? null : words.moment(scheduledAt),
    requested: words.moment(request.requestedAt),
    by: actorText(request.requestedBy),
    decidedBy: decidedBy === null ? '' : actorText(decidedBy),
    mayApprove: isOpen && isAdmin && !isOwn,
    mayRefuse: (isOpen || state === 'scheduled') && (isAdmin || isOwn),
  };
}
