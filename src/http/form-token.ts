import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.js';
import type { KeyRing } from '../secrets/key-ring.js';
import type { Context } from './context.js';
import { readCookie, writeCookie } from './cookies.js';

/** The hidden `csrf` field of a form on this page; gives the browser a visit to tie it to. */
export function formToken(ctx: Context, keys: KeyRing): string {
  const visit = readCookie(ctx, 'visit') ?? beginVisit(ctx);
  return sign(visit, keys.newest());
}

/** A new visit: what was signed before a sign-in is worth nothing after it. */
export function beginVisit(ctx: Context): string {
  const visit = randomBytes(16).toString('base64url');
  writeCookie(ctx, 'visit', visit);
  return visit;
}

/**
 * Refuses a form that this site did not show to this browser: throws `form_expired`. An `Origin`
 * that is there must be ours as well.
 */
export async function checkForm(
  ctx: Context,
  options: { keys: KeyRing; publicUrl: string; token: unknown },
): Promise<void> {
  const visit = readCookie(ctx, 'visit');
  const { token } = options;
  if (!isOwnOrigin(ctx, options.publicUrl) || visit === undefined || typeof token !== 'string') {
    throw expired();
  }
  const key = await options.keys.find(token.split('.')[0] ?? '');
  if (key === undefined) throw expired();
  const given = Buffer.from(token);
  const expected = Buffer.from(sign(visit, key));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw expired();
}

function sign(visit: string, { id, key }: { id: string; key: Buffer }): string {
  return `${id}.${createHmac('sha256', key).update(`form.${visit}`).digest('base64url')}`;
}

function isOwnOrigin(ctx: Context, publicUrl: string): boolean {
  const origin = ctx.get('Origin');
  if (origin === '') return true;
  return origin === new URL(publicUrl).origin || origin === `https://${ctx.get('Host')}`;
}

function expired(): AppError {
  return new AppError('form_expired', 'The page was open too long. Go back and do it again.');
}
