import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSlipway, type Slipway, type SlipwayOptions } from './app.js';
import { loadServerCertificate } from './certificates/load-server-certificate.js';
import type { ServerCertificate } from './certificates/server-certificate.js';
import { tlsOptions } from './certificates/tls-options.js';
import { watchServerCertificate } from './certificates/watch-server-certificate.js';
import type { Config } from './config.js';

/** A server that answers. */
export interface RunningServer {
  /** Where it answers on this machine. */
  port: number;
  slipway: Slipway;
  /** Takes no more requests, lets running ones end (half a minute at the most), closes all. */
  stop(): Promise<void>;
}

export type ServeOptions = Omit<SlipwayOptions, 'serverCertificate'>;

const drainMs = 30_000;
/** A connection on which nothing moves is closed; a slow upload or download moves. */
const idleMs = 120_000;

/** Starts the server: certificate, database, routes, socket. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { config, log } = options;
  let certificate = config.TLS ? await loadCertificate(options) : null;
  const { server, slipway } = await open(options, () => certificate);
  const watch =
    certificate === null
      ? undefined
      : watchServerCertificate({
          ...certificateSettings(options),
          current: certificate,
          onChange(next) {
            certificate = next;
            (server as HttpsServer).setSecureContext(tlsOptions(next));
            for (const notice of next.notices) log.info(notice);
          },
          onError: (error) => log.error({ err: error }, 'the new certificate is not served'),
        });
  const { port } = server.address() as AddressInfo;
  if (config.publicUrlGuessed) {
    log.warn({ publicUrl: config.PUBLIC_URL }, 'PUBLIC_URL is not set; this address was guessed');
  }
  log.info({ port, publicUrl: config.PUBLIC_URL }, 'serving');
  return {
    port,
    slipway,
    async stop() {
      await watch?.stop();
      await drain(server);
      await slipway.stop();
    },
  };
}

/**
 * The socket first, then the storage: a second server started by mistake finds the port taken
 * before it migrates or sweeps what the first one is working on. Requests wait for the rest.
 */
async function open(
  options: ServeOptions,
  serverCertificate: () => ServerCertificate | null,
): Promise<{ server: Server | HttpsServer; slipway: Slipway }> {
  let begin: (listener: RequestListener) => void = () => undefined;
  const begun = new Promise<RequestListener>((resolve) => {
    begin = resolve;
  });
  const server = createServer(serverCertificate(), (request, response) => {
    void begun.then((answer) => answer(request, response));
  });
  await listen(server, options.config);
  try {
    const slipway = await createSlipway({ ...options, serverCertificate });
    begin(slipway.koa.callback());
    return { server, slipway };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

async function loadCertificate(options: ServeOptions): Promise<ServerCertificate> {
  const now = options.now?.() ?? new Date();
  const certificate = await loadServerCertificate({ ...certificateSettings(options), now });
  for (const notice of certificate.notices) options.log.info(notice);
  return certificate;
}

function certificateSettings({ config }: ServeOptions) {
  return {
    certsDir: config.CERTS_DIR,
    storageDir: config.STORAGE_DIR,
    hostNames: [new URL(config.PUBLIC_URL).hostname],
  };
}

/**
 * Node's `requestTimeout` of 300 s would cut a long upload in its middle, so it is off; forms have
 * a time limit of their own, and a connection where nothing moves is closed.
 */
function createServer(
  certificate: ServerCertificate | null,
  answer: RequestListener,
): Server | HttpsServer {
  const limits = { requestTimeout: 0, headersTimeout: 30_000, keepAliveTimeout: 10_000 };
  const server =
    certificate === null
      ? createHttpServer(limits, answer)
      : createHttpsServer({ ...limits, ...tlsOptions(certificate) }, answer);
  server.setTimeout(idleMs);
  return server;
}

function listen(server: Server | HttpsServer, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function drain(server: Server | HttpsServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(timer);
}
