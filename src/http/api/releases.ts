import { z } from 'zod';
import { findApp } from '../../apps/apps.js';
import { changeRollout } from '../../releases/change-rollout.js';
import { listReleases } from '../../releases/queries.js';
import { recallRelease } from '../../releases/recall.js';
import { publishOrAsk } from '../../releases/requests.js';
import { withdrawRelease } from '../../releases/withdraw.js';
import { actorOf, type Handler, personBehind } from '../context.js';
import { parse, pathId } from '../parse.js';
import type { Services } from '../services.js';
import {
  channelField,
  idField,
  localTextsField,
  notesField,
  pageFields,
  percentField,
  publicationFields,
  slugField,
} from './fields.js';
import { presentRelease } from './present-release.js';
import { presentRequest } from './present-request.js';

const newRelease = z.strictObject({
  build: idField,
  channel: channelField,
  notes: notesField,
  confirm: z.array(z.string().max(60)).max(20).default([]),
  ...publicationFields,
  scheduledAt: z.iso.datetime({ offset: true }).optional(),
});

/**
 * `POST /api/v1/releases`: 201 with the release, also where the build was current already; 202 with
 * the request where the time is a later one, or the channel asks for a second person.
 */
export function postRelease(services: Services): Handler {
  return async (ctx) => {
    const { build, scheduledAt, ...wanted } = parse(newRelease, ctx.request.body);
    const when = scheduledAt === undefined ? {} : { scheduledAt: new Date(scheduledAt) };
    const wish = { ...wanted, ...when, buildId: build };
    const who = { actor: actorOf(ctx), person: personBehind(ctx) };
    const done = await publishOrAsk(services, { ...wish, ...who }, services.now());
    ctx.status = done.release ? 201 : 202;
    ctx.body = done.release ? presentRelease(done.release) : presentRequest(done.request);
  };
}

/** `POST /api/v1/releases/:id/withdraw`: the release as it is then. */
export function postWithdraw(services: Services): Handler {
  return async (ctx) => {
    const input = { id: pathId(ctx.params.id), actor: actorOf(ctx) };
    ctx.body = presentRelease(await withdrawRelease(services, input, services.now()));
  };
}

const rolloutChange = z
  .strictObject({
    percent: percentField.optional(),
    act: z.enum(['pause', 'resume', 'halt']).optional(),
  })
  .refine(({ percent, act }) => percent !== undefined || act !== undefined, {
    message: 'name percent, act or both',
  });

/** `POST /api/v1/releases/:id/rollout`: the release as it is then. */
export function postRollout(services: Services): Handler {
  return async (ctx) => {
    const { percent, act } = parse(rolloutChange, ctx.request.body);
    const input = {
      id: pathId(ctx.params.id),
      actor: actorOf(ctx),
      ...(percent === undefined ? {} : { percent }),
      ...(act === undefined ? {} : { act }),
    };
    ctx.body = presentRelease(await changeRollout(services, input));
  };
}

const recall = z.strictObject({
  texts: localTextsField,
  replacement: idField.nullable().default(null),
});

/** `POST /api/v1/releases/:id/recall`: the release as it is then. */
export function postRecall(services: Services): Handler {
  return async (ctx) => {
    const { texts, replacement } = parse(recall, ctx.request.body);
    const input = { id: pathId(ctx.params.id), texts, replacement, actor: actorOf(ctx) };
    ctx.body = presentRelease(await recallRelease(services, input, services.now()));
  };
}

const listQuery = z.strictObject({ app: slugField.optional(), ...pageFields });

/** `GET /api/v1/releases?app=&limit=&offset=`: newest first, with the number of all that match. */
export function getReleases(): Handler {
  return async (ctx) => {
    const { app, ...page } = parse(listQuery, { ...ctx.query });
    const ofApp = app === undefined ? {} : { appId: (await findApp(app)).id };
    const { releases, total } = await listReleases({ ...page, ...ofApp });
    ctx.body = { releases: releases.map(({ release }) => presentRelease(release)), total };
  };
}
