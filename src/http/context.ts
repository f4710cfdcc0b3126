import type { RouterContext } from '@koa/router';
import type { Administrator, ApiToken, User } from '../accounts/model.js';
import { AppError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Locale } from '../texts/translate.js';

/** Facts about one request. */
export interface AppState {
  requestId: string;
  log: Logger;
  /** The client's address, as the trusted proxies tell it. */
  address: string;
  locale: Locale;
  token?: ApiToken;
  administrator?: Administrator;
  user?: User;
  /** What came with a form that takes a file. */
  smallFile?: SmallFile;
}

/** A file of a form, kept in memory. */
export interface SmallFile {
  /** Null where it is larger than the form takes. */
  bytes: Buffer | null;
}

export type Context = RouterContext<AppState>;
export type Handler = (ctx: Context) => Promise<void> | void;
export type Middleware = (ctx: Context, next: () => Promise<unknown>) => Promise<unknown>;

/** The person who is signed in, on a route whose policy asks for one. */
export function signedInUser(ctx: { state: AppState }): User {
  if (ctx.state.user === undefined) throw new AppError('unauthenticated', 'Sign in first.');
  return ctx.state.user;
}

/** The administrator who is signed in. */
export function signedInAdministrator(ctx: { state: AppState }): Administrator {
  const { administrator } = ctx.state;
  if (administrator === undefined) throw new AppError('unauthenticated', 'Sign in first.');
  return administrator;
}

/** The API token the request came with. */
export function requestToken(ctx: { state: AppState }): ApiToken {
  if (ctx.state.token === undefined) throw new AppError('unauthenticated', 'Send an API token.');
  return ctx.state.token;
}

/** Who stands behind the act: for a token, who made it. */
export function personBehind(ctx: { state: AppState }): string {
  return ctx.state.token?.createdBy ?? actorOf(ctx);
}

/** Who acts, as the audit trail names them. */
export function actorOf(ctx: { state: AppState }): string {
  const { token, administrator, user } = ctx.state;
  if (token !== undefined) return `token:${token.name}`;
  if (administrator !== undefined) return `admin:${administrator.name}`;
  if (user !== undefined) return `user:${user.number}`;
  throw new AppError('unauthenticated', 'Sign in first.');
}
