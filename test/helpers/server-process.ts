import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from './http.js';
import type { Scope } from './scope.js';
import { freePort } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

/** `slipway serve` as a process of its own. */
export interface ServerProcess {
  url: string;
  storageDir: string;
  /** The environment it runs in, for an operator's commands on the same configuration. */
  env: Record<string, string>;
  pid: number;
  client(): Client;
  /** Ends it with a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again, and gives the milliseconds until it was ready. */
  start(): Promise<number>;
}

export async function startServerProcess(
  scope: Scope,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const storageDir = await temporaryFolder(scope);
  const port = await freePort();
  const url = `https://localhost:${port}`;
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    STORAGE_DIR: storageDir,
    CERTS_DIR: join(storageDir, 'certs'),
    LOG_LEVEL: 'warn',
    ...settings,
  };
  let child: ChildProcess | undefined;
  const running: ServerProcess = {
    url,
    storageDir,
    env,
    get pid() {
      return child?.pid ?? 0;
    },
    client: () => new Client(url),
    async end(signal) {
      const ending = child;
      if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
      const gone = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill(signal);
      await gone;
    },
    async start() {
      const begun = performance.now();
      child = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js', 'serve'], {
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      await ready(() => isReady(url, env), child);
      return performance.now() - begun;
    },
  };
  scope.teardown(() => running.end('SIGKILL'));
  await running.start();
  return running;
}

async function isReady(url: string, env: Record<string, string>): Promise<boolean> {
  if (env.TLS === 'off') return (await fetch(`${url.replace('https:', 'http:')}/readyz`)).ok;
  return (await new Client(url).get('/readyz')).status === 200;
}

async function ready(answers: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    complaint += piece;
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${complaint}`);
    if (await answers().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
