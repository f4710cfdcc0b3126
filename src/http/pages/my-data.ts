import type { User } from '../../accounts/model.js';
import { listSessions } from '../../accounts/sessions.js';
import { listConsents } from '../../agreements/consents.js';
import { correctionsOf } from '../../agreements/corrections.js';
import { listApps } from '../../apps/apps.js';
import { outcomesOfPerson } from '../../delivery/outcome-queries.js';
import { messagesTo } from '../../messages/cost-guard.js';
import { phoneRequestsOf } from '../../registrations/phone-requests.js';
import { findRegistration } from '../../registrations/queries.js';
import { type Handler, signedInUser } from '../context.js';
import { csvLine } from '../csv.js';
import type { Services } from '../services.js';

/** More steps than anyone takes in years. */
const mostOutcomes = 10_000;

/** All that is kept of a person, as one JSON document. */
export function myDataAsJson(services: Services): Handler {
  return async (ctx) => {
    const data = await collect(signedInUser(ctx), services.now());
    ctx.set('Content-Disposition', 'attachment; filename="my-data.json"');
    ctx.body = JSON.stringify(data, null, 2);
    ctx.type = 'application/json';
  };
}

/** The same as a table: where it stands, what it is called, what it says. */
export function myDataAsCsv(services: Services): Handler {
  return async (ctx) => {
    const data = await collect(signedInUser(ctx), services.now());
    const rows = Object.entries(data).flatMap(([part, content]) =>
      [content].flat().flatMap((record, index) => {
        const name = Array.isArray(content) ? `${part} ${index + 1}` : part;
        return Object.entries(record).map(([field, value]) => [name, field, text(value)]);
      }),
    );
    ctx.set('Content-Disposition', 'attachment; filename="my-data.csv"');
    ctx.body = `\uFEFF${[['part', 'field', 'value'], ...rows].map(csvLine).join('')}`;
    ctx.type = 'text/csv; charset=utf-8';
  };
}

type Value = string | number | Date | null;

async function collect(
  user: User,
  now: Date,
): Promise<Record<string, Record<string, Value> | Record<string, Value>[]>> {
  const [registration, phoneRequests, messages] = await Promise.all([
    findRegistration(user.id),
    phoneRequestsOf(user.id),
    messagesTo(user.id),
  ]);
  const [consents, corrections, outcomes, sessions] = await Promise.all([
    listConsents(user.id),
    correctionsOf(user.id),
    outcomesOfPerson(user.id, mostOutcomes),
    listSessions(user.id, now),
  ]);
  const slugs = new Map((await listApps()).map(({ id, slug }) => [id, slug]));
  const { number, name, department, directory, directoryPhone, createdAt } = user;
  return {
    person: { number, name, department, directory, directoryPhone, firstSignedInAt: createdAt },
    registration: {
      state: registration?.state ?? 'none',
      boundPhone: registration?.phone ?? null,
      phoneProvenAt: registration?.phoneProvenAt ?? null,
      activatedAt: registration?.activatedAt ?? null,
    },
    phoneRequests: phoneRequests.map((each) => ({
      kind: each.kind,
      phone: each.phone,
      reason: each.reason,
      state: each.state,
      askedAt: each.createdAt,
      decidedAt: each.decidedAt,
      decision: each.decision,
    })),
    messages: messages.map(({ phone, state, at }) => ({ phone, state, at })),
    consents: consents.map(({ agreement, action, at, sha256, address, userAgent }) => ({
      kind: agreement?.kind ?? '',
      version: agreement?.version ?? 0,
      sha256,
      action,
      at,
      address,
      userAgent,
    })),
    corrections: corrections.map((each) => ({
      text: each.text,
      askedAt: each.createdAt,
      closedAt: each.closedAt,
    })),
    steps: outcomes.map(({ appId, platform, buildId, step, at }) => ({
      app: slugs.get(appId) ?? '',
      platform,
      build: buildId,
      step,
      at,
    })),
    signedInBrowsers: sessions.map((each) => ({ since: each.createdAt, until: each.expiresAt })),
  };
}

function text(value: Value): string {
  return value instanceof Date ? value.toISOString() : String(value ?? '');
}
