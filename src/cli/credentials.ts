import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.js';
import { ClientError } from './client-error.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a server is, and the API token that opens it. */
export interface Credentials {
  /** Without a trailing slash. */
  url: string;
  token: string;
  /** Path of a PEM file of authorities trusted beside the public ones. */
  ca?: string;
}

/** `credentials.json` below `XDG_CONFIG_HOME`, or `~/.config`. */
export function credentialsPath(env: Environment): string {
  const base = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config');
  return join(base, 'slipway', 'credentials.json');
}

/**
 * Whom to talk to: `SLIPWAY_URL`, `SLIPWAY_TOKEN` (or `SLIPWAY_TOKEN_FILE`) and `SLIPWAY_CA`, else
 * what `slipway login` kept. A kept token is sent to the server it was kept for alone.
 */
export async function findCredentials(env: Environment, ca?: string): Promise<Credentials> {
  const kept = await readKept(credentialsPath(env));
  const url = env.SLIPWAY_URL ? serverUrl(env.SLIPWAY_URL) : kept?.url;
  if (url === undefined) throw new UsageError('set SLIPWAY_URL, or run "slipway login URL" once');
  const own = kept?.url === url ? kept : undefined;
  const token = (await tokenOf(env)) ?? own?.token;
  if (token === undefined) {
    throw new UsageError(`set SLIPWAY_TOKEN, or run "slipway login ${url}" once`);
  }
  const authority = ca ?? (env.SLIPWAY_CA || own?.ca);
  return { url, token, ...(authority ? { ca: authority } : {}) };
}

/** Keeps them for the next commands, readable by this user alone. */
export async function keepCredentials(path: string, credentials: Credentials): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}

/** A server's address, https; plain http is for this machine alone, since it carries the token. */
export function serverUrl(text: string): string {
  if (!URL.canParse(text)) throw new UsageError(`"${text}" is no address`);
  const url = new URL(text);
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
    throw new UsageError(`"${text}" is no https address`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

async function tokenOf(env: Environment): Promise<string | undefined> {
  if (env.SLIPWAY_TOKEN) return env.SLIPWAY_TOKEN.trim();
  const file = env.SLIPWAY_TOKEN_FILE;
  if (!file) return undefined;
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new ClientError('credentials_unreadable', cause.message, cause);
  });
  return text.trim();
}

async function readKept(path: string): Promise<Credentials | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (text === undefined) return undefined;
  try {
    const { url, token, ca } = JSON.parse(text);
    if (typeof url !== 'string' || typeof token !== 'string') throw new Error('url or token lacks');
    return { url, token, ...(typeof ca === 'string' ? { ca } : {}) };
  } catch (cause) {
    const message = `${path} is not as "slipway login" writes it; run that again`;
    throw new ClientError('credentials_unreadable', message, cause);
  }
}
