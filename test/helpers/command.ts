import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What a finished `slipway` left behind. */
export interface Finished {
  status: number | null;
  out: string;
  err: string;
  /** Standard output as the one JSON document it must be. */
  json<T = Record<string, unknown>>(): T;
}

export interface CommandOptions {
  env?: Record<string, string>;
  /** Standard input. */
  input?: string;
}

/** Runs `slipway` as a process of its own, in an environment of its own. */
export async function slipway(
  args: readonly string[],
  { env = {}, input = '' }: CommandOptions = {},
): Promise<Finished> {
  const child = spawn(process.execPath, ['dist/src/main.js', ...args], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
  });
  child.stdin.on('error', () => undefined).end(input);
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { status, out, err, json: <T>() => JSON.parse(out) as T };
}
