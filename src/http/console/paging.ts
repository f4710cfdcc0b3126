import type { Context } from '../context.js';
import type { Paging } from './page-data.js';

/** Which rows a list page shows, from `?page=`. */
export function pageOf(ctx: Context, limit: number): { offset: number; limit: number } {
  const page = Number(/^[1-9]\d{0,5}$/.exec(queryText(ctx, 'page'))?.[0] ?? 1);
  return { offset: (page - 1) * limit, limit };
}

export function pagingOf(
  ctx: Context,
  { offset, limit }: { offset: number; limit: number },
  total: number,
): Paging {
  const page = offset / limit + 1;
  const last = Math.min(offset + limit, total);
  return {
    first: Math.min(offset + 1, last),
    last,
    total,
    previous: page > 1 ? addressWith(ctx, { page: String(page - 1) }) : null,
    next: last < total ? addressWith(ctx, { page: String(page + 1) }) : null,
  };
}

/** A value of the query as text; empty when absent or sent twice. */
export function queryText(ctx: Context, name: string): string {
  const value = ctx.query[name];
  return typeof value === 'string' ? value.trim().slice(0, 200) : '';
}

/** One of these values, from the query; undefined for anything else. */
export function queryChoice<Value extends string>(
  ctx: Context,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = queryText(ctx, name);
  return values.find((value) => value === text);
}

/** This page's address with its filters, and these values changed. */
export function addressWith(
  ctx: Context,
  changed: Record<string, string>,
  path = ctx.path,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ctx.query)) {
    if (typeof value === 'string' && value !== '' && name !== 'lang') query.set(name, value);
  }
  for (const [name, value] of Object.entries(changed)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
