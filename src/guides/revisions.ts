import { createHash } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import type { App } from '../apps/model.js';
import { locales } from '../texts/translate.js';
import type { GuideDocument } from './document/document.js';
import { GuideRevision } from './model.js';

/** A revision's number, from 1, and the day it began. */
export interface Revision {
  number: number;
  createdAt: Date;
  parts: Record<string, string>;
}

/** The guide in both languages. */
export type GuideDocuments = Record<(typeof locales)[number], GuideDocument>;

/**
 * The revision whose content this is. Number and date move only when the content moves: the first
 * look at a guide that says something else than before begins the next revision.
 */
export async function currentRevision(
  app: App,
  edition: string,
  documents: GuideDocuments,
  now: Date,
): Promise<Revision> {
  const parts = fingerprints(documents);
  const where = { appId: app.id, edition };
  const last = await GuideRevision.findOne({ where, order: [['number', 'DESC']] });
  if (last !== null && same(last.parts, parts)) return last;
  const next = { ...where, number: (last?.number ?? 0) + 1, parts, createdAt: now };
  try {
    return await GuideRevision.create(next);
  } catch (error) {
    // Two looked at once; the number is taken, with the same content.
    const taken = await GuideRevision.findOne({ where: { ...where, number: next.number } });
    if (!(error instanceof UniqueConstraintError) || taken === null) throw error;
    return taken;
  }
}

/** An edition's revisions, the newest first. */
export function listRevisions(app: App, edition: string): Promise<GuideRevision[]> {
  return GuideRevision.findAll({
    where: { appId: app.id, edition },
    order: [['number', 'DESC']],
    limit: 50,
  });
}

/**
 * The parts that say something else than in an earlier revision, by their id; those that are gone
 * are left out. Null where there is no such revision.
 */
export async function changedSince(
  app: App,
  edition: string,
  earlier: number,
  current: Revision,
): Promise<string[] | null> {
  const where = { appId: app.id, edition, number: earlier };
  const old = await GuideRevision.findOne({ where });
  if (old === null) return null;
  return Object.keys(current.parts).filter((id) => old.parts[id] !== current.parts[id]);
}

function fingerprints(documents: GuideDocuments): Record<string, string> {
  const cover = locales.map((locale) => {
    const { title, audience, publisher } = documents[locale];
    return [title, audience, publisher];
  });
  const ids = documents.zh.parts.map(({ id }) => id);
  const parts = ids.map((id): [string, string] => {
    const both = locales.map((locale) => documents[locale].parts.find((part) => part.id === id));
    return [id, fingerprint(both)];
  });
  return Object.fromEntries([['cover', fingerprint(cover)], ...parts]);
}

function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

function same(one: Record<string, string>, other: Record<string, string>): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}
