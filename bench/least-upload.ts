import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import {
  createServer as createHttp,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { createServer as createHttps, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { DataTypes, Sequelize } from 'sequelize';
import type { Scope } from '../test/helpers/scope.js';

const own = fileURLToPath(import.meta.url);

/**
 * The least that takes a file: over TLS to disk while hashing, fsync, one row, rename, fsync of the
 * folder. Without TLS only what receiving costs: hashed and written. A process of its own.
 */
export async function startLeastServer(
  scope: Scope,
  { storageDir, tls }: { storageDir: string; tls: boolean },
): Promise<{ url: string }> {
  const child = start(['serve', storageDir, tls ? 'tls' : 'plain'], 'pipe');
  scope.teardown(() => child.kill());
  const port = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()));
  });
  return { url: `${tls ? 'https' : 'http'}://localhost:${port}/` };
}

/** Sends a file as one body, by a process of its own as the command is. */
export async function sendBare(
  url: string,
  path: string,
  { method = 'POST', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<void> {
  const child = start(['send', url, path, method, JSON.stringify(headers)], 'ignore');
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`sending ended with ${code}`);
}

function start(parameters: string[], stdout: 'pipe' | 'ignore'): ChildProcess {
  return spawn(process.execPath, [own, ...parameters], { stdio: ['ignore', stdout, 'inherit'] });
}

async function serve(storageDir: string, mode: string): Promise<void> {
  const folder = join(storageDir, 'least');
  await mkdir(folder, { recursive: true });
  const database = new Sequelize({
    dialect: 'sqlite',
    storage: join(folder, 'least.sqlite'),
    logging: false,
  });
  const rows = database.define('files', { sha256: DataTypes.TEXT, size: DataTypes.INTEGER });
  await database.query('PRAGMA journal_mode = WAL');
  await rows.sync();
  const take = async (incoming: IncomingMessage) => {
    const path = join(folder, randomUUID());
    const { sha256, size } = await receive(incoming, path, mode === 'tls');
    if (mode !== 'tls') return;
    await rows.create({ sha256, size });
    await rename(path, join(folder, sha256));
    const handle = await open(folder, 'r');
    await handle.sync();
    await handle.close();
  };
  const tls = join(storageDir, 'tls');
  const credentials = async () => ({
    cert: await readFile(join(tls, 'server.pem')),
    key: await readFile(join(tls, 'server.key')),
  });
  const server = mode === 'tls' ? createHttps(await credentials()) : createHttp();
  server.on('request', (incoming: IncomingMessage, answer) => {
    void take(incoming).then(() => answer.end());
  });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
}

async function receive(incoming: IncomingMessage, path: string, isDurable: boolean) {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx');
  let size = 0;
  for await (const piece of incoming) {
    hash.update(piece);
    await handle.write(piece);
    size += piece.length;
  }
  if (isDurable) await handle.sync();
  await handle.close();
  return { sha256: hash.digest('hex'), size };
}

async function send(url: string, path: string, method: string, headers: string): Promise<void> {
  const begin = url.startsWith('https:') ? httpsRequest : httpRequest;
  const { size } = await stat(path);
  const tus =
    method === 'PATCH'
      ? { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': 0 }
      : {};
  const outgoing = begin(url, {
    method,
    headers: { 'Content-Length': size, ...tus, ...JSON.parse(headers) },
    rejectUnauthorized: false,
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
  });
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), outgoing);
  const incoming = await answer;
  if ((incoming.statusCode ?? 0) >= 300) throw new Error(`answered ${incoming.statusCode}`);
  incoming.resume();
}

const [mode, ...rest] = process.argv.slice(2);
if (process.argv[1] === own && mode === 'serve') await serve(rest[0] ?? '', rest[1] ?? '');
if (process.argv[1] === own && mode === 'send') {
  await send(rest[0] ?? '', rest[1] ?? '', rest[2] ?? '', rest[3] ?? '{}');
}
