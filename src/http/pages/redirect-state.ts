import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { KeyRing } from '../../secrets/key-ring.js';
import type { Context } from '../context.js';
import { clearCookie, readCookie, writeCookie } from '../cookies.js';

/** What must come back with a browser that was sent to a directory's own page. */
const schema = z.strictObject({
  slug: z.string(),
  directory: z.string(),
  state: z.string(),
  fresh: z.boolean(),
  /** The page of this app to go on to; empty for that of the person's stage. */
  next: z.string(),
  proof: z.record(z.string(), z.string()),
  /** Milliseconds since 1970. */
  until: z.number(),
});

export type RedirectState = z.output<typeof schema>;

/** A person of seventy finds their spectacles, and the password. */
export const redirectMs = 15 * 60 * 1000;

/** Gives the state to the browser, signed: in a cookie that scripts cannot read. */
export function keepRedirectState(ctx: Context, keys: KeyRing, state: RedirectState): void {
  const { id, key } = keys.newest();
  const payload = Buffer.from(JSON.stringify(state)).toString('base64url');
  writeCookie(ctx, 'redirect', `${id}.${payload}.${sign(payload, key)}`, redirectMs);
}

/** The state this browser was given, once; null where there is none that is ours and still holds. */
export async function takeRedirectState(
  ctx: Context,
  keys: KeyRing,
  now: Date,
): Promise<RedirectState | null> {
  const [id = '', payload = '', signature = ''] = (readCookie(ctx, 'redirect') ?? '').split('.');
  if (id === '') return null;
  clearCookie(ctx, 'redirect');
  const key = await keys.find(id);
  if (key === undefined || !isEqual(signature, sign(payload, key.key))) return null;
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  const state = schema.parse(JSON.parse(text));
  return state.until > now.getTime() ? state : null;
}

function sign(payload: string, key: Buffer): string {
  return createHmac('sha256', key).update(`redirect.${payload}`).digest('base64url');
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
