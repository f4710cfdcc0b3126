import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyRing, SigningKey } from '../secrets/key-ring.js';

const day = 24 * 60 * 60 * 1000;

/** A browser that has not signed in for half a year is a stranger again. */
export const browserKnownMs = 180 * day;
/** A family's tablet, an office's console: so many accounts are known to one browser. */
const mostAccounts = 5;

/**
 * What a browser gets when somebody signed in with it, for the cookie that it keeps. The account is
 * signed but not named, so the cookie tells nobody whose browser it is; the proofs of other accounts
 * that `cookie` holds stay. (OWASP, "Device cookies".)
 */
export function rememberBrowser(
  keys: Pick<KeyRing, 'newest'>,
  input: { account: string; cookie: string | undefined },
  now: Date,
): string {
  const until = Math.floor((now.getTime() + browserKnownMs) / 1000).toString(36);
  const unsigned = { id: randomBytes(12).toString('base64url'), until };
  const key = keys.newest();
  const proof = [key.id, unsigned.id, until, sign(input.account, unsigned, key)].join('.');
  return [proof, ...proofsIn(input.cookie).slice(0, mostAccounts - 1)].join('~');
}

/**
 * The name of the browser that holds this cookie, if somebody signed in to this very account with
 * it; else null.
 */
export async function knownBrowser(
  keys: Pick<KeyRing, 'find'>,
  input: { account: string; cookie: string | undefined },
  now: Date,
): Promise<string | null> {
  for (const proof of proofsIn(input.cookie)) {
    const [keyId = '', id = '', until = '', mac = ''] = proof.split('.');
    if (!(Number.parseInt(until, 36) * 1000 > now.getTime())) continue;
    const key = await keys.find(keyId);
    if (key !== undefined && equal(mac, sign(input.account, { id, until }, key))) return id;
  }
  return null;
}

function proofsIn(cookie: string | undefined): string[] {
  return (cookie ?? '').split('~', mostAccounts).filter((proof) => proof !== '');
}

function sign(account: string, proof: { id: string; until: string }, { key }: SigningKey): string {
  const text = `browser.${proof.id}.${proof.until}.${account}`;
  return createHmac('sha256', key).update(text).digest('base64url');
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
