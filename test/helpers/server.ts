import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createAdministrator } from '../../src/accounts/administrators.js';
import { createApiToken } from '../../src/accounts/api-tokens.js';
import type { Role } from '../../src/accounts/model.js';
import { scopes, type Scope as TokenScope } from '../../src/accounts/scope.js';
import { readConfig } from '../../src/config.js';
import type { UploadPace } from '../../src/http/api/upload-pace.js';
import type { Services } from '../../src/http/services.js';
import { importRoster } from '../../src/identity/import-roster.js';
import { parseRoster } from '../../src/identity/roster-csv.js';
import { createLogger } from '../../src/log.js';
import { followRoster } from '../../src/registrations/follow-roster.js';
import { serve } from '../../src/serve.js';
import { defaultAppleLikeChain } from './artifacts/signers.js';
import { Client } from './http.js';
import type { Scope } from './scope.js';
import { temporaryFolder } from './temporary-folder.js';

/** A running Slipway of its own: temporary storage, temporary database, a free port. */
export interface TestServer {
  url: string;
  storageDir: string;
  services: Services;
  /** Every line it logged. */
  logged: string[];
  /** A fresh browser. */
  client(): Client;
  /** An API token with these scopes (all unless told). */
  token(scopes?: readonly TokenScope[]): Promise<string>;
  administrator(name: string, password: string, role?: Role): Promise<void>;
  /** Imports people from CSV text. */
  roster(csv: string, options?: { departures: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  env?: Record<string, string>;
  now?(): Date;
  /** Where another server must know the address beforehand. */
  port?: number;
  leastFreeBytes?: number;
  uploadPace?: UploadPace;
}

/**
 * Starts the server in this process. Models are bound to one database a process, so a test file
 * starts one server at a time: in `test.before` with a `fileScope`, or in tests that are `test.serial`. The sample
 * builds' root is among its `APPLE_ANCHORS`.
 */
export async function startServer(
  scope: Scope,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const { env, ...given } = options;
  const storageDir = await temporaryFolder(scope);
  const port = options.port ?? (await freePort());
  const url = `https://localhost:${port}`;
  const anchors = join(storageDir, 'apple-anchors.pem');
  await writeFile(anchors, defaultAppleLikeChain().root.pem);
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    STORAGE_DIR: storageDir,
    CERTS_DIR: join(storageDir, 'certs'),
    APPLE_ANCHORS: anchors,
    ...env,
  });
  const logged: string[] = [];
  const log = createLogger(config.LOG_LEVEL, { write: (line) => void logged.push(line) });
  const templatesDir = resolve('templates');
  const running = await serve({ config, log, templatesDir, ...given });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await running.stop();
    stopped = true;
  };
  scope.teardown(stop);
  const { services } = running.slipway;
  return {
    url,
    storageDir,
    services,
    logged,
    client: () => new Client(url),
    async token(wanted = scopes) {
      const input = { name: 'test', scopes: wanted, createdBy: 'operator' };
      return (await createApiToken(services, input)).text;
    },
    async administrator(name, password, role = 'admin') {
      await createAdministrator(services, { name, password, role, createdBy: 'operator' });
    },
    async roster(csv, options) {
      const { rows } = parseRoster(Buffer.from(csv));
      const input = { rows, departures: false, dryRun: false, actor: 'operator', ...options };
      await importRoster({ ...services, follower: followRoster }, input);
    },
    stop,
  };
}

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolvePort(port));
    });
  });
}
